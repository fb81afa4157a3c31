"""Where the motion is described: the text, what helps to write it, and what is odd in it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout
from typing_extensions import override

from seedance_desktop.core.failure import Field, Severity
from seedance_desktop.core.mentions import reference_names
from seedance_desktop.core.prompt_lint import Finding, lint
from seedance_desktop.core.snippet import SnippetGroup, is_chinese
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.history_popup import HistoryPopup
from seedance_desktop.ui.create.prompt_findings import PromptFindings
from seedance_desktop.ui.create.prompt_text import PromptText
from seedance_desktop.ui.problems import problem_words
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, mark, named

_GROUPS = (
    (SnippetGroup.CAMERA, SnippetGroup.LENS),
    (SnippetGroup.LIGHTING,),
    (SnippetGroup.STYLE,),
)


class PromptBox(QFrame):
    """Shows the draft's prompt and changes it. ``snippets_wanted``: to edit them."""

    snippets_wanted = Signal()

    def __init__(self, models: Models, theme: Theme) -> None:
        super().__init__()
        self._draft = models.draft
        self._help = models.prompt_help
        self._theme = theme
        self._text = named(PromptText(self), "prompt", tr("Prompt"))
        self._problem = named(label("", "problem", wraps=True), "prompt_problem")
        self._findings = PromptFindings()
        self._length = named(label("", "small"), "prompt_length")
        self._menus = [self._menu(groups) for groups in _GROUPS]
        self._history = named(QPushButton(tr("History")), "prompt_history")
        self._popup = HistoryPopup(models.prompt_help, self)
        self._older = -1
        self._typed = ""

        self.setProperty("role", "card")
        self._text.setPlaceholderText(
            tr("Describe what happens: who moves, how the camera moves, light and mood.")
        )
        self._lay_out()

        self._text.textChanged.connect(self._tell)
        self._text.older_wanted.connect(self._show_older)
        self._text.newer_wanted.connect(self._show_newer)
        self._findings.mend_wanted.connect(self._mend)
        self._history.clicked.connect(self._open_history)
        self._popup.chosen.connect(self._take)
        self._draft.changed.connect(self.refresh)
        self._draft.problems_changed.connect(self._show_problems)
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft's prompt; what is being typed is left alone."""
        draft, colours = self._draft, self._theme.colours
        names = reference_names(draft.request, draft.capability)
        pill = (colours.selection, colours.accent_text)
        self._text.show_references(names, pill, colours.danger)
        if draft.request.prompt != self._text.prompt:
            self._text.replace(draft.request.prompt)
        self._show_problems()
        self._show_length()

    def focus(self) -> None:
        """Put the cursor into the text."""
        self._text.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim_height()

    def _claim_height(self) -> None:
        """What is said under the text takes its height from the width: no splitter asks for it."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(0, layout.minimumHeightForWidth(self.width())))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        words = (tr("Camera"), tr("Lighting"), tr("Style"))
        for title, groups, menu in zip(words, _GROUPS, self._menus, strict=True):
            button = named(QPushButton(title), f"snippets_{groups[0]}")
            button.setProperty("role", "chip")
            button.setMenu(menu)
            foot.addWidget(button)
        self._history.setProperty("role", "chip")
        self._history.setToolTip(tr("What you sent before; Ctrl+Up brings it into the prompt"))
        foot.addWidget(self._history)
        foot.addStretch(1)
        foot.addWidget(self._length, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._findings)
        layout.addLayout(foot)

    def _menu(self, groups: tuple[SnippetGroup, ...]) -> QMenu:
        menu = QMenu(self)
        menu.setProperty("groups", list(groups))
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill_menu)
        return menu

    def _fill_menu(self) -> None:
        menu = self.sender()
        if not isinstance(menu, QMenu):
            return
        menu.clear()
        in_chinese = is_chinese(self._draft.request.prompt or tr("Prompt"))
        for group in menu.property("groups"):
            for snippet in self._help.snippets_of(SnippetGroup(group)):
                words = snippet.words(in_chinese=in_chinese)
                action = menu.addAction(words.replace("&", "&&"))
                action.setToolTip(snippet.words(in_chinese=not in_chinese))
                action.setData(words)
                action.triggered.connect(self._add_snippet)
            menu.addSeparator()
        edit = menu.addAction(tr("Edit snippets…"), self.snippets_wanted.emit)
        edit.setObjectName("snippets_edit")

    def _add_snippet(self) -> None:
        self._text.insert(self.sender().data())  # type: ignore[attr-defined]

    def _tell(self) -> None:
        prompt = self._text.prompt
        self._show_length()
        if prompt != self._draft.request.prompt:
            self._draft.change(prompt=prompt)

    def _show_problems(self) -> None:
        """What the lint says with a button is not said once more without.

        That nothing was written yet is no mistake: it is said in a quiet voice.
        """
        draft = self._draft
        found = lint(draft.request, draft.capability)
        blocks = any(finding.severity is Severity.BLOCKS for finding in found)
        words = "" if blocks else problem_words(draft.problems, Field.PROMPT)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self._findings.show_findings(found)
        self._text.underline(
            [(finding.start, finding.end) for finding in found], self._theme.colours.warning
        )
        is_blank = not draft.request.prompt.strip()
        mark(self._problem, "tone", "small" if is_blank else "problem")
        mark(self, "wrong", "true" if (words and not is_blank) or blocks else "")
        self._claim_height()

    def _mend(self, finding: Finding) -> None:
        state = self._draft.state
        mended = finding.mended(state.request)
        is_text = replace(mended, prompt="") == replace(state.request, prompt="")
        step = Step.PROMPT if is_text else Step.SEVERAL
        self._draft.take(step, replace(state, request=mended))
        self.focus()

    def _show_length(self) -> None:
        count = len(self._draft.request.prompt)
        self._length.setText(tr_count("{count} character", "{count} characters", count))

    def _open_history(self) -> None:
        self._popup.open_above(self._history.mapToGlobal(self._history.rect().topLeft()))

    def _take(self, prompt: str) -> None:
        self._older = -1
        self._draft.change(prompt=prompt)
        self.focus()

    def _show_older(self) -> None:
        prompts = self._help.prompts
        if self._older + 1 < len(prompts):
            if self._older < 0:
                self._typed = self._draft.request.prompt
            self._older += 1
            self._draft.change(prompt=prompts[self._older])

    def _show_newer(self) -> None:
        """After the newest comes what was being typed."""
        if self._older >= 0:
            self._older -= 1
            newer = self._typed if self._older < 0 else self._help.prompts[self._older]
            self._draft.change(prompt=newer)
