"""The parameters of a video, as a form built from the model's capability row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSlider, QVBoxLayout, QWidget

from seedance_desktop.core.capability import SceneRule
from seedance_desktop.core.cost import frame_count
from seedance_desktop.core.failure import Field
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import ADAPTIVE, RANDOM_SEED
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.ui.create.model_box import ModelBox, life_words
from seedance_desktop.ui.create.ratio_picker import RatioPicker
from seedance_desktop.ui.create.seed_field import SeedField
from seedance_desktop.ui.problems import problem_words
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.field import FormField
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import Choice, Segments
from seedance_desktop.ui.widgets.switch import Switch
from seedance_desktop.ui.words import ratio_name

_RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", ADAPTIVE)


class Parameters(QFrame):
    """Shows the draft's values and changes them; knows no model by name."""

    def __init__(self, draft: Draft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._model = ModelBox(draft.catalogue)
        self._resolution = Segments("resolution", tr("Resolution"))
        self._ratio = RatioPicker()
        self._duration = named(QSlider(Qt.Orientation.Horizontal), "duration", tr("Duration"))
        self._seed = SeedField(theme)
        self._camera = named(Switch(tr("Fixed camera")), "camera_fixed")
        self._watermark = named(Switch(tr("Watermark")), "watermark")
        self._sound = named(Switch(tr("Sound")), "sound")
        self._last_frame = named(Switch(tr("Last frame as a picture")), "last_frame_image")
        self._fields = {
            Field.MODEL: FormField("model", tr("Model"), self._model),
            Field.RESOLUTION: FormField("resolution", tr("Resolution"), self._resolution),
            Field.RATIO: FormField("ratio", tr("Aspect ratio"), self._ratio),
            Field.DURATION: FormField("duration", tr("Duration"), self._duration),
            Field.SEED: FormField("seed", tr("Seed"), self._seed),
            Field.CAMERA: FormField("camera", "", self._camera),
            Field.WATERMARK: FormField("watermark", "", self._watermark),
            Field.SOUND: FormField("sound", "", self._sound),
            Field.LAST_FRAME_IMAGE: FormField("last_frame_image", "", self._last_frame),
        }

        self.setProperty("role", "side")
        self._duration.setPageStep(1)
        self._lay_out()

        self._model.chosen.connect(self._choose_model)
        self._resolution.chosen.connect(self._choose_resolution)
        self._ratio.chosen.connect(self._choose_ratio)
        self._duration.valueChanged.connect(self._choose_duration)
        self._seed.chosen.connect(self._choose_seed)
        self._camera.clicked.connect(self._choose_camera)
        self._watermark.clicked.connect(self._choose_watermark)
        self._sound.clicked.connect(self._choose_sound)
        self._last_frame.clicked.connect(self._choose_last_frame)
        draft.changed.connect(self.refresh)
        draft.problems_changed.connect(self._show_problems)
        self.refresh()
        self._show_problems()

    def refresh(self) -> None:
        """Show the draft's values and what its model takes."""
        request, capability = self._draft.request, self._draft.capability
        self._model.show_chosen(request.model)
        self._fields[Field.MODEL].show_note(life_words(capability))
        self._resolution.offer(self._resolution_choices())
        self._resolution.show_chosen(request.resolution)
        self._ratio.offer(_RATIOS, self._refused_ratios())
        self._ratio.show_chosen(request.ratio)
        self._show_size()
        self._show_duration()
        self._show_seed()
        self._show_switches()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(16)
        column.addWidget(label(tr("Parameters"), "title"))
        for field in self._fields.values():
            column.addWidget(field)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls take it, and scroll it
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.setMinimumWidth(300)

    def _resolution_choices(self) -> list[Choice]:
        capability, rule = self._draft.capability, self._rule()
        taken = capability.resolutions if rule is None else rule.resolutions
        why_not = tr("{model} does not make this size from these pictures.", model=capability.name)
        return [
            Choice(name, name, "" if name in taken else why_not) for name in capability.resolutions
        ]

    def _refused_ratios(self) -> dict[str, str]:
        rule, capability = self._rule(), self._draft.capability
        if rule is None:
            return {}
        refused = [ratio for ratio in _RATIOS if ratio not in rule.ratios]
        if rule.ratios == (ADAPTIVE,):
            reason = tr("{model} takes its shape from the first frame.", model=capability.name)
        else:
            reason = tr("{model} needs a picture for this ratio.", model=capability.name)
        return dict.fromkeys(refused, reason)

    def _rule(self) -> SceneRule | None:
        return self._draft.capability.scenes.get(self._draft.request.scene)

    def _show_size(self) -> None:
        size, ratio = self._draft.output_size, self._draft.ratio
        words = "" if size is None else str(size)
        if self._draft.request.ratio == ADAPTIVE and ratio is not None:
            words = tr("becomes {ratio} · {size}", ratio=ratio_name(ratio), size=words)
        elif size is None:
            words = tr("chosen by the service")
        self._fields[Field.RATIO].show_reading(words)

    def _show_duration(self) -> None:
        request, limits = self._draft.request, self._draft.capability.duration
        self._duration.blockSignals(True)
        self._duration.setRange(limits.shortest, limits.longest)
        self._duration.setValue(max(limits.shortest, request.duration))
        self._duration.blockSignals(False)
        frames = frame_count(request)
        if frames is None:
            words = tr("chosen by the service")
        elif request.frames is not None:
            words = tr("{frames} frames", frames=frames)
        else:
            words = tr("{seconds} s · {frames} frames", seconds=request.duration, frames=frames)
        self._fields[Field.DURATION].show_reading(words)

    def _show_seed(self) -> None:
        request, capability = self._draft.request, self._draft.capability
        self._seed.show_seed(request.seed)
        self._seed.setEnabled(capability.seed or request.seed != RANDOM_SEED)
        why_not = tr("{model} takes no seed.", model=capability.name)
        self._explain(Field.SEED, self._seed, "" if capability.seed else why_not)

    def _show_switches(self) -> None:
        request, capability, rule = self._draft.request, self._draft.capability, self._rule()
        self._watermark.setChecked(request.watermark)
        takes_camera = rule is not None and rule.camera_fixed
        self._camera.setChecked(request.camera_fixed)
        self._camera.setEnabled(takes_camera or request.camera_fixed)
        self._explain(
            Field.CAMERA,
            self._camera,
            "" if takes_camera else tr("{model} always moves freely.", model=capability.name),
        )
        # A service that is not told makes sound, and charges for it.
        self._sound.setChecked(capability.sound if request.sound is None else request.sound)
        self._sound.setEnabled(capability.sound or bool(request.sound))
        self._explain(
            Field.SOUND,
            self._sound,
            "" if capability.sound else tr("Sound needs Seedance 1.5 pro or newer."),
        )
        wants_frame = request.return_last_frame
        self._last_frame.setChecked(wants_frame)
        self._fields[Field.LAST_FRAME_IMAGE].setVisible(capability.last_frame_image or wants_frame)

    def _explain(self, field: Field, control: QWidget, why_not: str) -> None:
        self._fields[field].show_note(why_not)
        control.setToolTip(why_not)
        control.setAccessibleDescription(why_not)

    def _show_problems(self) -> None:
        problems = self._draft.problems
        for field, shown in self._fields.items():
            also = (Field.FRAMES,) if field is Field.DURATION else ()
            shown.show_problem(problem_words(problems, field, *also))

    def _choose_model(self, model: str) -> None:
        self._draft.set_model(ModelId(model))

    def _choose_resolution(self, resolution: str) -> None:
        self._draft.change(resolution=resolution)

    def _choose_ratio(self, ratio: str) -> None:
        self._draft.change(ratio=ratio)

    def _choose_duration(self, seconds: int) -> None:
        self._draft.change(duration=seconds, frames=None)

    def _choose_seed(self, seed: int) -> None:
        self._draft.change(seed=seed)

    def _choose_camera(self) -> None:
        self._draft.change(camera_fixed=self._camera.isChecked())

    def _choose_watermark(self) -> None:
        self._draft.change(watermark=self._watermark.isChecked())

    def _choose_last_frame(self) -> None:
        self._draft.change(return_last_frame=self._last_frame.isChecked())

    def _choose_sound(self) -> None:
        self._draft.change(sound=self._sound.isChecked())
