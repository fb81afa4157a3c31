"""Checks which part of the program uses which part of Qt: the other half of `make contracts`.

import-linter cannot see this, since it takes PySide6 for one module.
"""

import sys

from tools.source import PACKAGE, Source, sources

EVERYTHING = frozenset({"*"})
NOTHING: frozenset[str] = frozenset()

# The longest name that fits a module decides. What is not named here may use no Qt at all.
ALLOWED = {
    PACKAGE: NOTHING,
    f"{PACKAGE}.app": EVERYTHING,
    f"{PACKAGE}.ui": EVERYTHING,
    # Imports QtCore to change how PySide6 itself imports; nothing is made with it.
    f"{PACKAGE}.quick_imports": frozenset({"QtCore"}),
    # A picture is a value to a model, as it is to media: QImage and nothing that needs a window.
    f"{PACKAGE}.model": frozenset({"QtCore", "QtGui.QImage"}),
    f"{PACKAGE}.media": frozenset({"QtCore", "QtGui"}),
}


def main() -> int:
    """Print each import of Qt that its place in the program does not allow."""
    found = [line for source in sources(PACKAGE) for line in broken(source)]
    for line in found:
        print(line)
    print(f"Parts of Qt: {len(found) or 'no'} import{'s' * (len(found) != 1)} out of place.")
    return 1 if found else 0


def broken(source: Source) -> list[str]:
    """Return one line for each import of Qt that is not allowed in this file."""
    allowed = _allowed(source.module)
    lines = []
    for entry in source.imports:
        top, _, name = entry.full_name.partition(".")
        if top == "PySide6" and allowed.isdisjoint({"*", name.partition(".")[0], name}):
            names = " and ".join(sorted(allowed)) or "no part of Qt"
            lines.append(f"{source.where}:{entry.line}: {name}, but may use {names}")
    return lines


def _allowed(module: str) -> frozenset[str]:
    fitting = [name for name in ALLOWED if module == name or module.startswith(f"{name}.")]
    return ALLOWED[max(fitting, key=len)]


if __name__ == "__main__":
    sys.exit(main())
