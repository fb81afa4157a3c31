"""Errors as values: what is kept on a job's record, shown to people and told to scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from seedance_desktop.core.words import Message


class Charged(StrEnum):
    """Whether money was spent, as far as can be known."""

    NO = "no"
    MAYBE = "maybe"
    YES = "yes"


class Action(StrEnum):
    """What the user can do about an error in one click."""

    NONE = "none"
    GO_TO_FIELD = "go_to_field"
    ENTER_KEY = "enter_key"
    OPEN_BILLING = "open_billing"
    TRY_AGAIN = "try_again"
    EDIT_AND_TRY_AGAIN = "edit_and_try_again"
    LOOK_UP_OR_SEND_AGAIN = "look_up_or_send_again"
    CHOOSE_FOLDER = "choose_folder"
    COPY_REPORT = "copy_report"
    USE_FOR_SESSION = "use_for_session"
    FETCH = "fetch"


class ExitCode(IntEnum):
    """What the command line leaves with."""

    OK = 0
    BUG = 1
    INPUT = 2
    ACCOUNT = 3
    SERVICE = 4
    NETWORK = 5
    DISK = 6
    UNCERTAIN = 7
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it is kept on a job's record and shown: plain values, no exception."""

    kind: str
    """The error class's name, such as ``ContentRefusedError``."""
    title: Message
    message: Message
    remedy: Message
    charged: Charged = Charged.NO
    action: Action = Action.NONE
    facts: Mapping[str, str] = field(default_factory=dict)
    """What a support ticket needs: HTTP status, the service's code, request id, an excerpt."""


class Field(StrEnum):
    """The part of the form that a problem belongs to."""

    MODEL = "model"
    PROMPT = "prompt"
    FIRST_FRAME = "first_frame"
    LAST_FRAME = "last_frame"
    REFERENCES = "references"
    RESOLUTION = "resolution"
    RATIO = "ratio"
    DURATION = "duration"
    FRAMES = "frames"
    SEED = "seed"
    CAMERA = "camera"
    SOUND = "sound"
    WATERMARK = "watermark"
    LAST_FRAME_IMAGE = "last_frame_image"
    SERVICE_TIER = "service_tier"
    REFERENCE_MEDIA = "reference_media"
    DRAFT = "draft"
    OUTPUT_FORMAT = "output_format"
    PRIORITY = "priority"
    WEB_SEARCH = "web_search"


class Severity(StrEnum):
    """What a problem means for sending: impossible, likely a mistake, or merely good to know."""

    BLOCKS = "blocks"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that a request breaks or should mind, and what to do about it."""

    field: Field
    message: Message
    remedy: Message
    severity: Severity = Severity.BLOCKS
