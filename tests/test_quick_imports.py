import subprocess
import sys

PATIENCE = 60


def _run(code: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_asyncio_does_without_openssl_until_a_connection_is_to_be_encrypted() -> None:
    code = """
import sys
from seedance_desktop.quick_imports import load_when_used
load_when_used("ssl", "asyncio.sslproto")
import asyncio
asyncio.run(asyncio.sleep(0))
print("_ssl" in sys.modules)
import ssl
print(asyncio.base_events.ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED)
print("_ssl" in sys.modules, asyncio.selector_events.sslproto.SSLProtocol.__name__)
print(hasattr(asyncio.base_events.ssl, "no_such_thing"))
"""

    assert _run(code).split() == ["False", "True", "True", "SSLProtocol", "False"]


def test_the_source_of_modules_is_not_read_for_qts_sake() -> None:
    code = """
import linecache
from seedance_desktop.quick_imports import spare_source_reading
spare_source_reading()
import seedance_desktop.app
print([name for name, read in linecache.cache.items() if len(read) > 1])
"""

    assert _run(code).strip() == "[]"


def test_a_window_at_rest_needs_neither_openssl_nor_what_clips_and_the_network_take() -> None:
    code = """
import sys
from seedance_desktop.quick_imports import load_when_used, spare_source_reading
spare_source_reading()
load_when_used("ssl", "asyncio.sslproto")
import seedance_desktop.app, seedance_desktop.build, seedance_desktop.engine.engine
import seedance_desktop.model.models, seedance_desktop.ui.contents, qasync
heavy = {"_hashlib", "_ssl", "av", "httpx", "keyring", "PIL", "PySide6.QtMultimedia"}
print(sorted(heavy & set(sys.modules)))
"""

    assert _run(code).strip() == "[]"


def test_the_first_paint_waits_for_no_rules_of_models_and_prices() -> None:
    code = """
import sys
import seedance_desktop.app
print(sorted(name for name in sys.modules if name.startswith("seedance_desktop.core.c")))
"""

    assert "capability" not in (loaded := _run(code))
    assert "cost" not in loaded
    assert "connection" in loaded
