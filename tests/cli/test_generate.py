from pathlib import Path

from seedance_desktop.core.geometry import Size
from seedance_desktop.media.clip import check_clip
from tests.cli.command import SMALL, Cli
from tests.support.pictures import make_picture
from tests.support.sandbox import RunningSandbox

# What a command has loaded when it ends, written where the first word says.
LOADED = """
import sys
from pathlib import Path
from seedance_desktop.__main__ import main
file = Path(sys.argv.pop(1))
code = main()
file.write_text("\\n".join(sys.modules))
sys.exit(code)
"""


def test_a_sentence_becomes_a_video_whose_path_is_printed(
    keyed: Cli, service: RunningSandbox
) -> None:
    words = "A red kite that turns after 1.5 seconds"

    ended = keyed("generate", "--prompt", words, *SMALL, "--connection", service.address)

    assert ended.code == 0, ended.err
    assert "--prompt: Fractions of a second, such as 1.5, can make it fail." in ended.err
    assert ended.lines == [str(path) for path in keyed.files()]
    facts = check_clip(Path(ended.out.strip()))
    assert (facts.size, facts.frame_count) == (Size(864, 480), 49)


def test_a_first_frame_gives_the_video_its_shape_and_no_widgets_are_loaded(
    keyed: Cli, service: RunningSandbox, tmp_path: Path
) -> None:
    picture = make_picture(tmp_path / "portrait.jpg", (600, 1000))
    loaded = tmp_path / "loaded"

    ended = keyed(
        "generate",
        *("--first-frame", str(picture), *SMALL, "--connection", service.address),
        *("--picture-format", "png"),
        python=("-c", LOADED, str(loaded)),
    )

    assert ended.code == 0, ended.err
    assert check_clip(Path(ended.out.strip())).size == Size(480, 864)
    sent = [path for path in keyed.profile.glob("data/frames/*/*") if path.is_file()]
    assert [path.suffix for path in sent] == [".png"]
    modules = loaded.read_text().splitlines()
    assert "PySide6.QtGui" in modules
    assert not {"PySide6.QtWidgets", "PySide6.QtMultimedia", "qasync"} & set(modules)


def test_json_tells_each_step_in_order_and_never_the_key(
    keyed: Cli, service: RunningSandbox
) -> None:
    ended = keyed(
        "generate", "--prompt", "A red kite", *SMALL, "--connection", service.address, "--json"
    )

    (path,) = [str(path) for path in keyed.files()]
    states = [record["job"]["state"] for record in ended.of_kind("job_changed")]
    assert states[0] == "queued"
    assert [*dict.fromkeys(states)][1:] == ["submitting", "running", "fetching", "done"]
    assert (
        ended.of_kind("job_progress")[-1]["received"] == ended.of_kind("job_progress")[-1]["total"]
    )
    assert [record["path"] for record in ended.of_kind("video_added")] == [path]
    assert ended.records[-1] == {"event": "finished", "files": [path], "exit_code": 0}
    assert "video_url" not in ended.out
    kept = [path.read_bytes() for path in keyed.profile.rglob("*") if path.is_file()]
    assert not any(service.key.encode() in content for content in kept)
    assert service.key not in ended.out + ended.err


def test_several_videos_of_one_request_in_a_library_of_ones_own(
    keyed: Cli, service: RunningSandbox, tmp_path: Path
) -> None:
    library = tmp_path / "a library"

    ended = keyed(
        *("generate", "--prompt", "A red kite", *SMALL, "--connection", service.address),
        *("--count", "2", "--library", str(library)),
    )

    assert ended.code == 0, ended.err
    assert sorted(ended.lines) == sorted(str(path) for path in library.rglob("*.mp4"))
    assert len(set(ended.lines)) == 2


def test_the_sample_needs_no_account_and_no_service_but_the_one_built_in(cli: Cli) -> None:
    settings = cli.profile / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("sandbox_speed = 1000.0\n")

    ended = cli("generate", "--sample", *SMALL)

    assert ended.code == 0, ended.err
    assert ended.lines == [str(path) for path in cli.files()]


def test_the_last_frame_comes_as_a_picture_where_it_is_asked_for(
    keyed: Cli, service: RunningSandbox
) -> None:
    ended = keyed(
        "generate",
        *("--prompt", "A red kite", *SMALL, "--connection", service.address),
        "--last-frame-image",
    )

    (picture,) = [path for path in keyed.files() if path.suffix in {".png", ".jpg"}]
    assert ended.code == 0, ended.err
    assert picture.stem == f"{Path(ended.out.strip()).stem} last frame"


def test_what_is_above_the_limits_is_sent_only_when_that_is_said(
    keyed: Cli, service: RunningSandbox
) -> None:
    words = ("generate", "--prompt", "A kite", *SMALL, "--connection", service.address)
    settings = keyed.profile / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)

    settings.write_text("ask_above = 0.001\n")
    asked = keyed(*words)
    settings.write_text("daily_cap = 0.001\n")
    capped = keyed(*words, "--yes")
    before = keyed.states()
    over = keyed(*words, "--over-cap")

    assert (asked.code, capped.code, over.code) == (2, 2, 0)
    assert "--yes" in asked.err
    assert "--over-cap" in capped.err
    assert before == []
