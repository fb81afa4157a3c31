"""Texts cut up for searching: words as they are, scripts that use no blanks into single signs.

A text and what is looked for in it go the same way, so a phrase of two Chinese signs is found
inside a sentence, and so is a single one.
"""

import re
import unicodedata

# Han, kana, Hangul, Thai to Tibetan, Myanmar, Khmer; and pictures such as emoji.
_ALONE = re.compile(
    "(["
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"
    "\u2600-\u27bf\u2e80-\u303f\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff"
    "])"
)


def segmented(text: str) -> str:
    """``text`` without regard to case and width, a blank around every sign that stands alone."""
    return _ALONE.sub(r" \1 ", folded(text))


def folded(text: str) -> str:
    """``text`` as it is compared: without regard to case, width or blanks at its ends."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def tokens(text: str) -> list[str]:
    """The words of ``text``, in order, as they are looked up."""
    return [word for word in _pieces(segmented(text)) if word]


def ends_alone(text: str) -> bool:
    """Whether the last sign is a word by itself, so that nothing can continue it."""
    return bool(_ALONE.fullmatch(folded(text)[-1:]))


def _pieces(text: str) -> list[str]:
    return "".join(sign if _is_of_a_word(sign) else " " for sign in text).split()


def _is_of_a_word(sign: str) -> bool:
    """As the database's tokenizer decides: letters, marks, numbers, private and picture signs."""
    category = unicodedata.category(sign)
    return category[0] in "LMN" or category in {"Co", "So"}
