"""The program is killed at every step and at random moments: nothing is billed twice or lost.

``make campaign ROUNDS=N`` runs N rounds, half of them with the window among the programs.
"""

import os
import random
import sys
from pathlib import Path

import pytest

from tests.faults.campaign import STEPS, Round, Verdict, profiles, told
from tests.support.sandbox import RunningSandbox

ROUNDS = int(os.environ.get("CAMPAIGN_ROUNDS", "7"))
IS_LONG = "CAMPAIGN_ROUNDS" in os.environ

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


def test_killed_at_every_step_and_at_random_nothing_is_billed_twice_or_lost(
    tmp_path: Path, sandbox: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    dice, verdicts = random.Random(20261122), list[Verdict]()
    blows = (*STEPS, "at random", "at random", "at random")

    for number, cli in zip(range(ROUNDS), profiles(tmp_path), strict=False):
        blow = blows[number % len(blows)]
        has_window = IS_LONG and number % 2 == 1
        killed = Round(cli, sandbox, dice, has_window=has_window)
        killed.begin(3 if blow == "at random" else 1, blow)
        verdicts.append(killed.finish())
        verdicts[-1].check()

    with capsys.disabled():
        sys.stdout.write(f" {told(verdicts)} " if IS_LONG else "")
    assert sum(verdict.kills for verdict in verdicts) >= len(verdicts)
