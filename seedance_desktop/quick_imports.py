"""What others would load or read at every start although nobody needs it then."""

import sys
from importlib import import_module
from types import ModuleType


def load_when_used(*names: str) -> None:
    """Let modules be imported by name alone, and loaded when something in them is first asked for.

    asyncio imports ssl, and with it OpenSSL, before there is any connection to make.
    """
    for name in names:
        if name not in sys.modules:
            sys.modules[name] = _Later(name)


class _Later(ModuleType):
    """Stands in for a module, and becomes its equal when it is used."""

    def __getattr__(self, attribute: str) -> object:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        self.__dict__.update(vars(module))
        return getattr(module, attribute)


def spare_source_reading() -> None:
    """Keep PySide6 from reading the source of every module that is imported after it.

    It looks for the word "PySide6", to know where its optional spelling of names (``__feature__``)
    may be wanted. Nobody here uses that. The reading takes a tenth of our start, happens again on
    whatever thread loads something later, and leaves 5 MB of source lines behind. What it has read
    of others is let go of.
    """
    import linecache

    import PySide6.QtCore  # noqa: F401  brings the module that is looked for here
    from shibokensupport import feature  # type: ignore[import-not-found]

    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_pyside  # noqa: SLF001
    linecache.clearcache()


def _uses_pyside(_module: ModuleType) -> bool:
    return True
