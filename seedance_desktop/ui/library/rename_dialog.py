"""How files are to be called: a template, and what would come of it."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.moved import NamePlan
from seedance_desktop.core.name_template import TemplateError, parse_template, template_fields
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.ui.spoken import speak
from seedance_desktop.ui.widgets.named import label, named

_SHOWN = 200
"""Files that the preview names; the others are counted."""
_QUIET_MS = 150
_ROW_HEIGHT = 26


class RenameDialog(QDialog):
    """``asked`` carries a NameTemplate whose NamePlan is to be shown by ``show_plan``.

    Accepted, it is ``plan`` that the user has seen.
    """

    asked = Signal(object)

    def __init__(self, template: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = NamePlan()
        self._count = count
        self._template = named(QLineEdit(template), "rename_template", tr("Template"))
        self._fields = named(QToolButton(), "rename_fields", tr("Put in"))
        self._problem = named(label("", "problem", wraps=True), "rename_problem")
        self._preview = named(QTreeWidget(), "rename_preview", tr("The resulting names"))
        self._sum = named(label("", "small", wraps=True), "rename_sum")
        box = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(box.Ok | box.Cancel)
        self._rename = named(self._buttons.button(box.Ok), "rename_go")
        self._pause = QTimer(self, singleShot=True, interval=_QUIET_MS)

        self.setObjectName("rename_dialog")
        self.setWindowTitle(tr("Rename and move"))
        self.resize(760, 480)
        named(self._buttons.button(box.Cancel), "rename_cancel")
        self._rename.setText(tr("Rename"))
        self._fields.setText(tr("Put in ▾"))
        self._fields.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fields.setMenu(self._menu())
        self._preview.setHeaderLabels([tr("Now"), tr("Then")])
        self._preview.setRootIsDecorated(False)
        self._preview.setUniformRowHeights(True)
        self._preview.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._preview.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._lay_out()

        self._template.textChanged.connect(self._wait)
        self._pause.timeout.connect(self._ask)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

        self._template.selectAll()
        self._wait()

    @property
    def template(self) -> str:
        """As it is written."""
        return self._template.text()

    def show_plan(self, plan: NamePlan) -> None:
        """Show what would come of the template that was asked about last."""
        if self._pause.isActive():  # another one was typed meanwhile
            return
        self.plan = plan
        changes = plan.changes
        self._preview.clear()
        for planned in changes[:_SHOWN]:
            row = QTreeWidgetItem([str(planned.old), str(planned.new)])
            row.setSizeHint(0, QSize(0, _ROW_HEIGHT))
            row.setToolTip(0, str(planned.old))
            row.setToolTip(1, str(planned.new))
            self._preview.addTopLevelItem(row)
        self._sum.setText(_sum_words(plan))
        self._rename.setEnabled(bool(changes))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._template, 1)
        line.addWidget(self._fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(10)
        said = tr_count("Template for {count} video", "Template for {count} videos", self._count)
        heading = label(said)
        heading.setBuddy(self._template)
        layout.addWidget(heading)
        layout.addLayout(line)
        layout.addWidget(self._problem)
        layout.addWidget(
            label(
                tr("A “/” makes a folder in the library; without one each file stays in its own."),
                "small",
                wraps=True,
            )
        )
        layout.addWidget(self._preview, 1)
        layout.addWidget(self._sum)
        layout.addWidget(self._buttons)

    def _menu(self) -> QMenu:
        menu = QMenu(self._fields)
        for field, words in template_fields().items():
            action = menu.addAction(f"{{{field}}}  {words.shown()}")
            action.setData(f"{{{field}}}")
        menu.triggered.connect(lambda action: self._put_in(action.data()))
        return menu

    def _put_in(self, field: str) -> None:
        self._template.insert(field)
        self._template.setFocus()

    def _wait(self) -> None:
        """What can be said at once is said at once; what takes the disk waits for the typing."""
        self._rename.setEnabled(False)
        problem = ""
        try:
            parse_template(self._template.text())
        except TemplateError as error:
            problem = error.message.shown()
        if problem != self._problem.text():
            self._problem.setText(problem)
            speak(self._template, problem)
        self._problem.setVisible(bool(problem))
        if problem:
            self._pause.stop()
            self.plan = NamePlan()
            self._preview.clear()
            self._sum.clear()
        else:
            self._pause.start()

    def _ask(self) -> None:
        self.asked.emit(parse_template(self._template.text()))


def _sum_words(plan: NamePlan) -> str:
    changes = plan.changes
    parts = [tr_count("{count} file is renamed.", "{count} files are renamed.", len(changes))]
    if not changes:
        parts = [] if plan.missing else [tr("Every file is called so already.")]
    if len(changes) > _SHOWN:
        parts.append(tr("The first {count} are shown.", count=_SHOWN))
    numbered = sum(planned.is_numbered for planned in changes)
    if numbered:
        parts.append(
            tr_count(
                "{count} gets a number, since its name is taken.",
                "{count} get a number, since their names are taken.",
                numbered,
            )
        )
    if plan.missing:
        count = len(plan.missing)
        parts.append(tr_count("{count} is missing.", "{count} are missing.", count))
    return " ".join(parts)
