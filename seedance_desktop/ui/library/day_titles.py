"""Titles over the days of the grid."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from seedance_desktop.core.found import DayRun
from seedance_desktop.core.words import language, tr
from seedance_desktop.ui.library.grid_layout import Section


def day_sections(runs: Iterable[DayRun], today: date) -> list[Section]:
    """A section for each day; today and yesterday are called so."""
    return [Section(partial(day_title, run.day, today), run.start, run.count) for run in runs]


def day_title(day: date, today: date) -> str:
    """A day as people call it in the interface's language, and where the user lives if they do."""
    if day == today:
        return tr("Today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    from PySide6.QtCore import QDate, QLocale  # QLocale takes 20 ms to load

    qt_day, locale = QDate(day.year, day.month, day.day), QLocale()
    if locale.name() == "C" or locale.name()[:2] != language()[:2]:
        locale = QLocale("en_GB" if language() == "en" else language())
    form = locale.dateFormat(QLocale.FormatType.LongFormat)
    return locale.toString(qt_day, form)
