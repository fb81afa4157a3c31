from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.resources import resource
from seedance_desktop.core.words import install_language
from seedance_desktop.ui.library.day_titles import day_title
from seedance_desktop.ui.words import byte_count, bytes_of, clip_words, moment
from tests.store.samples import a_job, a_request, a_video


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (412_300, "412 kB"),
        (14_200_000, "14.2 MB"),
        (18_400_000_000, "18.40 GB"),
    ],
)
def test_bytes_are_counted_in_thousands(count: int, words: str) -> None:
    assert byte_count(count) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (14_200_000, 22_800_000, "14.2 of 22.8 MB"),
        (900, 22_800_000, "0.0 of 22.8 MB"),
        (0, 0, "0 of 0 bytes"),
    ],
)
def test_a_part_is_told_in_the_unit_of_the_whole(part: int, whole: int, words: str) -> None:
    assert bytes_of(part, whole) == words


def test_a_moment_is_written_so_that_nobody_takes_the_day_for_the_month() -> None:
    local = datetime(2026, 4, 3, 17, 5).astimezone()

    assert moment(local) == "2026-04-03 17:05"


@pytest.mark.parametrize(
    ("system", "words"),
    [
        ("C", "Friday, 3 April 2026"),
        ("en_US", "Friday, April 3, 2026"),
        ("en_GB", "Friday 3 April 2026"),
        ("de_DE", "Friday 3 April 2026"),
        ("zh_CN", "Friday 3 April 2026"),
    ],
)
def test_a_day_is_titled_in_the_language_of_all_the_other_words(
    qapp: object, system: str, words: str
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(system))
    try:
        title = day_title(date(2026, 4, 3), date(2026, 11, 26))
    finally:
        QLocale.setDefault(before)

    assert title.replace(",", "") == words.replace(",", "")


def test_a_day_is_titled_in_chinese_where_the_rest_is(qapp: object) -> None:
    install_language(resource("translations"), "zh_CN")
    try:
        title = day_title(date(2026, 4, 3), date(2026, 11, 26))
    finally:
        install_language(resource("translations"), "en")

    assert title.startswith("2026年4月3日")


def test_a_clip_from_elsewhere_is_called_by_its_files_name() -> None:
    video = a_video(a_job(request=a_request(prompt="", pictures=(), model=ModelId(""))))
    ours = a_video(a_job(request=a_request(prompt="", pictures=())))

    assert clip_words(video) == "sea side"
    assert clip_words(ours) == "Without a prompt"
    assert clip_words(a_video(a_job())) == "海边, waves “roll”"
