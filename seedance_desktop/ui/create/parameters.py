"""The parameters of a video, as a form built from the model's capability row."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.capability import SceneRule
from seedance_desktop.core.failure import Field
from seedance_desktop.core.form_values import usual
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import ADAPTIVE, RANDOM_SEED
from seedance_desktop.core.variations import MOST_VARIATIONS, variations
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.duration_field import DurationField
from seedance_desktop.ui.create.model_field import ModelField
from seedance_desktop.ui.create.moved_line import MovedLine
from seedance_desktop.ui.create.option import RARE, USUAL
from seedance_desktop.ui.create.option_field import OptionField
from seedance_desktop.ui.create.ratio_picker import RatioPicker
from seedance_desktop.ui.create.seed_field import SeedField
from seedance_desktop.ui.problems import problem_words
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.disclosure import Disclosure
from seedance_desktop.ui.widgets.field import FormField
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import Choice, Segments
from seedance_desktop.ui.words import ratio_name

_RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", ADAPTIVE)
_MORE_OPEN = "more_parameters_open"


class Parameters(QFrame):
    """Shows the draft's values and changes them; knows no model by name."""

    def __init__(self, models: Models, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        draft = self._draft = models.draft
        self._library = models.library
        self._bridge = models.bridge
        self._newest: Video | None = None
        self._preferences = models.preferences
        self._reset = named(QPushButton(tr("Reset")), "reset")
        self._model = ModelField(draft.catalogue)
        self._moved = MovedLine()
        self._resolution = Segments("resolution", tr("Resolution"))
        self._ratio = RatioPicker()
        self._duration = DurationField(draft.capability)
        self._seed = SeedField(theme)
        self._count = Segments("variations", tr("Variations"))
        self._priority = named(QSpinBox(), "priority", tr("Priority"))
        self._usual = [OptionField(option, says_why=True) for option in USUAL]
        self._rare = [OptionField(option, says_why=False) for option in RARE]
        self._more = Disclosure("more_parameters", tr("More"), self._rare_part(), theme)
        self._fields = self._all_fields()
        self._scroll = QScrollArea()
        self._shown = draft.state
        self._said_below: set[Field] = set()

        self.setProperty("role", "side")
        self._priority.lineEdit().setTextMargins(7, 0, 0, 0)  # the style sheet's padding misses it
        self._count.offer([Choice(str(n), str(n)) for n in range(1, MOST_VARIATIONS + 1)])
        self._more.open(is_open=models.preferences.recall(_MORE_OPEN, False))
        self._lay_out()

        self._connect()
        self.refresh()
        self._show_problems()

    def refresh(self) -> None:
        """Show the draft's values and what its model takes."""
        request, capability, rule = self._draft.request, self._draft.capability, self._rule()
        self._model.show_value(capability)
        self._resolution.offer(self._resolution_choices())
        self._resolution.show_chosen(request.resolution)
        self._ratio.offer(_RATIOS, self._refused_ratios())
        self._ratio.show_chosen(request.ratio)
        self._show_size()
        self._duration.show_value(request, capability)
        self._show_seed()
        self._show_priority()
        for option in (*self._usual, *self._rare):
            option.show_value(request, capability, rule)

    def go_to(self, field: Field) -> bool:
        """Put the cursor where a problem of this field is mended; False if that is elsewhere."""
        found = self._fields.get(Field.DURATION if field is Field.FRAMES else field)
        if found is None:
            return False
        if found in (*self._rare, self._fields[Field.PRIORITY]):
            self._more.open(is_open=True)
        found.focus()
        self._scroll.ensureWidgetVisible(found)
        return True

    def _all_fields(self) -> dict[Field, FormField]:
        fields: dict[Field, FormField] = {
            Field.MODEL: self._model,
            Field.RESOLUTION: FormField("resolution", tr("Resolution"), self._resolution),
            Field.RATIO: FormField("ratio", tr("Aspect ratio"), self._ratio),
            Field.DURATION: self._duration,
            Field.SEED: FormField("seed", tr("Seed"), self._seed),
            Field.PRIORITY: FormField("priority", tr("Priority"), self._priority),
        }
        fields |= {field.option.field: field for field in (*self._usual, *self._rare)}
        return fields

    def _rare_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for field in self._rare:
            column.addWidget(field)
        return part

    def _lay_out(self) -> None:
        fields, inside = self._fields, QWidget()
        self._reset.setProperty("role", "quiet")
        self._reset.setToolTip(tr("Everything but prompt and pictures as the model has it"))
        head = QHBoxLayout()
        head.addWidget(label(tr("Parameters"), "title"), 1)
        head.addWidget(self._reset)
        self._variations = FormField("variations", tr("Variations"), self._count)
        rare = self._rare[0].parentWidget()
        if rare is not None and (below := rare.layout()) is not None:
            below.addWidget(fields[Field.PRIORITY])
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(fields[Field.MODEL])
        column.addWidget(self._moved)
        for field in (Field.RESOLUTION, Field.RATIO, Field.DURATION, Field.SEED):
            column.addWidget(fields[field])
        column.addWidget(self._variations)
        for option in self._usual:
            column.addWidget(option)
        column.addWidget(self._more)
        column.addStretch(1)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls take it, and scroll it
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.setMinimumWidth(300)

    def _connect(self) -> None:
        draft = self._draft
        self._reset.clicked.connect(self._reset_values)
        self._model.chosen.connect(self._choose_model)
        self._moved.undo_wanted.connect(draft.undo)
        self._resolution.chosen.connect(self._choose_resolution)
        self._ratio.chosen.connect(self._choose_ratio)
        self._duration.seconds_chosen.connect(self._choose_seconds)
        self._duration.frames_chosen.connect(self._choose_frames)
        self._seed.chosen.connect(self._choose_seed)
        self._count.chosen.connect(self._choose_count)
        self._priority.valueChanged.connect(self._choose_priority)
        for option in (*self._usual, *self._rare):
            option.chosen.connect(self._choose_option)
        self._more.toggled.connect(self._remember_more)
        draft.changed.connect(self._follow)
        draft.moved.connect(self._moved.show_moved)
        draft.problems_changed.connect(self._show_problems)
        self._bridge.video_added.connect(self._note_seed)
        self._library.rowsInserted.connect(self._show_seed)
        self._library.modelReset.connect(self._show_seed)

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

    def _show_seed(self) -> None:
        request, capability, count = self._draft.request, self._draft.capability, self._draft.count
        self._seed.show_seed(request.seed, last=self._last_seed(), step=count)
        self._seed.setEnabled(capability.seed or request.seed != RANDOM_SEED)
        why_not = "" if capability.seed else tr("{model} takes no seed.", model=capability.name)
        self._fields[Field.SEED].show_note(why_not)
        self._seed.setToolTip(why_not)
        self._seed.setAccessibleDescription(why_not)
        seeds = [one.seed for one in variations(request, count)]
        self._count.show_chosen(str(count))
        self._variations.show_reading(_seeds_words(seeds))
        self._variations.setToolTip("" if RANDOM_SEED in seeds else ", ".join(map(str, seeds)))

    def _last_seed(self) -> int | None:
        video: Video | None = self._newest or self._library.index(0).data(VideoRole.VIDEO)
        return None if video is None else video.seed

    def _note_seed(self, video: Video) -> None:
        self._newest = video
        self._show_seed()

    def _show_priority(self) -> None:
        request, most = self._draft.request, self._draft.capability.most_priority
        self._priority.blockSignals(True)
        self._priority.setRange(0, max(most, request.priority))
        self._priority.setValue(request.priority)
        self._priority.blockSignals(False)
        self._priority.setEnabled(most > 0 or request.priority > 0)
        why_not = tr("{model} takes no priority.", model=self._draft.capability.name)
        about = tr("More is made sooner; your account decides what it means.")
        self._priority.setToolTip(about if most else why_not)
        self._priority.setAccessibleDescription(about if most else why_not)

    def _show_problems(self) -> None:
        for field, shown in self._fields.items():
            also = (Field.FRAMES,) if field is Field.DURATION else ()
            shown.show_problem(problem_words(self._draft.problems, field, *also))
            shown.show_hint(problem_words(self._draft.hints, field, *also))
        folded = {Field.PRIORITY, *(field.option.field for field in self._rare)}
        said = {each.field for each in (*self._draft.problems, *self._draft.hints)} & folded
        if said - self._said_below:
            self._more.open(is_open=True)  # what is new is seen, if there is anything to say of it
        self._said_below = said

    def _follow(self) -> None:
        """What has moved is news until the next change of the form."""
        if self._draft.state != self._shown:
            self._shown = self._draft.state
            self._moved.show_moved(())
        self.refresh()

    def _reset_values(self) -> None:
        draft = self._draft
        request = usual(draft.request, draft.capability)
        draft.take(Step.SEVERAL, replace(draft.state, request=request, count=1))

    def _remember_more(self, is_open: bool) -> None:
        self._preferences.remember(_MORE_OPEN, is_open)

    def _choose_model(self, model: str) -> None:
        self._draft.set_model(ModelId(model))

    def _choose_resolution(self, resolution: str) -> None:
        self._draft.change(resolution=resolution)

    def _choose_ratio(self, ratio: str) -> None:
        self._draft.change(ratio=ratio)

    def _choose_seconds(self, seconds: int) -> None:
        self._draft.change(duration=seconds, frames=None)

    def _choose_frames(self, frames: int) -> None:
        self._draft.change(frames=frames)

    def _choose_seed(self, seed: int) -> None:
        self._draft.change(seed=seed)

    def _choose_count(self, count: str) -> None:
        self._draft.set_count(int(count))

    def _choose_priority(self, priority: int) -> None:
        self._draft.change(priority=priority)

    def _choose_option(self, key: str, value: Any) -> None:
        self._draft.change(**{key: value})


def _seeds_words(seeds: list[int]) -> str:
    if RANDOM_SEED in seeds:
        return tr("random seeds") if len(seeds) > 1 else ""
    return (
        tr("seed {seed}", seed=seeds[0])
        if len(seeds) == 1
        else tr("seeds {first} … {last}", first=seeds[0], last=seeds[-1])
    )
