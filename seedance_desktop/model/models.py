"""The models of one window, built once and handed to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seedance_desktop.core.request import Role
from seedance_desktop.model.bridge import Bridge
from seedance_desktop.model.connections import Connections
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.model.jobs import JobsModel
from seedance_desktop.model.library import LibraryModel
from seedance_desktop.model.notices import Notices
from seedance_desktop.model.preferences import Preferences
from seedance_desktop.model.thumbnails import Thumbnails
from seedance_desktop.model.workers import Workers

if TYPE_CHECKING:
    from seedance_desktop.core.catalogue import Catalogue
    from seedance_desktop.store.folders import Folders


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
    frames: Mapping[Role, FramePicture]
    jobs: JobsModel
    library: LibraryModel
    thumbnails: Thumbnails
    pictures: Workers
    files: Workers
