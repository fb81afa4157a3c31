"""Every text that people read is translated, whole, and can be filled in."""

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from seedance_desktop.core.resources import resource
from seedance_desktop.core.words import DOMAIN, install_language, tr, tr_count
from tools.translations import LANGUAGES, collected, merged, problems

PACKAGE = Path(__file__).parent.parent / "seedance_desktop"
FORMS = {"tr": 1, "Message": 1, "tr_count": 2}
MACHINE_PATH = re.compile(r"/(home|tmp|usr|root|var|opt|mnt|Users)/|[A-Z]:\\", re.IGNORECASE)
AMERICAN = re.compile(
    r"\b(colors?|cancel(ed|ing)|center(ed|s)?|gray|catalogs?|favorites?|behaviors?|dialed"
    r"|labeled|(recogn|organ|real|apolog|custom)iz\w+|analyz\w+|trash)\b",
    re.IGNORECASE,
)
# Inside f-strings, where collecting does not look before Python 3.12.
NOT_COLLECTED: set[str] = set()
ENDINGS = {".": "。", "?": "？", "…": "…"}
TERMS = {
    "tokens?": "词元",
    "library": "视频库",
    "bin": "回收站",
    "recipes?": "配方",
    "keyring": "密钥环",
    "waiting line": "等待队列",
    "collections?": "合集",
    "presets?": "预设",
    "charged": "扣费",
}
"""One Chinese word for each thing, wherever it is told of."""
TYPED = re.compile(r"\{[^}]*\}|`[^`]*`|\n  .*")
"""What is filled in, and what is typed as it stands: neither is translated."""
NARROW = re.compile(r"[\u4e00-\u9fff] ?[,;!?()]|[,;!?)] ?[\u4e00-\u9fff]")


@cache
def pairs(language: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The forms of each text, singular first, and of the translation it has."""
    entries = (entry for entry in merged(language, collected()) if entry.id)
    return tuple((texts(entry.id), texts(entry.string)) for entry in entries if entry.string)


@cache
def sources() -> frozenset[str]:
    """Every text as it stands in the code, in all its forms."""
    return frozenset(form for entry in collected() if entry.id for form in texts(entry.id))


def texts(value: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def names(text: str) -> set[str]:
    """The ``{names}`` that a text is filled with."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def literals(file: Path) -> Iterator[str]:
    """The texts for people that stand in a file, wherever they stand."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for argument in node.args[: FORMS.get(node.func.id, 0)]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


@pytest.fixture
def chinese() -> Iterator[None]:
    install_language(resource("translations"), "zh_CN")
    yield
    install_language(resource("translations"), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_whole_and_up_to_date(language: str) -> None:
    assert list(problems(language)) == []


def test_no_text_escapes_translation() -> None:
    written = {text for file in PACKAGE.rglob("*.py") for text in literals(file)}

    assert written - sources() <= NOT_COLLECTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_filled_with_the_same_values_as_its_text(language: str) -> None:
    wrong = {
        forms[-1]: form
        for forms, translated in pairs(language)
        for form in translated
        if names(form) != names(forms[-1])
    }

    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_shape_of_its_text(language: str) -> None:
    """Lines, keys of menus, and how it ends."""
    wrong = {
        forms[0]: form
        for forms, translated in pairs(language)
        for form in translated
        if form.count("\n") != forms[0].count("\n")
        or form.count("&") != forms[0].count("&")
        or form != form.strip()
        or not form.endswith(ENDINGS.get(forms[0][-1], ""))
    }

    assert wrong == {}


def test_every_text_can_be_filled_by_its_names() -> None:
    for text in sources():
        filled = text.format(**dict.fromkeys(names(text), "value"))

        assert all(name.isidentifier() for name in names(text)), text
        assert "{" not in filled, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_translations_load(language: str) -> None:
    loaded = gettext.translation(DOMAIN, resource("translations"), [language])

    assert loaded.info()["language"] == language
    assert loaded.charset() == "utf-8"


@pytest.mark.parametrize(("word", "term"), TERMS.items())
def test_one_thing_has_one_name_in_chinese(word: str, term: str) -> None:
    told = re.compile(rf"\b{word}\b", re.IGNORECASE)
    other = {
        forms[0]: form
        for forms, translated in pairs("zh_CN")
        for form in translated
        if told.search(TYPED.sub("", forms[0])) and term not in form
    }

    assert other == {}


def test_signs_between_chinese_words_are_as_wide_as_these() -> None:
    narrow = [
        form
        for _, translated in pairs("zh_CN")
        for form in translated
        if NARROW.search(re.sub(r"\(&\w\)", "", form))
    ]

    assert narrow == []


@pytest.mark.usefixtures("chinese")
def test_texts_are_shown_in_chinese() -> None:
    assert tr("Library") == "视频库"
    assert tr("{count} frames", count=121) == "121 帧"
    assert tr_count("{count} video", "{count} videos", 1) == "1 个视频"
    assert tr_count("{count} video", "{count} videos", 7) == "7 个视频"


def test_no_text_names_a_place_on_a_machine() -> None:
    assert [text for text in sources() if MACHINE_PATH.search(text)] == []


def test_texts_are_spelt_the_british_way() -> None:
    assert [text for text in sources() if AMERICAN.search(text)] == []
