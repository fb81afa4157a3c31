import shutil
from pathlib import Path

from tests.cli.command import Cli
from tests.support.pictures import make_clip


def test_clips_are_taken_in_found_handed_on_and_looked_after(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    clip = make_clip(folder / "slow sea.mp4", frames=8)
    (folder / "text.mp4").write_text("no clip at all")

    adopted = cli("library", "--adopt", str(folder))
    found = cli("library", "slow", "length:<9", "--json")
    odd = cli("library", "stars:many", "sea")
    exported = cli("library", "ratio:16:9", "--export", str(tmp_path / "set"))
    shutil.move(clip, folder / "moved.mp4")
    checked = cli("library", "--check", "--json")
    (folder / "moved.mp4").unlink()
    lost = cli("library", "--check")

    assert adopted.lines == [str(clip)]
    assert adopted.code == 6
    assert "text.mp4 is a text, not a clip." in adopted.err
    assert [Path(record["path"]) for record in found.records] == [clip]
    assert odd.lines[0].endswith(str(clip))
    assert "stars:many: stars: takes a number" in odd.err
    assert exported.lines == [str(tmp_path / "set")]
    assert {path.name for path in (tmp_path / "set").iterdir()} == {
        "slow sea.mp4",
        "manifest.csv",
        "manifest.json",
    }
    assert checked.records[0]["found_again"] == 1
    assert lost.lines == ["1 files: 0 found again, 1 missing, 0 damaged"]


def test_a_query_finds_by_filters_and_tells_scripts_what_was_said(cli: Cli, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "慢慢走.mp4", frames=4)
    cli("library", "--adopt", str(clip), "--copy")

    found = cli("library", "慢走 is:unrated -tag:night", "--json", "--sort", "name")
    nothing = cli("library", "nothing of this kind")

    (record,) = found.records
    assert Path(record["path"]).is_relative_to(cli.profile / "library")
    assert (record["rating"], record["tags"], record["missing"]) == (0, [], False)
    assert (nothing.code, nothing.out) == (0, "")
    assert "Nothing was found." in nothing.err


def test_files_are_renamed_by_a_template_once_it_has_been_looked_at(
    cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    make_clip(folder / "slow sea.mp4", frames=8)
    cli("library", "--adopt", str(folder))

    bad = cli("library", "--rename", "{promt}")
    astray = cli("library", "stars:many", "--rename", "all of them")
    sent_astray = cli("library", "stars:many", "--export", str(tmp_path / "all of them"))
    dry = cli("library", "--rename", "{ratio}/{name:4}", "--dry-run")
    stayed = [path.name for path in folder.iterdir()]
    done = cli("library", "slow", "--rename", "{ratio}/{name:4}", "--json")

    assert bad.code == 2
    assert "{promt} is not known" in bad.err
    assert (astray.code, sent_astray.code) == (2, 2)
    assert "stars: takes a number" in astray.err
    assert "nothing was done" in sent_astray.err
    assert not (tmp_path / "all of them").exists()
    assert dry.lines == ["slow sea.mp4 → 16x9/slow.mp4"]
    assert "slow sea.mp4" in stayed
    assert (done.records[0]["old"], done.records[0]["new"]) == ("slow sea.mp4", "16x9/slow.mp4")
    assert (folder / "16x9" / "slow.mp4").is_file()
    assert cli("library", "slow").lines[0].endswith("16x9/slow.mp4")
