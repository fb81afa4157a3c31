"""Tables for spreadsheets: whatever a prompt says, it stays a text."""

import csv
import io

import pytest

from seedance_desktop.core.spreadsheet import csv_text


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n="])
def test_what_a_spreadsheet_would_run_is_marked_as_text(sign: str) -> None:
    (row,) = read(csv_text(["prompt"], [{"prompt": f'{sign}HYPERLINK("x")'}]))

    assert row["prompt"] == f'\'{sign}HYPERLINK("x")'


def test_a_number_below_zero_stays_a_number() -> None:
    assert read(csv_text(["change"], [{"change": -3}])) == [{"change": "-3"}]


def test_commas_quotes_lines_and_every_script_come_back_as_they_were() -> None:
    prompt = 'Plain, with "quotes";\nsecond line\r\nthird\t海边的灯塔，“慢慢” 😀'

    text = csv_text(["prompt", "seed"], [{"prompt": prompt, "seed": 7}])

    assert text.startswith("\ufeff")
    assert read(text) == [{"prompt": prompt, "seed": "7"}]
