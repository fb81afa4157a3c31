"""Spares PySide6 from reading the source of every module that is imported after it.

It looks for the word "PySide6", to know where its optional spelling of names (``__feature__``)
may be wanted. Nobody here uses that. The reading takes a tenth of our start, happens again on
whatever thread loads something later, and leaves 5 MB of source lines behind.
"""

from types import ModuleType


def spare_source_reading() -> None:
    """Have every module taken for one that uses PySide6 in its usual spelling."""
    import PySide6.QtCore  # noqa: F401  brings the module that is looked for here
    from shibokensupport import feature  # type: ignore[import-not-found]

    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_pyside  # noqa: SLF001


def _uses_pyside(_module: ModuleType) -> bool:
    return True
