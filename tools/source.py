"""Our Python as the checks see it: files, their syntax trees and what they import."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "seedance_desktop"

FOR_THE_CHECKER = ("TYPE_CHECKING", "typing.TYPE_CHECKING")


@dataclass(frozen=True)
class Import:
    """One import: a module, the name taken from it if there is one, and where it stands."""

    module: str
    name: str | None
    line: int
    is_at_top: bool  # False inside a function, where it runs later or never

    @property
    def full_name(self) -> str:
        return f"{self.module}.{self.name}" if self.name else self.module


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @property
    def where(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        """Return the module's name: seedance_desktop.core.job."""
        parts = list(self.path.relative_to(ROOT).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        return ".".join(parts)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def filled_lines(self) -> int:
        return sum(bool(line.strip()) for line in self.text.splitlines())

    @property
    def is_empty(self) -> bool:
        """Tell whether the file holds a docstring at most: a package's opening line."""
        return all(
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            for node in self.tree.body
        )

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import that can run: those for the type checker alone are left out."""
        return tuple(_imports(self.tree, is_at_top=True))


def sources(folder: str) -> list[Source]:
    """Return the Python files below a folder of the checkout, in order."""
    return [Source(path) for path in sorted((ROOT / folder).rglob("*.py"))]


def _imports(node: ast.AST, *, is_at_top: bool) -> Iterator[Import]:
    for child in _children(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, None, child.lineno, is_at_top)
        elif isinstance(child, ast.ImportFrom) and child.module:
            for alias in child.names:
                yield Import(child.module, alias.name, child.lineno, is_at_top)
        else:
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, is_at_top=is_at_top and not is_function)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If) and ast.unparse(node.test) in FOR_THE_CHECKER:
        yield from node.orelse
    else:
        yield from ast.iter_child_nodes(node)
