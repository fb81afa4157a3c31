from seedance_desktop.core.typical import PastWait, typical_wait


def test_too_few_waits_say_nothing() -> None:
    assert typical_wait([PastWait(5, 60), PastWait(5, 70)], 5) is None


def test_of_the_same_length_the_one_in_the_middle_counts_however_long_another_took() -> None:
    past = [PastWait(5, wait) for wait in (60, 4000, 70)] + [PastWait(10, 200)] * 9

    assert typical_wait(past, 5) == 70


def test_of_other_lengths_the_wait_is_in_proportion() -> None:
    past = [PastWait(5, 50), PastWait(10, 120), PastWait(4, 40)]

    assert typical_wait(past, 8) == 80
