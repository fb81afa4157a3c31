from pathlib import Path

import pytest

from seedance_desktop.core.catalogue import Catalogue
from tests.cli.command import Cli
from tests.support.pictures import cut, make_bomb, make_heavy, make_noise, make_picture

TEXT = ("--prompt", "A red kite")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), "--prompt: The prompt is empty"),
        (("--prompt", "  "), "--prompt: The prompt is empty"),
        (("--prompt", "A kite --ratio 1:1"), "--prompt: The prompt contains --ratio"),
        ((*TEXT, "--model", "nix-1"), "no model “nix-1”"),
        ((*TEXT, "--resolution", "banana"), "--resolution:"),
        ((*TEXT, "--ratio", "5:7"), "--ratio:"),
        ((*TEXT, "--ratio", "adaptive"), "--ratio:"),
        ((*TEXT, "--duration", "99"), "--duration:"),
        ((*TEXT, "--duration", "-1"), "--duration:"),
        ((*TEXT, "--duration", "five"), "--duration: “five”"),
        ((*TEXT, "--frames", "30"), "--frames:"),
        ((*TEXT, "--frames", "29", "--duration", "5"), "--duration: not allowed with"),
        ((*TEXT, "--seed", "-2"), "--seed:"),
        ((*TEXT, "--seed", "2147483648"), "--seed:"),
        ((*TEXT, "--sound"), "--sound:"),
        ((*TEXT, "--count", "0"), "--count: it must be 1 to 100, not 0"),
        ((*TEXT, "--count", "101"), "--count:"),
        ((*TEXT, "--service-tier", "turbo"), "(choose from 'default', 'flex')"),
        ((*TEXT, "--format", "avi"), "(choose from 'mp4', 'mov')"),
        ((*TEXT, "--library", ""), "--library: the name is empty"),
        ((*TEXT, "--connection", "nix"), "no connection “nix”"),
        ((*TEXT, "--connection", "http://example.com"), "use https://"),
        ((*TEXT, "--connection", "ftp://example.com"), "begin with https://"),
        ((*TEXT, "--frame", "3"), "--frame 3"),
        (("picture.jpg",), "picture.jpg"),
    ],
)
def test_what_cannot_be_sent_is_named_before_there_is_a_job(
    cli: Cli, words: tuple[str, ...], named: str
) -> None:
    cli.key = "sk-any"

    ended = cli("generate", *words)

    assert ended.code == 2
    assert named in ended.err
    assert "Not charged." in ended.err
    assert ended.out == ""
    assert cli.states() == []


def test_every_problem_is_told_at_once_to_people_and_to_scripts(cli: Cli) -> None:
    wrong = ("--ratio", "5:7", "--seed", "-2", "--duration", "99", "--sound")

    ended = cli("generate", *TEXT, *wrong, "--json")

    assert all(f"{name}: " in ended.err for name in ("--ratio", "--seed", "--duration", "--sound"))
    error, finished = ended.records
    assert (error["event"], error["kind"], error["charged"]) == ("error", "RequestError", "no")
    fields = [problem["field"] for problem in error["problems"]]
    assert fields == ["ratio", "duration", "seed", "sound"]
    assert finished == {"event": "finished", "files": [], "exit_code": 2}


def test_a_script_is_told_of_words_that_are_not_understood(cli: Cli) -> None:
    ended = cli("generate", "--json", "--frame", "3")

    assert [record["event"] for record in ended.records] == ["error", "finished"]
    assert ended.records[0]["kind"] == "UsageError"
    assert ended.code == 2


def test_every_picture_that_cannot_be_used_has_its_own_answer(cli: Cli, tmp_path: Path) -> None:
    text = tmp_path / "text.jpg"
    text.write_text("no picture")
    wide = make_picture(tmp_path / "wide.png", (1200, 300))
    pictures = {
        text: "is a text",
        cut(make_noise(tmp_path / "cut.jpg")): "the end of the file is missing",
        make_picture(tmp_path / "tiny.png", (1, 1)): "only 1 × 1 pixels",
        make_bomb(tmp_path / "bomb.png"): "50000 × 50000 pixels",
        make_heavy(tmp_path / "heavy.png"): "has 400 MB",
        tmp_path / "gone.png": "is not there",
        tmp_path: "is a folder",
        wide: "wide.png is 1200 × 300, which is too long for a reference",
    }

    ended = cli(
        *("generate", *TEXT, "--model", "dreamina-seedance-2-0-260128"),
        *("--reference", *map(str, pictures)),
    )

    assert ended.code == 2
    told = [line for line in ended.err.splitlines() if "--reference: " in line]
    assert len(told) == len(pictures)
    for line, reason in zip(told, pictures.values(), strict=True):
        assert reason in line


def test_an_unknown_model_is_answered_with_the_known_ones(cli: Cli, catalogue: Catalogue) -> None:
    ended = cli("generate", *TEXT, "--model", "seedance")

    assert all(row.id in ended.err for row in catalogue)
