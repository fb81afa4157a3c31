"""Where everything is kept: one value, built once, handed to whoever needs a place."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from seedance_desktop.core.disk import disk_error

_NAME = "seedance-desktop"


@dataclass(frozen=True, slots=True)
class Folders:
    """The program's folders. ``library`` is the default one; settings may name another.

    ``keyring_name`` keeps the keys of a profile apart from those of another one.
    """

    config: Path
    data: Path
    cache: Path
    logs: Path
    library: Path
    keyring_name: str = _NAME

    @classmethod
    def standard(cls) -> Self:
        """The platform's own places for this user."""
        import platformdirs

        places = platformdirs.PlatformDirs(_NAME, appauthor=False)
        return cls(
            config=places.user_config_path,
            data=places.user_data_path,
            cache=places.user_cache_path,
            logs=places.user_log_path,
            library=places.user_videos_path / "Seedance",
        )

    @classmethod
    def below(cls, profile: Path) -> Self:
        """Everything under one folder: tests, portable use, a second account."""
        root = profile.absolute()
        return cls(
            config=root / "config",
            data=root / "data",
            cache=root / "cache",
            logs=root / "logs",
            library=root / "library",
            keyring_name=f"{_NAME} {root}",
        )

    @property
    def settings_file(self) -> Path:
        """Choices of the user."""
        return self.config / "settings.toml"

    @property
    def user_models_file(self) -> Path:
        """Rows of the user that add to the capability table or override it."""
        return self.config / "models.toml"

    @property
    def user_prices_file(self) -> Path:
        """Rows of the user that add to the price table or override it."""
        return self.config / "prices.toml"

    @property
    def snippets_file(self) -> Path:
        """Snippets of the user, in place of the starter set."""
        return self.config / "snippets.toml"

    @property
    def presets_file(self) -> Path:
        """Settings of the form that the user has named."""
        return self.config / "presets.toml"

    @property
    def prompts_file(self) -> Path:
        """Prompts that were sent."""
        return self.data / "prompts.json"

    @property
    def database(self) -> Path:
        """Jobs and videos."""
        return self.data / "records.sqlite"

    @property
    def memory_file(self) -> Path:
        """Where windows and splitters were."""
        return self.data / "memory.json"

    @property
    def draft_file(self) -> Path:
        """The request that is being made."""
        return self.data / "draft.json"

    @property
    def ledger(self) -> Path:
        """What was spent, a file a month."""
        return self.data / "ledger"

    @property
    def line_file(self) -> Path:
        """What the user decided about the waiting line."""
        return self.data / "line.json"

    @property
    def frames(self) -> Path:
        """Pictures exactly as they were sent."""
        return self.data / "frames"

    @property
    def pasted(self) -> Path:
        """Pictures that came by paste and so have no file of their own."""
        return self.data / "pasted"

    @property
    def sandbox(self) -> Path:
        """What the sandbox keeps between starts."""
        return self.data / "sandbox"

    @property
    def posters(self) -> Path:
        """Still pictures of videos; deletable at any time."""
        return self.cache / "posters"

    @property
    def strips(self) -> Path:
        """Moments of videos, shown under the pointer; deletable at any time."""
        return self.cache / "strips"

    def make(self) -> None:
        """Create what is missing, closed to other users; the library is made when first used.

        Raises FolderUnusableError or DiskFullError.
        """
        for folder in (self.config, self.data, self.cache, self.logs):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise disk_error(error, folder) from error
