"""Put Qt out of reach of a Python and of every process that it starts.

Lies on PYTHONPATH during `make test-noqt`, where Python loads it by its name at start-up.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

OUT_OF_REACH = {"PySide6", "shiboken6", "qasync"}


class QtBlocked(MetaPathFinder):
    """Refuses to find Qt, by whichever name it is asked for."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002  the import system's signature
        target: ModuleType | None = None,  # noqa: ARG002  likewise
    ) -> ModuleSpec | None:
        """Raise for Qt; for anything else say nothing, so that the next finder is asked."""
        if fullname.partition(".")[0] in OUT_OF_REACH:
            message = f"{fullname} is out of reach here: this code has to work without Qt"
            raise ImportError(message, name=fullname)
        return None


sys.meta_path.insert(0, QtBlocked())
