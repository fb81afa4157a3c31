"""Collects the texts that people read and compiles their translations.

    python -m tools.translations            collect, merge into the .po files, compile
    python -m tools.translations --check    say what is not up to date or not translated

Texts are the literals in ``tr("…")``, ``tr_count("…", "…", n)`` and ``Message("…")``.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_ROOT = Path(__file__).resolve().parent.parent
_TRANSLATIONS = _ROOT / "resources" / "translations"
_PACKAGE = _ROOT / "seedance_desktop"
_KEYWORDS = {"tr": None, "Message": None, "tr_count": (1, 2)}
LANGUAGES = ("zh_CN",)


def collected() -> Catalog:
    """Every text of the program, with where it stands."""
    found = Catalog(project="Seedance Desktop", charset="utf-8", fuzzy=False)
    for name, line, text, _, _ in extract_from_dir(_PACKAGE, keywords=_KEYWORDS):
        found.add(text, locations=[(f"seedance_desktop/{Path(name).as_posix()}", line)])
    return found


def po_file(language: str) -> Path:
    """Where the translations into a language are written by people."""
    return _TRANSLATIONS / language / "LC_MESSAGES" / "seedance.po"


def merged(language: str, texts: Catalog) -> Catalog:
    """The translations there are, with new texts added and those that are gone left out."""
    path = po_file(language)
    known = Catalog(locale=language, project="Seedance Desktop", fuzzy=False)
    if path.exists():
        known = read_po(io.BytesIO(path.read_bytes()), locale=language)
    known.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    known.header_comment = f"# The texts of Seedance Desktop, {language}."
    known.project, known.version = "Seedance Desktop", "0"
    known.msgid_bugs_address = known.last_translator = known.language_team = ""
    return known


def written(translations: Catalog) -> bytes:
    """The text of a .po file: sorted, without line numbers, so that it changes only with texts."""
    buffer = io.BytesIO()
    write_po(buffer, translations, sort_output=True, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def compiled(translations: Catalog) -> bytes:
    """The .mo file that the program reads."""
    buffer = io.BytesIO()
    write_mo(buffer, translations)
    return buffer.getvalue()


def problems(language: str) -> Iterator[str]:
    """What is out of date or missing in a language, a line each."""
    path = po_file(language)
    translations = merged(language, collected())
    if not path.exists() or path.read_bytes() != written(translations):
        yield f"{language}: run `make translations`, the texts have changed"
    compiled_file = path.with_suffix(".mo")
    if not compiled_file.exists() or compiled_file.read_bytes() != compiled(translations):
        yield f"{language}: run `make translations`, the compiled file is old"
    for message in translations:
        if message.id and not all(_texts(message.string)):
            yield f"{language}: not translated: {_texts(message.id)[0]!r}"


def main(arguments: list[str]) -> int:
    """Collect and compile, or check; 1 where something is not up to date."""
    if "--check" in arguments:
        found = [problem for language in LANGUAGES for problem in problems(language)]
        sys.stdout.writelines(f"{problem}\n" for problem in found)
        return 1 if found else 0
    texts = collected()
    for language in LANGUAGES:
        translations = merged(language, texts)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(translations))
        path.with_suffix(".mo").write_bytes(compiled(translations))
        missing = sum(1 for message in translations if message.id and not message.string)
        sys.stdout.write(f"{language}: {len(translations)} texts, {missing} not translated\n")
    return 0


def _texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
