"""The windowed program: builds everything once, runs it, and closes it in reverse order.

Until the window is painted only what that takes is loaded; what fills it, the engine and the loop
come after.
"""

import errno
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from seedance_desktop import __version__
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.resources import resource
from seedance_desktop.heaps import give_back, share_heaps
from seedance_desktop.instance import Handover, Instance
from seedance_desktop.log import start_log, stop_log
from seedance_desktop.options import WindowOptions
from seedance_desktop.quick_imports import load_when_used
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.memory import Memory
from seedance_desktop.store.settings_file import SettingsFile
from seedance_desktop.ui.main_window import PLACE, MainWindow
from seedance_desktop.ui.theme import Theme

if TYPE_CHECKING:
    import asyncio

    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.models import Models
    from seedance_desktop.ui.contents import Contents

_NOISE = "qt.text.font.db=false;qt.multimedia.*=false"
_PAINTED_WITHIN_MS = 2000
"""What the window is given to appear; minimised or on another screen it may not be painted."""
_EDITOR_SHARE = 0.54
"""Of the screen's width; the lists and the form beside the editor take the rest."""
_LEAST_PREVIEW = 800
_TURN = 0.001
"""Seconds after which a thread lets another have the interpreter. Python's own 5 ms are a third of
a frame, and the window may wait for several threads, one after the other."""
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  Wayland's leave to take the focus

_log = logging.getLogger(__name__)


def run(options: WindowOptions) -> int:
    """Open the window and stay until it is closed; the answer is the exit code."""
    os.environ.setdefault("QT_LOGGING_RULES", _NOISE)
    application = QApplication([sys.argv[0], "-style", "Fusion"])
    application.setApplicationName("seedance-desktop")
    application.setApplicationDisplayName("Seedance Desktop")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("seedance-desktop")
    try:
        folders = _folders(options)
    except KnownError as error:
        return _refuse(error)
    log, instance = start_log(folders.logs), Instance(folders.data)
    try:
        if not instance.take() and instance.hand_over(_handover(options)):
            return ExitCode.OK
        return _run(application, options, folders, instance)
    finally:
        instance.close()
        stop_log(log)


def _handover(options: WindowOptions) -> Handover:
    return Handover(
        files=tuple(file.absolute() for file in options.files),
        sandbox=options.sandbox,
        token=os.environ.get(_TOKEN, ""),
    )


def _folders(options: WindowOptions) -> Folders:
    folders = Folders.standard() if options.profile is None else Folders.below(options.profile)
    folders.make()
    return folders


def _refuse(error: KnownError) -> int:
    """Without folders there is no program; say so where it can be seen."""
    from PySide6.QtWidgets import QMessageBox

    print(f"{error.title.shown()}. {error.message.shown()}", file=sys.stderr)  # noqa: T201
    QMessageBox.critical(
        None, error.title.shown(), f"{error.message.shown()}\n\n{error.remedy.shown()}"
    )
    return error.exit_code


def _run(
    application: QApplication, options: WindowOptions, folders: Folders, instance: Instance
) -> int:
    """First the window, in its colours and its place; then all that is loaded to fill it."""
    settings = SettingsFile(folders.settings_file).read()
    theme = Theme(application, folders.cache / "icons", settings.theme)
    window = MainWindow(Memory(folders.memory_file).get(PLACE, b""))
    window.show()
    _wait_until_painted(window)
    if not window.isVisible():
        return ExitCode.OK
    _choose_language(application, settings.language)
    share_heaps()  # before there are threads
    sys.setswitchinterval(_TURN)
    models = _models(options, folders, preview_side=_preview_side(window))
    contents = _contents(models, theme, window)
    _report_what_nobody_catches(models.bridge)
    if options.files:
        contents.take_files(list(options.files))
    _wait_until_painted(contents)
    if not window.isVisible():
        models.close()
        return ExitCode.OK
    listening = instance.listen(partial(_take_over, models, contents))
    models.bridge.run(listening, "listen to other windows")
    return _live(application, models, instance)


def _take_over(models: "Models", contents: "Contents", what: Handover) -> None:
    """A second window was started: do here what it was started for."""
    if what.sandbox:
        models.connections.use_for_now(SANDBOX)
    if what.files:
        contents.take_files(list(what.files))
    if what.token:
        os.environ[_TOKEN] = what.token  # Qt takes it from there, once
    window = contents.window()
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _preview_side(window: MainWindow) -> int:
    """The longest side in pixels that the editor can show of a picture on this screen."""
    size = window.screen().size() * window.devicePixelRatio()
    return max(_LEAST_PREVIEW, round(_EDITOR_SHARE * max(size.width(), size.height())))


def _models(options: WindowOptions, folders: Folders, *, preview_side: int) -> "Models":
    from seedance_desktop.model.models import build_models
    from seedance_desktop.model.sample import sample_draft
    from seedance_desktop.store.catalogue_files import load_catalogue

    loaded = load_catalogue(folders)
    models = build_models(folders, loaded.catalogue, preview_side=preview_side)
    if options.sandbox:
        models.connections.use_for_now(SANDBOX)
    models.autosave.restore(partial(sample_draft, models.connections.current, options.files))
    for problem in loaded.problems:
        models.notices.show_error(problem)
    return models


def _contents(models: "Models", theme: Theme, window: MainWindow) -> "Contents":
    """The window's contents, styled once they are all there and before they are seen."""
    from seedance_desktop.ui.contents import Contents

    contents = Contents(models, theme, window)
    window.fill(contents)
    theme.apply()
    models.bridge.bug_found.connect(contents.show_bug)
    return contents


def _choose_language(application: QApplication, chosen: str) -> None:
    """The program's own words and those of Qt's dialogs."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    from seedance_desktop.core.words import install_language

    language = chosen or _system_language()
    install_language(resource("translations"), language)
    if chosen:
        from PySide6.QtCore import QLocale

        QLocale.setDefault(QLocale(chosen))
    if chosen.startswith("zh"):  # or Linux may show signs in the shape they have in Japanese
        os.environ.setdefault("FC_LANG", chosen.replace("_", "-").lower())
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)


def _system_language() -> str:
    """Such as ``de_DE``. Qt is asked last: its list of all languages takes 20 ms to load."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].partition(".")[0].partition("@")[0]
    from PySide6.QtCore import QLocale

    return QLocale.system().name()


def _live(application: QApplication, models: "Models", instance: Instance) -> int:
    """Load the rest, run until the window is closed, and end what was begun, the last first."""
    load_when_used("ssl", "asyncio.sslproto")
    import asyncio

    from qasync import QEventLoop as WindowLoop

    from seedance_desktop.model.collector import Collector

    loop: asyncio.AbstractEventLoop = WindowLoop(application)
    asyncio.set_event_loop(loop)
    collector = Collector(models.leisure)
    collector.rested.connect(give_back)
    loop.set_exception_handler(partial(_report_context, models.bridge))
    try:
        _on_signals(loop, application.quit)
        loop.call_soon(_start_engine, models)
        loop.call_soon(collector.start)
        loop.run_forever()
        instance.stop_listening()
        _on_signals(loop, _nothing_more)
        loop.run_until_complete(models.bridge.close())
    finally:
        models.close()
        collector.stop()
        loop.close()
    return ExitCode.OK


def _start_engine(models: "Models") -> None:
    from seedance_desktop.build import EngineOptions, build_engine
    from seedance_desktop.store.secrets import KeyStore

    preferences = models.preferences
    options = EngineOptions(
        folders=models.folders,
        catalogue=models.catalogue,
        settings=lambda: preferences.settings,  # frozen, so it may cross to the engine's thread
        keys=KeyStore(models.folders.keyring_name),
        to_bin=_put_into_bin,
        report=models.bridge.report,
        leisure=models.leisure,
    )
    models.bridge.start(partial(build_engine, options))


def _put_into_bin(path: Path) -> Path | None:
    from PySide6.QtCore import QFile, QStandardPaths

    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    if sys.platform == "linux":  # where this folder is missing, Qt finds no place for a bin
        data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
        Path(data).mkdir(parents=True, exist_ok=True)
    file = QFile(str(path))
    if not file.moveToTrash():
        raise OSError(file.errorString())
    in_bin = Path(file.fileName())  # Qt names the place where it put the file
    return in_bin if in_bin != path else None


def _on_signals(loop: "asyncio.AbstractEventLoop", do: Callable[[], None]) -> None:
    if os.name == "posix":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, do)


def _nothing_more() -> None:
    """The program is ending already; to stop the loop once more would cut that short."""


def _wait_until_painted(widget: QWidget) -> None:
    waiting = QEventLoop()
    first_paint = _FirstPaint(waiting)
    widget.installEventFilter(first_paint)
    QTimer.singleShot(_PAINTED_WITHIN_MS, waiting, waiting.quit)
    waiting.exec()
    widget.removeEventFilter(first_paint)


class _FirstPaint(QObject):
    """Ends a wait once the window it watches has been painted."""

    def __init__(self, waiting: QEventLoop) -> None:
        super().__init__(waiting)
        self._waiting = waiting

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self._waiting, self._waiting.quit)
        return False


# ── what nobody catches ──────────────────────────────────────────────────────────────────────────


def _report_what_nobody_catches(bridge: "Bridge") -> None:
    """Errors in slots, in threads and while something is taken down: told like any other bug."""

    def uncaught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        _report(bridge, error)

    def uncaught_in_thread(what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            _report(bridge, what.exc_value)

    def unraisable(what: "sys.UnraisableHookArgs") -> None:
        if what.exc_value is not None:
            _report(bridge, what.exc_value)

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread
    sys.unraisablehook = unraisable


def _report_context(
    bridge: "Bridge", _loop: "asyncio.AbstractEventLoop", context: dict[str, Any]
) -> None:
    """What asyncio tells of a callback or a task that nobody awaits."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        _report(bridge, error)
    else:
        _log.warning("%s", context.get("message"))


def _report(bridge: "Bridge", error: BaseException) -> None:
    if isinstance(error, KeyboardInterrupt):
        QApplication.quit()
    else:
        bridge.report(error)
