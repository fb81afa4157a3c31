"""The language of ``--faults``."""

import pytest

from seedance_desktop.sandbox.faults import (
    Fault,
    FaultPlan,
    FaultSyntaxError,
    Kind,
    Step,
    parse_faults,
)


def test_a_spec_is_read_part_by_part() -> None:
    faults = parse_faults("create:reset-after*1, query:500*2,file:cut@200000*1,query:429=7%25")

    assert faults == (
        Fault(Step.CREATE, Kind.RESET_AFTER, times=1),
        Fault(Step.QUERY, Kind.INTERNAL, times=2),
        Fault(Step.FILE, Kind.CUT, value=200000, times=1),
        Fault(Step.QUERY, Kind.RATE_LIMIT, value=7, chance=25),
    )


def test_no_spec_is_good_behaviour() -> None:
    assert parse_faults("") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("create", "is not STEP:KIND"),
        ("create:500*x", "is not STEP:KIND"),
        ("upload:500", "the step is one of create, query, file"),
        ("create:explode", "the kind is one of"),
        ("query:cut@5", "cut is for file"),
        ("file:cut", "say where"),
        ("query:reset-after", "reset-after is for create"),
        ("create:dead-link", "dead-link is for query and file"),
        ("create:refuse=3", "refuse takes no value"),
        ("create:html=99", "between 200 and 599"),
    ],
)
def test_a_spec_that_makes_no_sense_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(FaultSyntaxError, match=reason):
        parse_faults(text)


def test_each_fault_strikes_as_often_as_it_may_and_the_next_follows() -> None:
    plan = FaultPlan(parse_faults("query:500*2,query:html*1"))

    struck = [plan.strike(Step.QUERY) for _ in range(4)]

    kinds = [fault.kind if fault else None for fault in struck]
    assert kinds == [Kind.INTERNAL, Kind.INTERNAL, Kind.HTML, None]


def test_a_fault_without_a_number_strikes_for_ever_and_only_its_step() -> None:
    plan = FaultPlan(parse_faults("file:corrupt"))

    assert all(plan.strike(Step.FILE) for _ in range(50))
    assert plan.strike(Step.CREATE) is None


def test_chances_are_repeated_by_the_same_seed() -> None:
    def struck(seed: int) -> list[bool]:
        plan = FaultPlan(parse_faults("query:500%30"), seed=seed)
        return [plan.strike(Step.QUERY) is not None for _ in range(200)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 30 < sum(struck(1)) < 90
