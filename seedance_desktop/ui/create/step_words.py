"""What each step of a draft is called in the Edit menu, after "Undo" and "Redo"."""

from seedance_desktop.core.words import Message
from seedance_desktop.model.draft_history import Step

STEP_WORDS: dict[Step, Message] = {
    Step.PROMPT: Message("typing"),
    Step.RESOLUTION: Message("resolution"),
    Step.RATIO: Message("aspect ratio"),
    Step.DURATION: Message("duration"),
    Step.FRAMES: Message("exact frames"),
    Step.SEED: Message("seed"),
    Step.CAMERA: Message("fixed camera"),
    Step.WATERMARK: Message("watermark"),
    Step.SOUND: Message("sound"),
    Step.LAST_FRAME: Message("last-frame image"),
    Step.SERVICE_TIER: Message("service tier"),
    Step.DRAFT: Message("cheap draft"),
    Step.OUTPUT_FORMAT: Message("file format"),
    Step.PRIORITY: Message("priority"),
    Step.WEB_SEARCH: Message("web search"),
    Step.SEVERAL: Message("several values"),
    Step.MODEL: Message("change of model"),
    Step.COUNT: Message("variations"),
    Step.MODE: Message("kind of input"),
    Step.PICTURE: Message("adding a picture"),
    Step.REMOVAL: Message("removing a picture"),
    Step.SWAP: Message("swap"),
    Step.ORDER: Message("order of references"),
    Step.CROP: Message("crop"),
    Step.TURN: Message("turn"),
    Step.MIRROR: Message("mirror"),
    Step.STRAIGHTEN: Message("straighten"),
    Step.BARS: Message("fill or fit"),
    Step.RESET: Message("reset of the picture"),
    Step.MEDIA: Message("reference media"),
    Step.RECIPE: Message("use of a recipe"),
    Step.PRESET: Message("preset"),
}
