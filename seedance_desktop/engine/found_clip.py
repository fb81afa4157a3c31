"""A clip that lies on the disk as a video: by its recipe where it carries one, plainly else."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ConnectionId, JobId, ModelId, VideoId, video_id_of
from seedance_desktop.core.library_errors import ClipUnusableError
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.video import ClipFacts, Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine.ports import Media
from seedance_desktop.engine.recipe import Recipe, recipe_in
from seedance_desktop.store import sayings
from seedance_desktop.store.clip_files import fingerprint, name_problem, status_of

ADOPTED = ConnectionId(sayings.ADOPTED)
"""The connection of clips that no job of this program made."""

_SHAPES = {"21:9": 21 / 9, "16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1, "3:4": 3 / 4, "9:16": 9 / 16}
_SAME_FRAMES = 1
"""Tools do not agree on whether the last one counts."""
_HEIGHTS = (360, 480, 720, 1080, 2160)


def found_video(clip: Path, home: Path, media: Media) -> Video:
    """The video of a clip that lies in the folder ``home``. Blocks.

    Raises ClipUnusableError, ClipBrokenError and DiskError kinds.
    """
    problem = name_problem(clip)
    if problem is not None:
        raise ClipUnusableError(problem)
    status = status_of(clip)
    if status is not None and status.is_in_cloud:
        raise ClipUnusableError(
            Message("{name} lies in the cloud alone.", {"name": clip.name}),
            remedy=Message("Have it kept on this computer first, then try again."),
        )
    facts = media.probe_clip(clip)
    recipe = recipe_in(media.read_recipe(clip))
    content = _content(clip)
    try:
        modified, size = clip.stat().st_mtime, clip.stat().st_size
    except OSError as error:
        raise _unreadable(clip, error) from error
    moment = datetime.fromtimestamp(modified, UTC)
    if recipe is not None:
        return video_of_recipe(recipe, clip, home, facts, (moment, size))
    job = adopted_job(content)
    return Video(
        id=VideoId(job),
        job=job,
        library=home,
        file=clip.relative_to(home),
        request=_plain_request(facts),
        connection=ADOPTED,
        made_at=moment,
        clip=facts,
        byte_count=size,
    )


def is_edited(known: Video, clip: Video) -> bool:
    """Whether a clip that carries the recipe of a known video was cut, joined or scaled since.

    A tool that only packs the same pictures anew changes neither their size nor their number.
    """
    of_known, of_clip = known.clip, clip.clip
    frames = abs(of_known.frame_count - of_clip.frame_count)
    return of_known.size != of_clip.size or frames > _SAME_FRAMES


def on_its_own(edited: Video) -> Video:
    """An edited clip as a video beside the one whose recipe it carries: by its content. Blocks.

    It cost nothing again. Raises ClipUnusableError.
    """
    job = adopted_job(_content(edited.path))
    request = replace(edited.request, variation_of=edited.id)
    return replace(
        edited,
        id=VideoId(job),
        job=job,
        request=request,
        connection=ADOPTED,
        tokens=None,
        price=None,
    )


def adopted_job(content: str) -> JobId:
    """What a clip without a recipe is called, by its content."""
    return JobId(f"adopted-{content}")


def video_of_recipe(
    recipe: Recipe, clip: Path, home: Path, facts: ClipFacts, known: tuple[datetime, int]
) -> Video:
    """As its recipe tells; ``known`` is when the clip was written, and its size."""
    moment, size = known
    return Video(
        id=video_id_of(recipe.job),
        job=recipe.job,
        library=home,
        file=clip.relative_to(home),
        request=recipe.request,
        connection=recipe.connection,
        made_at=recipe.made_at or moment,
        clip=facts,
        byte_count=size,
        seed=recipe.seed,
        tokens=recipe.tokens,
        price=recipe.price,
        currency=recipe.currency,
    )


def _plain_request(facts: ClipFacts) -> GenerationRequest:
    """What a clip without a recipe says by itself: its shape, size and length."""
    size = facts.size
    shape = size.width / max(1, size.height)
    ratio = min(_SHAPES, key=lambda name: abs(_SHAPES[name] - shape))
    return GenerationRequest(
        model=ModelId(""),
        resolution=_resolution(size),
        ratio=ratio,
        duration=max(1, round(facts.duration)),
    )


def _resolution(size: Size) -> str:
    short = min(size.width, size.height)
    return f"{min(_HEIGHTS, key=lambda height: abs(height - short))}p"


def _content(clip: Path) -> str:
    try:
        return fingerprint(clip)
    except OSError as error:
        raise _unreadable(clip, error) from error


def _unreadable(clip: Path, error: OSError) -> ClipUnusableError:
    return ClipUnusableError(
        Message(
            "{name} cannot be read: {reason}.",
            {"name": clip.name, "reason": error.strerror or str(error)},
        )
    )
