"""The catalogue as it ships, and requests of every kind made for its models."""

import tomllib
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.catalogue import Catalogue, read_catalogue
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import (
    Frame,
    GenerationRequest,
    MediaKind,
    OutputFormat,
    ReferenceMedia,
    Role,
    ServiceTier,
)
from seedance_desktop.core.resources import resource

FAST = ModelId("seedance-1-0-pro-fast-251015")
PRO = ModelId("seedance-1-0-pro-250528")
LITE_T2V = ModelId("seedance-1-0-lite-t2v-250428")
LITE_I2V = ModelId("seedance-1-0-lite-i2v-250428")
PRO_1_5 = ModelId("seedance-1-5-pro-251215")
TWO = ModelId("dreamina-seedance-2-0-260128")
TWO_FAST = ModelId("dreamina-seedance-2-0-fast-260128")
TWO_FIVE = ModelId("dreamina-seedance-2-5-260628")

RATIOS = ("adaptive", "16:9", "4:3", "1:1", "3:4", "9:16", "21:9")


def table(name: str) -> dict[str, object]:
    return tomllib.loads(resource(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def catalogue() -> Catalogue:
    return read_catalogue(table("models"), table("prices"))


def model(name: ModelId) -> Capability:
    return catalogue().find(name)


def picture(role: Role) -> Frame:
    return Frame(role, Path("picture.png"))


FIRST = picture(Role.FIRST_FRAME)
LAST = picture(Role.LAST_FRAME)
REFERENCE = picture(Role.REFERENCE)
VIDEO = ReferenceMedia(MediaKind.VIDEO, "https://example.com/dance.mp4")
LONG_VIDEO = ReferenceMedia(
    MediaKind.VIDEO, "https://example.com/long.mp4?seconds=31", seconds=31.0
)
SONG = ReferenceMedia(MediaKind.AUDIO, "https://example.com/song.mp3?seconds=10", seconds=10.0)
NOWHERE = ReferenceMedia(MediaKind.AUDIO, "song.mp3")


def models() -> st.SearchStrategy[Capability]:
    return st.sampled_from(catalogue().rows)


def requests() -> st.SearchStrategy[GenerationRequest]:
    """Requests with every field right, nearly right and quite wrong."""
    return st.builds(
        GenerationRequest,
        model=st.sampled_from([row.id for row in catalogue()]),
        prompt=st.sampled_from(["", "  ", "a cat", "a cat --rs 720p"]) | st.text(max_size=20),
        pictures=st.lists(st.sampled_from([FIRST, LAST, REFERENCE]), max_size=6).map(tuple),
        resolution=st.sampled_from(["480p", "720p", "1080p", "4k", "2k", "p", "banana", ""]),
        ratio=st.sampled_from([*RATIOS, "2:1", "0:0", "1:0", "-1:2", "99999:1", "wide", ""]),
        duration=st.integers(-2, 40),
        frames=st.none() | st.integers(-5, 300),
        seed=st.integers(-2, 2**33),
        camera_fixed=st.booleans(),
        watermark=st.booleans(),
        sound=st.none() | st.booleans(),
        return_last_frame=st.booleans(),
        service_tier=st.sampled_from(ServiceTier),
        media=st.lists(st.sampled_from([VIDEO, SONG, LONG_VIDEO, NOWHERE]), max_size=4).map(tuple),
        draft=st.booleans(),
        output_format=st.sampled_from(OutputFormat),
        priority=st.integers(-1, 10),
        web_search=st.booleans(),
    )
