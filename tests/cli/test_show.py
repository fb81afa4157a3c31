from tests.cli.command import SMALL, Cli
from tests.support.sandbox import RunningSandbox


def test_a_job_is_shown_with_its_whole_story_to_people_and_to_scripts(
    keyed: Cli, service: RunningSandbox
) -> None:
    keyed("generate", "--prompt", "A red kite", *SMALL, "--connection", service.address)
    job = keyed("jobs").lines[0].split()[0]

    told, shown = keyed("jobs", "show", job, "--json"), keyed("jobs", "show", job)

    (record,) = told.records
    assert (record["event"], record["job"]["id"]) == ("job", job)
    states = [entry["state"] for entry in record["story"] if entry["state"]]
    assert (states[0], states[-1]) == ("queued", "done")
    errands = [entry["call"]["errand"] for entry in record["story"] if entry["call"]]
    assert errands[0] == "create"
    assert errands[-1] == "fetch"
    assert shown.code == 0
    assert job in shown.lines[0]
    assert any("The request was sent: cgt-" in line for line in shown.lines)
    assert shown.lines[-1].endswith("Done")
    for said in (told.out, shown.out):
        assert service.key not in said
        assert "Signature" not in said


def test_a_job_that_is_not_there_and_a_name_that_is_missing_are_said(cli: Cli) -> None:
    nobody, nameless = cli("jobs", "show", "nobody"), cli("jobs", "show")

    assert (nobody.code, nameless.code) == (2, 2)
    assert "There is no job nobody." in nobody.err
    assert "which job" in nameless.err
