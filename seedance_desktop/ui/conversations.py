"""What the window asks the user: pictures, folders, prices, and whether it is really meant."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from seedance_desktop.core.failure import Action
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.spending import LIMIT_CURRENCY, Consent
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft_state import SlotName
from seedance_desktop.model.models import Models
from seedance_desktop.model.notices import Notice
from seedance_desktop.ui.connection_talk import ConnectionTalk
from seedance_desktop.ui.dialogs import answered, chosen_folder, chosen_pictures, confirmed
from seedance_desktop.ui.offered_clips import offer_clips
from seedance_desktop.ui.words import money

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

_BILLING = "https://gptproto.com/dashboard"


class Conversations(QObject):
    """Opens dialogs over the window and carries out what was decided in them.

    ``draft_filled``: a job's settings are back in the form. ``look_up_wanted`` carries an
    uncertain Job, ``order_confirmed`` how far the user agreed to the draft's price.
    """

    draft_filled = Signal()
    look_up_wanted = Signal(object)
    order_confirmed = Signal(object)

    def __init__(self, models: Models, window: QWidget) -> None:
        super().__init__(window)
        self._models = models
        self._window = window
        self.connections = ConnectionTalk(models, window)

    def browse(self, name: SlotName) -> None:
        """Let the user pick the picture of a slot."""
        self._models.bridge.run(self._browse(name), "browse")

    def open_settings(self) -> None:
        """Show the settings."""
        from seedance_desktop.ui.settings.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._models.preferences, self._window)
        dialog.folder_wanted.connect(self.choose_library)
        self._models.bridge.run(_until_closed(dialog), "settings")

    def show_keys(self) -> None:
        """Show every key of the program."""
        from seedance_desktop.ui.keys_dialog import KeysDialog

        self._models.bridge.run(_until_closed(KeysDialog(self._window)), "keys")

    def confirm_order(self) -> None:
        """Ask whether the draft may cost what it does."""
        self._models.bridge.run(self._confirm_order(), "confirm the order")

    def edit_snippets(self) -> None:
        """Let the user change what the prompt's menus offer."""
        self._models.bridge.run(self._edit_snippets(), "snippets")

    def show_ledger(self) -> None:
        """Show what was spent."""
        from seedance_desktop.ui.ledger_talk import show_ledger

        self._models.bridge.run(show_ledger(self._models, self._window), "ledger")

    def choose_library(self) -> None:
        """Let the user pick the library folder."""
        self._models.bridge.run(self._choose_library(), "library folder")

    def cancel(self, job: Job) -> None:
        """Cancel a job; ask first where it may cost money all the same."""
        if job.state in (JobState.RUNNING, JobState.FETCHING, JobState.UNCERTAIN):
            self._models.bridge.run(self._cancel(job), "cancel")
        else:
            self._models.jobs.cancel(job.id)

    def send_again(self, job: Job) -> None:
        """Send a job of unknown fate again, once the user has said so."""
        self._models.bridge.run(self._send_again(job), "send again")

    def act_on_job(self, action: Action, job: Job) -> None:
        """Do what the button of a job's error offers."""
        match action:
            case Action.EDIT_AND_TRY_AGAIN | Action.GO_TO_FIELD:
                self._models.draft.use_all(job.request)
                self.draft_filled.emit()
            case Action.LOOK_UP_OR_SEND_AGAIN:
                self.look_up_wanted.emit(job)
            case Action.TRY_AGAIN if job.is_final:
                self._models.jobs.retry(job.id)
            case Action.FETCH:
                self._models.jobs.fetch_after_all(job.id)
            case Action.COPY_REPORT if job.failure is not None:
                facts = "\n".join(f"{name}: {value}" for name, value in job.failure.facts.items())
                text = f"{job.id} {job.state} {job.failure.kind}\n{job.failure.message}\n{facts}"
                QGuiApplication.clipboard().setText(text)
            case _:
                self._act(action, job.connection)

    def act_on_notice(self, notice: Notice) -> None:
        """Do what a banner's button offers."""
        if notice.action is Action.COPY_REPORT:
            QGuiApplication.clipboard().setText(
                f"{notice.failure.kind}: {notice.failure.message}\n{dict(notice.failure.facts)}"
            )
        elif notice.action is Action.FETCH and notice.job is not None:
            self._models.jobs.fetch_after_all(notice.job)
            self._models.notices.dismiss(notice.id)
        else:
            self._act(notice.action, notice.connection)

    def _act(self, action: Action, connection: ConnectionId | None) -> None:
        match action:
            case Action.ENTER_KEY | Action.USE_FOR_SESSION:
                self.connections.ask_key(connection)
            case Action.OPEN_BILLING:
                QDesktopServices.openUrl(QUrl(_BILLING))
            case Action.CHOOSE_FOLDER:
                self._models.bridge.run(self._choose_library(connection), "library folder")
            case Action.TRY_AGAIN if connection is not None:
                self._models.jobs.resume_line(connection)
            case _:
                pass

    async def _confirm_order(self) -> None:
        order, settings = self._models.order, self._models.preferences.settings
        cost = money(order.most, LIMIT_CURRENCY)
        if await confirmed(
            self._window,
            tr("Spend about {cost}?", cost=cost),
            tr(
                "You want to be asked above {limit}. Today {spent} are spent or on their way.",
                limit=money(settings.ask_above, LIMIT_CURRENCY),
                spent=money(order.spent, LIMIT_CURRENCY),
            ),
            yes=tr("Generate"),
            no=tr("Not now"),
        ):
            self.order_confirmed.emit(Consent.ABOVE_LIMIT)

    async def _edit_snippets(self) -> None:
        from seedance_desktop.store.snippet_file import starter_snippets
        from seedance_desktop.ui.create.snippets_dialog import SnippetsDialog

        help_ = self._models.prompt_help
        dialog = SnippetsDialog(help_.snippets, starter_snippets(), self._window)
        if await answered(dialog):
            help_.set_snippets(dialog.edited)

    async def _browse(self, name: SlotName) -> None:
        preferences = self._models.preferences
        folder = preferences.recall("picture_folder", str(Path.home()))
        pictures = await chosen_pictures(self._window, folder)
        if pictures:
            preferences.remember("picture_folder", str(pictures[0].parent))
            self._models.frames.ways_in.take_files(pictures, name)

    async def _choose_library(self, connection: ConnectionId | None = None) -> None:
        """For the videos to come, and those of ``connection`` that have no place."""
        preferences = self._models.preferences
        folder = await chosen_folder(
            self._window, tr("Choose the library folder"), str(preferences.library)
        )
        if folder is not None:
            preferences.choose("library", folder)
            await offer_clips(self._models, self._window, folder)
            self._models.jobs.resume_line(connection or self._models.connections.current.id)

    async def _cancel(self, job: Job) -> None:
        if await confirmed(
            self._window,
            tr("Stop waiting for this video?"),
            _what_cancelling_means(job),
            yes=tr("Stop waiting"),
            no=tr("Keep waiting"),
        ):
            self._models.jobs.cancel(job.id)

    async def _send_again(self, job: Job) -> None:
        if await confirmed(
            self._window,
            tr("Send it again?"),
            tr(
                "It is not known whether the service accepted the first request. If it did, "
                "this makes a second video, which is charged as well."
            ),
            yes=tr("Send again"),
            no=tr("Not now"),
        ):
            self._models.jobs.send_again(job.id)


def _what_cancelling_means(job: Job) -> str:
    if job.state is JobState.FETCHING:
        return tr("It is made and charged already; it would only not be fetched.")
    if job.state is JobState.UNCERTAIN:
        return tr(
            "It is not known whether the service accepted it. If it did, it will be charged, and "
            "the program no longer looks for it."
        )
    if job.waiting_at_service:
        return tr(
            "The service is asked to take it out of its queue. If it has begun meanwhile, the "
            "video is finished there and will be charged; then it is offered to you."
        )
    return tr(
        "The service is at work on it and does not stop: the video will be finished and will be "
        "charged. When it is ready it is offered to you."
    )


async def _until_closed(dialog: "QDialog") -> None:
    await answered(dialog)
