"""The measures behind the budgets, each a function that returns what it found and where.

Sizes are taken of the package; the length of files also of the tests and tools. A class's
`@override` methods are Qt's idea, not ours, and do not count as its public ones.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from statistics import median, quantiles
from typing import TypeAlias

from typing_extensions import TypeIs

from tools.source import PACKAGE, Source, sources

QT = {"PySide6", "qasync", "shiboken6"}
BROAD = {"Exception", "BaseException"}
PATCHES = {"setattr", "delattr", "setitem", "delitem"}
MOCKS = {"AsyncMock", "MagicMock", "Mock", "PropertyMock", "create_autospec", "patch"}

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Finding:
    """Something measured: where, and how large."""

    where: str
    size: float


@cache
def _package() -> tuple[Source, ...]:
    return tuple(sources(PACKAGE))


@cache
def _tests() -> tuple[Source, ...]:
    return tuple(sources("tests"))


def functions() -> list[Finding]:
    """Return the length of each function in lines, from `def` to its last line."""
    return [Finding(where, _length(node)) for where, node, _ in _functions()]


def typical_function() -> list[Finding]:
    """Return the length that 95 of 100 functions do not exceed."""
    lengths = [finding.size for finding in functions()]
    return [Finding(PACKAGE, quantiles(lengths, n=20)[-1])] if len(lengths) > 1 else []


def files() -> list[Finding]:
    """Return the length of each file of ours, tests and tools included."""
    ours = [*_package(), *_tests(), *sources("tools"), *sources("benchmarks")]
    return [Finding(source.where, source.lines) for source in ours]


def typical_file() -> list[Finding]:
    """Return the median length of the package's files; opening lines of packages left out."""
    lengths = [source.lines for source in _package() if not source.is_empty]
    return [Finding(PACKAGE, median(lengths))] if lengths else []


def classes() -> list[Finding]:
    """Return the length of each class in lines."""
    return [Finding(where, _length(node)) for where, node in _classes()]


def public_methods() -> list[Finding]:
    """Return how many public methods each class adds to those that it inherits."""
    return [
        Finding(where, sum(_is_public(method) for method in _methods(node)))
        for where, node in _classes()
    ]


def parameters() -> list[Finding]:
    """Return how many parameters each function takes, `self` not counted.

    What Qt or another base class decides is not ours to change: overrides are left out.
    """
    return [
        Finding(where, _parameters(node, is_method=owner is not None))
        for where, node, owner in _functions()
        if not _has_decorator(node, "override")
    ]


def untyped_functions() -> list[Finding]:
    """Return the functions with a parameter or a result that has no type."""
    return [
        Finding(where, 1)
        for where, node, owner in _functions()
        if not _is_typed(node, is_method=owner is not None)
    ]


def cycles() -> list[Finding]:
    """Return the modules that import themselves by some way round, late imports counted."""
    graph = {source.module: set(_ours(source)) for source in _package()}
    reach = {module: _reach(module, graph.__getitem__) for module in graph}
    return [Finding(module, 1) for module in graph if module in reach[module]]


def modules_without_qt() -> list[Finding]:
    """Return the share of modules whose import brings in no Qt, directly or through others."""
    graph = {source.module: set(_ours_at_top(source)) for source in _package()}
    needing = {source.module for source in _package() if _needs_qt(source)}
    with_qt = [
        module
        for module in graph
        if not needing.isdisjoint({module} | _reach(module, graph.__getitem__))
    ]
    return [Finding(PACKAGE, 100 - 100 * len(with_qt) / len(graph))] if graph else []


def broad_excepts() -> list[Finding]:
    """Return how many handlers catch everything and keep it; those that re-raise are fine."""
    found = [
        f"{source.where}:{node.lineno}"
        for source in _package()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call | ast.ExceptHandler) and _is_broad(node)
    ]
    return [Finding(", ".join(found) or PACKAGE, len(found))]


def mocks_per_test() -> list[Finding]:
    """Return mocks and patches per test. Setting up an environment variable is neither."""
    nodes = [node for source in _tests() for node in ast.walk(source.tree)]
    tests = sum(_is_function(node) and node.name.startswith("test_") for node in nodes)
    mocks = sum(isinstance(node, ast.Call) and _is_mock(node.func) for node in nodes)
    return [Finding("tests", mocks / tests)] if tests else []


def test_ratio() -> list[Finding]:
    """Return the lines of the tests against those of the package, blank ones left out."""
    product = sum(source.filled_lines for source in _package())
    tests = sum(source.filled_lines for source in _tests())
    return [Finding("tests", tests / product)] if product else []


# ------------------------------------------------------------------------------- functions


@cache
def _functions() -> tuple[tuple[str, Function, ast.ClassDef | None], ...]:
    """Return every function of the package: where it is, itself, and the class it belongs to."""
    return tuple(
        (f"{source.where}:{node.lineno} {node.name}", node, owner)
        for source in _package()
        for node, owner in _functions_below(source.tree, None)
    )


def _functions_below(
    node: ast.AST, owner: ast.ClassDef | None
) -> Iterator[tuple[Function, ast.ClassDef | None]]:
    for child in ast.iter_child_nodes(node):
        if _is_function(child):
            yield child, owner
            yield from _functions_below(child, None)
        else:
            yield from _functions_below(child, child if isinstance(child, ast.ClassDef) else owner)


def _parameters(node: Function, *, is_method: bool) -> int:
    plain = len(node.args.posonlyargs) + len(node.args.args) + len(node.args.kwonlyargs)
    return plain - (is_method and not _has_decorator(node, "staticmethod"))


def _is_typed(node: Function, *, is_method: bool) -> bool:
    named = [*node.args.posonlyargs, *node.args.args]
    if is_method and not _has_decorator(node, "staticmethod"):
        named = named[1:]
    gathered = [arg for arg in (node.args.vararg, node.args.kwarg) if arg]
    every = [*named, *node.args.kwonlyargs, *gathered]
    return node.returns is not None and all(arg.annotation for arg in every)


def _has_decorator(node: Function, name: str) -> bool:
    return any(ast.unparse(decorator).split(".")[-1] == name for decorator in node.decorator_list)


def _length(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_function(node: ast.AST) -> TypeIs[Function]:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


# --------------------------------------------------------------------------------- classes


@cache
def _classes() -> tuple[tuple[str, ast.ClassDef], ...]:
    return tuple(
        (f"{source.where}:{node.lineno} {node.name}", node)
        for source in _package()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    )


def _methods(node: ast.ClassDef) -> Iterator[Function]:
    return (child for child in node.body if _is_function(child))


def _is_public(node: Function) -> bool:
    return not node.name.startswith("_") and not _has_decorator(node, "override")


# ------------------------------------------------------------------- imports between modules


def _ours(source: Source) -> Iterator[str]:
    """Yield the modules of the package that a file imports anywhere."""
    modules = {each.module for each in _package()}
    for entry in source.imports:
        for name in (entry.full_name, entry.module):
            if name in modules:
                yield name
                break


def _ours_at_top(source: Source) -> Iterator[str]:
    """Yield the modules that importing a file imports: the packages around them as well."""
    modules = {each.module for each in _package()}
    for entry in source.imports:
        if entry.is_at_top:
            parts = entry.full_name.split(".")
            names = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
            yield from modules.intersection(names)


def _needs_qt(source: Source) -> bool:
    return any(entry.is_at_top and entry.module.partition(".")[0] in QT for entry in source.imports)


def _reach(start: str, following: Callable[[str], set[str]]) -> set[str]:
    """Return every module that can be come to from a module, itself if there is a way round."""
    reached: set[str] = set()
    waiting = list(following(start))
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += following(module)
    return reached


# ------------------------------------------------------------------------- excepts, mocks


def _is_broad(node: ast.Call | ast.ExceptHandler) -> bool:
    if isinstance(node, ast.Call):
        is_suppress = ast.unparse(node.func).split(".")[-1] == "suppress"
        return is_suppress and any(ast.unparse(arg) in BROAD for arg in node.args)
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    is_broad = any(kind is None or ast.unparse(kind) in BROAD for kind in caught)
    last = node.body[-1]
    return is_broad and not (isinstance(last, ast.Raise) and last.exc is None)


def _is_mock(called: ast.expr) -> bool:
    *before, name = ast.unparse(called).split(".")
    return name in MOCKS or "patch" in before or (name in PATCHES and "monkeypatch" in before)
