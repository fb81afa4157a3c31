"""How a row of ``models.toml`` becomes a Capability."""

from collections.abc import Mapping

from seedance_desktop.core.capability import (
    Capability,
    DraftRule,
    DurationRange,
    ExpectedWait,
    FrameRange,
    Life,
    MediaRule,
    SceneRule,
    Status,
)
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import (
    ADAPTIVE,
    AUTOMATIC_DURATION,
    OutputFormat,
    Scene,
)
from seedance_desktop.core.table import Table, inherited, overlaid
from seedance_desktop.core.words import Message

_MODEL_FIELDS = (
    *("family", "name", "short_name", "life", "sizes", "resolutions", "default_resolution"),
    *("ratios", "default_ratio", "scenes", "duration", "frames", "wait"),
    *("sound", "seed", "last_frame_image", "flex", "draft"),
    *(
        "output_formats",
        "most_priority",
        "real_faces",
        "last_frame_with_sound",
        "bracketed_mentions",
    ),
)
_SCENE_FIELDS = (
    *("ratios", "default_ratio", "resolutions", "least", "most", "camera_fixed"),
    *("videos", "audio", "audio_alone", "web_search"),
)


def read_models(models: Mapping[str, object]) -> tuple[Capability, ...]:
    """Every model, in the order of the file. Raises CatalogueError."""
    file = Table("models", models)
    file.only("default", "sizes", "family", "model")
    return tuple(_capability(file, name, row) for name, row in file.table("model").tables())


def _capability(file: Table, name: str, own: Table) -> Capability:
    family = inherited(file.table("family"), own.text("family")) if "family" in own.facts else own
    row = Table(own.where, overlaid(family.facts, own.facts))
    row.only(*_MODEL_FIELDS)
    sizes = _sizes(inherited(file.table("sizes"), row.text("sizes")), row)
    default = row.text("default_resolution")
    if default not in sizes:
        raise row.error("default_resolution", Message("It is not among the resolutions."))
    return Capability(
        id=ModelId(name),
        name=row.text("name", name),
        short_name=row.text("short_name", row.text("name", name)),
        life=_life(row.table("life")),
        scenes=_scenes(row, sizes),
        default_resolution=default,
        duration=_duration(row.table("duration")),
        frames=_frames(row.table("frames")),
        sizes=sizes,
        wait=_wait(row.table("wait"), sizes),
        sound=row.flag("sound", default=False),
        seed=row.flag("seed", default=True),
        last_frame_image=row.flag("last_frame_image", default=False),
        flex=row.flag("flex", default=False),
        draft=_draft(row.table("draft"), sizes),
        output_formats=_output_formats(row),
        most_priority=row.whole("most_priority", 0),
        real_faces=row.flag("real_faces", default=True),
        last_frame_with_sound=row.flag("last_frame_with_sound", default=True),
        bracketed_mentions=row.flag("bracketed_mentions", default=False),
    )


def _sizes(family: Table, row: Table) -> dict[str, dict[str, Size]]:
    sizes: dict[str, dict[str, Size]] = {}
    for resolution in row.texts("resolutions"):
        pixels = family.table(resolution)
        if not pixels.facts:
            raise row.error("resolutions", Message("The table of sizes lacks one of them."))
        sizes[resolution] = {ratio: _size(pixels, ratio) for ratio in pixels.facts}
    return sizes


def _size(pixels: Table, ratio: str) -> Size:
    match pixels.facts[ratio]:
        case [int(width), int(height)] if width > 0 and height > 0:
            return Size(width, height)
    raise pixels.error(ratio, Message("It must be a width and a height in pixels."))


def _scenes(row: Table, sizes: Mapping[str, Mapping[str, Size]]) -> dict[Scene, SceneRule]:
    scenes = row.table("scenes")
    scenes.only(*Scene)
    found = dict(scenes.tables())
    if not found:
        raise row.error("scenes", Message("At least one scene must be taken."))
    # In the order of Scene, which is the order they are shown in.
    return {kind: _scene(found[kind], row, sizes) for kind in Scene if kind in found}


def _scene(scene: Table, row: Table, sizes: Mapping[str, Mapping[str, Size]]) -> SceneRule:
    scene.only(*_SCENE_FIELDS)
    resolutions = scene.texts("resolutions", tuple(sizes))
    ratios = scene.texts("ratios", row.texts("ratios"))
    for resolution in resolutions:
        if resolution not in sizes:
            raise scene.error("resolutions", Message("The model does not make one of them."))
        if not set(ratios) - {ADAPTIVE} <= set(sizes[resolution]):
            raise scene.error("ratios", Message("The table of sizes lacks one of them."))
    default = scene.text("default_ratio", row.text("default_ratio"))
    if default not in ratios:
        raise scene.error("default_ratio", Message("It is not among the ratios."))
    return SceneRule(
        ratios=ratios,
        default_ratio=default,
        resolutions=resolutions,
        references=_references(scene),
        camera_fixed=scene.flag("camera_fixed", default=False),
        videos=_media(scene.table("videos")),
        audio=_media(scene.table("audio")),
        audio_alone=scene.flag("audio_alone", default=False),
        web_search=scene.flag("web_search", default=False),
    )


def _references(scene: Table) -> tuple[int, int]:
    most = scene.whole("most", 0)
    return (scene.whole("least", 1), most) if most else (0, 0)


def _media(table: Table) -> MediaRule | None:
    table.only("most", "shortest", "longest", "total")
    if not table.facts:
        return None
    found = MediaRule(
        most=table.whole("most"),
        shortest=table.whole("shortest"),
        longest=table.whole("longest"),
        total=table.whole("total") if "total" in table.facts else None,
    )
    if not 0 < found.shortest <= found.longest:
        raise table.error("longest", Message("It must not be less than the shortest."))
    return found


def _draft(table: Table, sizes: Mapping[str, object]) -> DraftRule | None:
    table.only("resolutions", "sound", "silent")
    if not table.facts:
        return None
    found = DraftRule(table.texts("resolutions"), table.number("sound"), table.number("silent"))
    if not set(found.resolutions) <= set(sizes):
        raise table.error("resolutions", Message("The model does not make one of them."))
    return found


def _output_formats(row: Table) -> tuple[OutputFormat, ...]:
    names = row.texts("output_formats", (OutputFormat.MP4.value,))
    if not set(names) <= set(OutputFormat):
        raise row.error("output_formats", Message("It must be mp4 or mov."))
    return tuple(OutputFormat(name) for name in names)


def _duration(table: Table) -> DurationRange:
    table.only("shortest", "longest", "default", "automatic")
    found = DurationRange(
        shortest=table.whole("shortest"),
        longest=table.whole("longest"),
        default=table.whole("default"),
        automatic=table.flag("automatic", default=False),
    )
    if not 0 < found.shortest <= found.longest:
        raise table.error("longest", Message("It must not be less than the shortest."))
    by_service = found.automatic and found.default == AUTOMATIC_DURATION
    if not (by_service or found.shortest <= found.default <= found.longest):
        raise table.error("default", Message("It is not between the shortest and the longest."))
    return found


def _frames(table: Table) -> FrameRange | None:
    table.only("first", "last", "step")
    if not table.facts:
        return None
    found = FrameRange(table.whole("first"), table.whole("last"), table.whole("step"))
    if not (0 < found.first <= found.last and found.step > 0):
        raise table.error("last", Message("It must not be less than the first."))
    return found


def _life(table: Table) -> Life:
    table.only("status", "on", "successor", "source")
    status = table.text("status", Status.CURRENT)
    if status not in set(Status):
        raise table.error("status", Message("It must be current, retiring or retired."))
    successor = ModelId(table.text("successor")) if "successor" in table.facts else None
    return Life(Status(status), table.day("on"), successor, table.text("source", ""))


def _wait(table: Table, sizes: Mapping[str, object]) -> ExpectedWait:
    return ExpectedWait({name: table.number(name) for name in sizes if name in table.facts})
