"""The models of one window, built once and handed to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.failure import Failure
from seedance_desktop.engine.leisure import Leisure
from seedance_desktop.model.autosave import Autosave
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.errands import Errands
from seedance_desktop.model.finder import Finder
from seedance_desktop.model.frame_editor import PREVIEW_SIDE
from seedance_desktop.model.frame_pictures import FramePictures
from seedance_desktop.model.job_costs import JobCosts
from seedance_desktop.model.job_story import JobStory
from seedance_desktop.model.jobs import JobsModel
from seedance_desktop.model.library import LibraryModel
from seedance_desktop.model.library_counts import LibraryCounts
from seedance_desktop.model.library_deeds import LibraryDeeds
from seedance_desktop.model.lineage import Lineage
from seedance_desktop.model.notices import Notice, Notices
from seedance_desktop.model.order import Order
from seedance_desktop.model.organiser import Organiser
from seedance_desktop.model.other_programs import OtherPrograms
from seedance_desktop.model.picture_cache import PictureCache
from seedance_desktop.model.picture_readings import PictureReadings
from seedance_desktop.model.poster_pass import PosterPass
from seedance_desktop.model.preferences import Preferences
from seedance_desktop.model.presets import Presets
from seedance_desktop.model.prompt_help import PromptHelp
from seedance_desktop.model.sent_sizes import SentSizes
from seedance_desktop.model.spending import Spending
from seedance_desktop.model.stills import Stills
from seedance_desktop.model.thumbnails import Thumbnails
from seedance_desktop.model.waiting_line import WaitingLine
from seedance_desktop.model.ways_in import WaysIn
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.draft_file import DraftFile
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.frames import FrameStore
from seedance_desktop.store.memory import Memory
from seedance_desktop.store.pasted import PastedPictures
from seedance_desktop.store.preset_file import PresetFile
from seedance_desktop.store.prompt_file import PromptFile
from seedance_desktop.store.settings_file import SettingsFile
from seedance_desktop.store.snippet_file import SnippetFile

_QUIET = 3.0
"""Seconds without a key or the pointer before posters are made, the library's files looked through
and everything collected; the window gets its rows and pictures first."""


@dataclass(frozen=True, slots=True)
class Models:
    """Everything that a window shows and hands its intents to."""

    folders: Folders
    catalogue: Catalogue
    bridge: Bridge
    notices: Notices
    preferences: Preferences
    connections: Connections
    draft: Draft
    prompt_help: PromptHelp
    presets: Presets
    spending: Spending
    order: Order
    autosave: Autosave
    frames: FramePictures
    jobs: JobsModel
    story: JobStory
    costs: JobCosts
    waiting: WaitingLine
    library: LibraryModel
    finder: Finder
    counts: LibraryCounts
    lineage: Lineage
    deeds: LibraryDeeds
    organiser: Organiser
    errands: Errands
    others: OtherPrograms
    thumbnails: Thumbnails
    stills: Stills
    leisure: Leisure
    poster_pass: PosterPass
    picture_cache: PictureCache
    pictures: Workers
    in_passing: Workers
    files: Workers

    def close(self) -> None:
        """Save what is to be saved and end the worker threads; the bridge is closed before."""
        self.jobs.close()
        self.autosave.close()
        self.preferences.close()
        self.frames.close()
        self.poster_pass.close()
        self.in_passing.close()
        self.pictures.close()
        self.files.finish()


def build_models(
    folders: Folders, catalogue: Catalogue, *, preview_side: int = PREVIEW_SIDE
) -> Models:
    """Models that nothing has been loaded into yet but the settings; the engine comes later."""
    bridge = Bridge()
    notices, waiting = _notices(bridge), WaitingLine(bridge)
    pictures, files = Workers("pictures", threads=2), Workers("files", threads=1)
    in_passing, leisure = Workers("in-passing", threads=1), Leisure(_QUIET)
    preferences = _preferences(folders, files, bridge)
    connections = Connections(preferences, bridge)
    draft = Draft(catalogue, bridge, connections=connections, preferences=preferences)
    spending, thumbnails = Spending(bridge), Thumbnails(folders, pictures)
    library = LibraryModel(catalogue, bridge, thumbnails=thumbnails)
    finder = Finder(library, preferences)
    jobs = JobsModel(
        catalogue,
        bridge,
        connections=connections,
        library=library,
        preferences=preferences,
        thumbnails=thumbnails,
        waiting=waiting,
    )
    poster_pass = _poster_pass(bridge, folders, in_passing, leisure, _busy(thumbnails, jobs))
    return Models(
        folders=folders,
        catalogue=catalogue,
        bridge=bridge,
        notices=notices,
        preferences=preferences,
        connections=connections,
        draft=draft,
        prompt_help=_prompt_help(draft, folders, files, bridge),
        presets=_presets(draft, folders, files, bridge),
        spending=spending,
        order=_order(draft, bridge, connections, preferences, spending),
        autosave=_autosave(draft, folders, files, bridge),
        frames=_frames(draft, bridge, folders, connections, workers=pictures, side=preview_side),
        jobs=jobs,
        story=JobStory(bridge),
        costs=JobCosts(catalogue, spending, library),
        waiting=waiting,
        library=library,
        finder=finder,
        counts=LibraryCounts(bridge, finder),
        lineage=Lineage(bridge),
        deeds=LibraryDeeds(draft, connections),
        organiser=Organiser(bridge, partial(_tell, notices)),
        errands=Errands(),
        others=OtherPrograms(bridge, preferences, in_passing),
        thumbnails=thumbnails,
        stills=Stills(draft, pictures, bridge, pasted=folders.pasted, report=bridge.report),
        leisure=leisure,
        poster_pass=poster_pass,
        picture_cache=PictureCache(bridge, folders, poster_pass=poster_pass, workers=in_passing),
        pictures=pictures,
        in_passing=in_passing,
        files=files,
    )


def _order(
    draft: Draft,
    bridge: Bridge,
    connections: Connections,
    preferences: Preferences,
    spending: Spending,
) -> Order:
    return Order(draft, bridge, connections=connections, preferences=preferences, spending=spending)


def _preferences(folders: Folders, workers: Workers, bridge: Bridge) -> Preferences:
    return Preferences(
        SettingsFile(folders.settings_file),
        Memory(folders.memory_file),
        default_library=folders.library,
        workers=workers,
        report=bridge.report,
    )


def _busy(thumbnails: Thumbnails, jobs: JobsModel) -> Callable[[], bool]:
    """Whether what is seen or paid for wants the disk."""
    return lambda: thumbnails.is_busy or jobs.open_counts[0] > 0


def _poster_pass(
    bridge: Bridge,
    folders: Folders,
    workers: Workers,
    leisure: Leisure,
    is_busy: Callable[[], bool],
) -> PosterPass:
    return PosterPass(bridge, folders.posters, workers=workers, leisure=leisure, is_busy=is_busy)


def _prompt_help(draft: Draft, folders: Folders, workers: Workers, bridge: Bridge) -> PromptHelp:
    return PromptHelp(
        draft,
        prompts=PromptFile(folders.prompts_file),
        snippets=SnippetFile(folders.snippets_file),
        workers=workers,
        report=bridge.report,
    )


def _autosave(draft: Draft, folders: Folders, workers: Workers, bridge: Bridge) -> Autosave:
    return Autosave(draft, DraftFile(folders.draft_file), workers=workers, report=bridge.report)


def _presets(draft: Draft, folders: Folders, workers: Workers, bridge: Bridge) -> Presets:
    file = PresetFile(folders.presets_file)
    return Presets(draft, file, workers=workers, report=bridge.report)


def _frames(
    draft: Draft,
    bridge: Bridge,
    folders: Folders,
    connections: Connections,
    *,
    workers: Workers,
    side: int,
) -> FramePictures:
    sent = FrameStore(folders.frames)
    readings = PictureReadings(draft, sent, workers=workers, preview_side=side)
    pasted = PastedPictures(folders.pasted)
    ways_in = WaysIn(draft, bridge, readings=readings, pasted=pasted, workers=workers)
    sent_sizes = SentSizes(draft, connections, sent, workers=workers)
    return FramePictures(draft, readings=readings, ways_in=ways_in, sent=sent_sizes)


def _tell(notices: Notices, failure: Failure) -> None:
    notices.add(Notice(f"library {failure.kind}", failure))


def _notices(bridge: Bridge) -> Notices:
    notices = Notices()
    bridge.error_met.connect(notices.show_error)
    bridge.ready.connect(notices.settle_start)
    bridge.line_paused.connect(notices.show_paused_line)
    bridge.line_resumed.connect(notices.settle_line)
    bridge.connection_trouble.connect(notices.show_trouble)
    bridge.records_damaged.connect(notices.show_damage)
    bridge.lines_arranged.connect(notices.show_arranged)
    bridge.video_offered.connect(notices.show_offer)
    bridge.jobs_taken_up.connect(notices.show_taken_up)
    return notices
