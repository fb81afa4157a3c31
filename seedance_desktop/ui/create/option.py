"""The switches of the form, as data: what each sets, and which models take it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from seedance_desktop.core.capability import Capability, SceneRule
from seedance_desktop.core.failure import Field
from seedance_desktop.core.request import GenerationRequest, OutputFormat, ServiceTier
from seedance_desktop.core.words import Message

_Taken = Callable[[Capability, SceneRule | None], bool]


@dataclass(frozen=True, slots=True)
class Option:
    """``name`` is for scripts, ``key`` the field of GenerationRequest, which is ``on`` or ``off``.

    ``why_not`` says of a ``{model}`` why it does not take it, ``about`` what it does.
    """

    field: Field
    name: str
    key: str
    words: Message
    is_taken: _Taken
    why_not: Message
    about: Message
    on: Any = True
    off: Any = False

    def is_on(self, request: GenerationRequest, capability: Capability) -> bool:
        """Whether it is switched on; a service that is not told of sound makes it, for money."""
        value = getattr(request, self.key)
        if value is None:
            return self.is_taken(capability, None)
        return bool(value == self.on)


USUAL = (
    Option(
        Field.CAMERA,
        "camera_fixed",
        "camera_fixed",
        Message("Fixed camera"),
        lambda _, rule: rule is not None and rule.camera_fixed,
        Message("{model} always moves freely here."),
        Message("The service is asked to hold the camera still."),
    ),
    Option(
        Field.WATERMARK,
        "watermark",
        "watermark",
        Message("Watermark"),
        lambda *_: True,
        Message("{model} takes no watermark."),
        Message("The service writes “AI generated” into a corner."),
    ),
    Option(
        Field.SOUND,
        "sound",
        "sound",
        Message("Sound"),
        lambda capability, _: capability.sound,
        Message("{model} makes no sound."),
        Message("Sound and speech; put what is said into double quotes."),
    ),
)
RARE = (
    Option(
        Field.LAST_FRAME_IMAGE,
        "last_frame_image",
        "return_last_frame",
        Message("Last frame as a picture"),
        lambda capability, _: capability.last_frame_image,
        Message("{model} does not hand back its last frame."),
        Message("A picture file beside the video, to go on from."),
    ),
    Option(
        Field.SERVICE_TIER,
        "flex",
        "service_tier",
        Message("Flex: half the price, hours"),
        lambda capability, _: capability.flex,
        Message("{model} is not offered in the flex tier."),
        Message("Waits until the service has time to spare: hours, at half the price."),
        ServiceTier.FLEX,
        ServiceTier.DEFAULT,
    ),
    Option(
        Field.DRAFT,
        "draft",
        "draft",
        Message("Draft"),
        lambda capability, _: capability.draft is not None,
        Message("{model} makes no drafts."),
        Message("A cheap first look, small and rough."),
    ),
    Option(
        Field.OUTPUT_FORMAT,
        "output_format",
        "output_format",
        Message("MOV instead of MP4"),
        lambda capability, _: OutputFormat.MOV in capability.output_formats,
        Message("{model} makes MP4 files only."),
        Message("The kind of file that some editors prefer."),
        OutputFormat.MOV,
        OutputFormat.MP4,
    ),
    Option(
        Field.WEB_SEARCH,
        "web_search",
        "web_search",
        Message("Web search"),
        lambda _, rule: rule is not None and rule.web_search,
        Message("{model} does not search the web for this kind of input."),
        Message("The service may look things up before it begins."),
    ),
)
