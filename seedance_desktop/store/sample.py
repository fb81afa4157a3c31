"""The sample that ships with the program, as a request: a first video without a thought."""

import tomllib

from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.resources import resource
from seedance_desktop.store.records import read_request

_FOLDER = "sample"


def sample_request() -> GenerationRequest:
    """The request of ``resources/sample/draft.toml``, its pictures found beside it."""
    record = tomllib.loads(resource(_FOLDER, "draft.toml").read_text(encoding="utf-8"))
    for picture in record.get("pictures", []):
        picture["source"] = str(resource(_FOLDER, picture["source"]))
    return read_request(record)
