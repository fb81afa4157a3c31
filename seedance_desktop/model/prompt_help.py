"""What helps to write a prompt: those that were sent before, and snippets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.mentions import rendered_prompt
from seedance_desktop.core.snippet import Snippet, SnippetGroup
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.prompt_file import PromptFile
from seedance_desktop.store.snippet_file import SnippetFile

if TYPE_CHECKING:
    from seedance_desktop.core.job import Job

_KEPT = 500


class PromptHelp(QObject):
    """Prompts newest first, each once. ``changed`` with every new one, and with other snippets."""

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        *,
        prompts: PromptFile,
        snippets: SnippetFile,
        workers: Workers,
        report: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._catalogue = draft.catalogue
        self._prompt_file = prompts
        self._snippet_file = snippets
        self._workers = workers
        self._report = report
        self._prompts: list[str] | None = None
        self._snippets: tuple[Snippet, ...] | None = None
        draft.submitted.connect(self._add)

    @property
    def prompts(self) -> list[str]:
        """What was sent before; the file is read when this is first asked for."""
        if self._prompts is None:
            self._prompts = self._prompt_file.read()
        return self._prompts

    @property
    def snippets(self) -> tuple[Snippet, ...]:
        """Every snippet, in its order."""
        if self._snippets is None:
            self._snippets = self._snippet_file.read()
        return self._snippets

    def snippets_of(self, group: SnippetGroup) -> list[Snippet]:
        """The snippets of a group."""
        return [snippet for snippet in self.snippets if snippet.group is group]

    def set_snippets(self, snippets: Iterable[Snippet]) -> None:
        """Have these from now on."""
        chosen = self._snippets = tuple(snippets)
        self._workers.start(lambda: self._snippet_file.write(chosen), self._written)
        self.changed.emit()

    def matching(self, words: str) -> list[str]:
        """The prompts that hold all of these words."""
        wanted = words.casefold().split()
        return [one for one in self.prompts if all(word in one.casefold() for word in wanted)]

    @Slot(object)
    def _add(self, jobs: tuple[Job, ...]) -> None:
        """The variations of an order have one prompt."""
        request = jobs[0].request
        prompt = rendered_prompt(request, self._catalogue.find(request.model)).strip()
        if prompt and self.prompts[:1] != [prompt]:
            others = [one for one in self.prompts if one != prompt]
            kept = self._prompts = [prompt, *others][:_KEPT]
            self._workers.start(lambda: self._prompt_file.write(kept), self._written)
            self.changed.emit()

    def _written(self, future: Future[None]) -> None:
        error = future.exception()
        if error is not None:
            self._report(error)
