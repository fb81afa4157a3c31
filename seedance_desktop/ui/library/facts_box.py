"""How a clip was made and what its file is: rows of facts, and the frames that were sent."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message, tr
from seedance_desktop.model.thumbnails import Thumbnails
from seedance_desktop.ui.widgets.named import label, level, named
from seedance_desktop.ui.words import byte_count, clip_words, cost_words, moment, seed_name

_FRAME_HEIGHT = 54
_MOST_FRAMES = 4
_ROWS = {
    "model": Message("Model"),
    "output": Message("Output"),
    "codec": Message("Codec"),
    "seed": Message("Seed"),
    "cost": Message("Cost"),
    "file": Message("File"),
    "made": Message("Made"),
}
_CODECS = {"h264": "H.264", "hevc": "HEVC", "mpeg4": "MPEG-4", "av1": "AV1", "vp9": "VP9"}


class FactsBox(QFrame):
    """Shows one video. The keyboard comes to it, which scrolls it into sight and reads it."""

    def __init__(self, catalogue: Catalogue, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._thumbnails = thumbnails
        self._video: Video | None = None
        self._values = {name: named(label("", wraps=True), f"library_{name}") for name in _ROWS}
        self._frames = QHBoxLayout()
        self._pictures: list[QLabel] = []
        self._sent = named(label(tr("Frames that were sent"), "title"), "library_frames")

        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(7)
        for name, words in _ROWS.items():
            self._values[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row = label(words.shown(), "muted")
            row.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            form.addRow(row, self._values[name])
        level(form)
        named(self, "library_facts", tr("How it was made")).setProperty("role", "facts")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._sent)
        layout.addLayout(self._frames)
        self._frames.setSpacing(6)

        thumbnails.arrived.connect(self._show_frames)

    def show_video(self, video: Video) -> None:
        """Show this one."""
        self._video = video
        clip = video.clip
        sound = tr("with sound") if clip.has_sound else tr("silent")
        for name, words in {
            "model": self._model_name(video),
            "output": tr(
                "{size} · {rate} fps · {length} s",
                size=clip.size,
                rate=f"{clip.frame_rate:g}",
                length=f"{clip.duration:.2f}",
            ),
            "codec": f"{_CODECS.get(clip.codec, clip.codec)} · {sound}",
            "seed": seed_name(video.seed),
            "cost": cost_words(
                video.tokens, video.price, video.currency, is_free=video.connection == SANDBOX
            ),
            "file": f"{video.file.name} · {byte_count(video.byte_count)}",
            "made": moment(video.made_at),
        }.items():
            self._values[name].setText(words)
        self._values["file"].setToolTip(str(video.path))
        rows = (f"{words.shown()}: {self._values[name].text()}" for name, words in _ROWS.items())
        self.setAccessibleDescription("\n".join((clip_words(video), *rows)))
        self._show_frames()

    def _show_frames(self, _key: str = "") -> None:
        for picture in self._pictures:
            self._frames.removeWidget(picture)
            picture.hide()  # what was just added would be shown as a window of its own
            picture.setParent(None)
            picture.deleteLater()
        self._pictures = []
        frames = () if self._video is None else self._video.request.pictures[:_MOST_FRAMES]
        for frame in frames:
            image = self._thumbnails.frame(frame)
            if image is not None and not image.isNull():
                shown = QLabel()
                ratio = self.devicePixelRatioF()
                pixmap = QPixmap.fromImage(image).scaledToHeight(
                    round(_FRAME_HEIGHT * ratio), Qt.TransformationMode.SmoothTransformation
                )
                pixmap.setDevicePixelRatio(ratio)
                shown.setPixmap(pixmap)
                shown.setAccessibleName(tr("A frame that was sent"))
                self._pictures.append(shown)
        while self._frames.count():
            self._frames.takeAt(0)
        for picture in self._pictures:
            self._frames.addWidget(picture)
        self._frames.addStretch(1)
        self._sent.setVisible(bool(self._pictures))

    def _model_name(self, video: Video) -> str:
        try:
            return self._catalogue.find(video.request.model).name
        except ModelUnavailableError:
            return video.request.model or "–"  # a clip without a recipe
