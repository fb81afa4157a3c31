import subprocess
import sys
from pathlib import Path

from seedance_desktop.core.ids import JobId
from seedance_desktop.engine.claims import Claims

OTHER = """
import sys
from pathlib import Path
from seedance_desktop.core.ids import JobId
from seedance_desktop.engine.claims import Claims

claims = Claims(Path(sys.argv[1]))
for line in sys.stdin:
    print(claims.take(JobId(line.strip())), flush=True)
"""
ROOT = Path(__file__).parents[2]
FIRST, SECOND = JobId("20261122-120000-aaaaaa"), JobId("20261122-120000-bbbbbb")


class OtherProcess:
    """Another window on the same profile."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", OTHER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def takes(self, job: JobId) -> bool:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(job, file=self.process.stdin, flush=True)
        return self.process.stdout.readline() == "True\n"

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def test_a_job_is_claimed_by_one_process_and_free_again_when_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "data" / "jobs.lock"
    claims, other = Claims(path), OtherProcess(path)
    try:
        assert claims.take(FIRST)
        assert not other.takes(FIRST)
        assert other.takes(SECOND)
        assert not claims.take(SECOND)
        claims.give_back(FIRST)
        assert other.takes(FIRST)
    finally:
        other.kill()
    assert claims.take(FIRST)
    assert claims.take(SECOND)
    claims.close()


def test_claiming_twice_is_no_mistake(tmp_path: Path) -> None:
    claims = Claims(tmp_path / "jobs.lock")

    assert claims.take(FIRST)
    assert claims.take(FIRST)
    claims.give_back(FIRST)
    claims.give_back(FIRST)
    claims.close()
