"""Words that are put into prompts again and again, in both languages that every model knows."""

import re
from dataclasses import dataclass
from enum import StrEnum

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class SnippetGroup(StrEnum):
    """What a snippet speaks of."""

    CAMERA = "camera"
    LENS = "lens"
    LIGHTING = "lighting"
    STYLE = "style"


@dataclass(frozen=True, slots=True)
class Snippet:
    """One of the two texts may be empty."""

    group: SnippetGroup
    english: str
    chinese: str

    def words(self, *, in_chinese: bool) -> str:
        """Its text in a language, or in the other one where there is none."""
        wanted, other = (self.chinese, self.english) if in_chinese else (self.english, self.chinese)
        return wanted or other


def is_chinese(prompt: str) -> bool:
    """Whether a prompt is written in Chinese."""
    return bool(_CHINESE.search(prompt))
