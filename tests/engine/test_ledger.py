"""Every video that arrives has its bill, and nothing is sent that the user has not allowed."""

import asyncio
import csv
import shutil
from pathlib import Path

import pytest

from seedance_desktop.core.changes import Label, Put
from seedance_desktop.core.events import BillAdded
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.spending import ConfirmationNeededError, Consent, DailyCapError
from seedance_desktop.store.settings import Settings
from tests.engine.bench import Bench, a_request
from tests.support.sandbox import SPEED, RunningSandbox

CHEAP = a_request()
"""A little more than a cent."""


def allowed(bench: Bench, sandbox: RunningSandbox, **limits: float) -> ConnectionId:
    """A paid connection and what may be spent there."""
    address = ConnectionId(sandbox.address)
    bench.keys.use_for_session(address, sandbox.key)
    bench.settings = Settings(sandbox_speed=SPEED / 2, **limits)  # type: ignore[arg-type]
    return address


async def test_a_video_that_arrives_has_a_bill_that_outlives_its_records(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    address = allowed(bench, sandbox)

    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(CHEAP, address))
        told = (await bed.seen(BillAdded)).bill
        await bed.engine.forget_job(job.id)
        (kept,) = await bed.engine.ledger.all()

    assert kept == told
    assert kept.job == job.id
    assert kept.tokens == kept.expected_tokens == job.usage.tokens
    assert kept.amount == kept.expected_amount
    assert kept.waited is not None


async def test_bills_of_older_profiles_and_of_killed_programs_are_made_up_for(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    address = allowed(bench, sandbox)
    async with bench.opened() as bed:
        await bed.settled(*await bed.submit(CHEAP, address, count=2))
        written = await bed.engine.ledger.all()

    shutil.rmtree(bench.folders.ledger)
    async with bench.opened() as bed:
        made_up, at_once = await asyncio.gather(bed.engine.ledger.all(), bed.engine.ledger.recent())
    (month,) = bench.folders.ledger.iterdir()
    month.write_bytes(month.read_bytes().splitlines(keepends=True)[0])
    async with bench.opened() as bed:
        completed = await bed.engine.ledger.recent()

    assert written == made_up == at_once == completed


async def test_what_is_above_the_limit_is_sent_only_once_it_is_confirmed(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    address = allowed(bench, sandbox, ask_above=0.01)

    async with bench.opened() as bed:
        with pytest.raises(ConfirmationNeededError):
            await bed.submit_one(CHEAP, address)
        none = await bed.engine.jobs(10)
        sent = await bed.engine.submit(
            CHEAP, address, library=bench.library, consent=Consent.ABOVE_LIMIT
        )

    assert (len(none), len(sent)) == (0, 1)


async def test_the_daily_cap_counts_what_is_on_its_way_and_holds_for_a_retry(
    bench: Bench, sandbox: RunningSandbox
) -> None:
    address = allowed(bench, sandbox, daily_cap=0.02, jobs_at_once=1)

    async with bench.opened() as bed:
        first = await bed.submit_one(CHEAP, address)
        with pytest.raises(DailyCapError):
            await bed.submit_one(CHEAP, address)
        second = (
            await bed.engine.submit(CHEAP, address, library=bench.library, consent=Consent.OVER_CAP)
        )[0]
        await bed.engine.cancel(second.id)
        with pytest.raises(DailyCapError):
            await bed.engine.retry(second.id)
        jobs = await bed.engine.jobs(10)

    assert {job.id for job in jobs} == {first.id, second.id}


async def test_every_bill_goes_into_a_file_with_the_collections_of_its_video(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened() as bed:
        first = await bed.settled(await bed.submit_one(CHEAP))
        second = await bed.settled(await bed.submit_one(CHEAP))
        assert first.video is not None
        entry = await bed.engine.search.entry(first.video)
        assert entry is not None
        await bed.engine.library.apply(Put(Label.COLLECTION, under=(("Trailer", (entry.number,)),)))
        collections = await bed.engine.library.collections_of_jobs()
        count = await bed.engine.ledger.export(tmp_path / "spent.csv")

    text = (tmp_path / "spent.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert collections == {first.id: ("Trailer",)}
    assert count == 2
    assert {row["job"]: row["collections"] for row in rows} == {first.id: "Trailer", second.id: ""}


async def test_the_sandbox_is_free_and_never_asked_about(bench: Bench) -> None:
    bench.settings = Settings(sandbox_speed=SPEED / 2, ask_above=0.01, daily_cap=0.01)

    async with bench.opened() as bed:
        job = await bed.settled(await bed.submit_one(CHEAP))
        (bill,) = await bed.engine.ledger.recent()

    assert bill.job == job.id
    assert bill.amount is None
