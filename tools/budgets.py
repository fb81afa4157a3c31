"""Measures the code against its size budgets: `make budgets`.

A ratchet: a limit is loosened only with a decision record in docs/decisions. The measuring is
in tools/measure.py; this file holds the budgets and the table that is printed.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from tools import measure
from tools.measure import Finding


@dataclass(frozen=True)
class Budget:
    """One row: what is measured, what we aim for, where it ends, and whether it is a floor."""

    title: str
    measured: Callable[[], list[Finding]]
    target: float
    limit: float | None
    is_floor: bool = False

    def is_broken_by(self, finding: Finding) -> bool:
        if self.limit is None:
            return False
        return finding.size < self.limit if self.is_floor else finding.size > self.limit


BUDGETS = (
    Budget("function length, 95th percentile", measure.typical_function, 35, 35),
    Budget("function length, longest", measure.functions, 35, 60),
    Budget("file length, median", measure.typical_file, 120, 120),
    Budget("file length, longest", measure.files, 120, 400),
    Budget("class length", measure.classes, 200, 300),
    Budget("public methods of a class", measure.public_methods, 15, 20),
    Budget("parameters", measure.parameters, 5, 7),
    Budget("functions without full types", measure.untyped_functions, 0, 0),
    Budget("modules in an import cycle", measure.cycles, 0, 0),
    Budget("modules that load without Qt, %", measure.modules_without_qt, 60, 60, is_floor=True),
    Budget("broad excepts", measure.broad_excepts, 2, 2),
    Budget("mocks or patches per test", measure.mocks_per_test, 0.1, 0.1),
    Budget("test lines ÷ product lines", measure.test_ratio, 0.8, None, is_floor=True),
)


def main() -> int:
    """Print every budget with the worst that was found, and where a limit is broken."""
    print(f"{'budget':<36}{'worst':>8}{'target':>8}{'limit':>8}")
    broken: list[str] = []
    for budget in BUDGETS:
        findings = budget.measured()
        pick = min if budget.is_floor else max
        worst = pick((finding.size for finding in findings), default=budget.target)
        limit = "–" if budget.limit is None else f"{budget.limit:g}"
        over = [finding for finding in findings if budget.is_broken_by(finding)]
        mark = "  over" if over else ""
        print(f"{budget.title:<36}{worst:>8.3g}{budget.target:>8g}{limit:>8}{mark}")
        broken += [
            f"  {finding.where}: {budget.title} {finding.size:.3g}, limit {limit}"
            for finding in sorted(over, key=lambda finding: -finding.size)
        ]
    if broken:
        print("\nOver the limit:", *broken, sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
