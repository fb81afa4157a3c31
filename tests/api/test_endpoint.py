import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.api.endpoint import (
    Endpoint,
    checked_address,
    is_file_link,
    is_loopback,
    whole_link,
)
from seedance_desktop.core.errors import AddressError, KeyRejectedError

TASKS = "/api/v3/contents/generations/tasks"


@pytest.mark.parametrize(
    ("typed", "tasks"),
    [
        ("https://gptproto.com", f"https://gptproto.com{TASKS}"),
        (" https://GPTProto.com/// ", f"https://gptproto.com{TASKS}"),
        (
            "https://ark.cn-beijing.volces.com/api/v3",
            f"https://ark.cn-beijing.volces.com{TASKS}",
        ),
        (
            "https://ark.ap-southeast.bytepluses.com/api/v3/",
            f"https://ark.ap-southeast.bytepluses.com{TASKS}",
        ),
        (f"https://gptproto.com{TASKS}", f"https://gptproto.com{TASKS}"),
        ("https://relay.example/seedance", f"https://relay.example/seedance{TASKS}"),
        ("http://127.0.0.1:8080", f"http://127.0.0.1:8080{TASKS}"),
        ("http://127.8.9.10", f"http://127.8.9.10{TASKS}"),
        ("http://[::1]:8080", f"http://[::1]:8080{TASKS}"),
        ("http://localhost:1", f"http://localhost:1{TASKS}"),
        ("HTTPS://münchen.example", f"https://münchen.example{TASKS}"),
    ],
)
def test_an_address_leads_to_the_tasks_whatever_it_ends_in(typed: str, tasks: str) -> None:
    endpoint = Endpoint(typed, "key")

    assert endpoint.tasks_url == tasks


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "no address"),
        ("gptproto.com", "https://"),
        ("ftp://gptproto.com", "https://"),
        ("http://gptproto.com", "could be read"),
        ("http://10.0.0.1", "could be read"),
        ("http://0.0.0.0:80", "could be read"),
        ("http://localhost.example", "could be read"),
        ("http://127.0.0.1.example", "could be read"),
        ("https://user:secret@gptproto.com", "password"),
        ("https://user@gptproto.com", "password"),
        ("http://localhost@evil.example", "password"),
        ("https://gptproto.com?key=1", "“?”"),
        ("https://gptproto.com/#x", "“#”"),
        ("https://", "names no computer"),
        ("https://a..b", "names no computer"),
        ("https://" + "a" * 64 + ".example", "names no computer"),
        ("https://gpt proto.com", "blanks"),
        ("https://gptproto.com\\@evil.example", "backslashes"),
        ("https://gptproto.com:port", "no address"),
        ("https://[::1", "no address"),
    ],
)
def test_an_address_that_may_not_be_used_is_refused_in_words(typed: str, word: str) -> None:
    with pytest.raises(AddressError) as caught:
        checked_address(typed)

    assert word in str(caught.value)


@given(st.text())
def test_any_text_is_an_address_or_is_refused(typed: str) -> None:
    try:
        address = checked_address(typed)
    except AddressError:
        return
    assert checked_address(address) == address


@pytest.mark.parametrize("key", ["sk-ab cd", "sk-\n", "ключ", "sk-\u200b"])
def test_a_key_that_no_header_can_carry_is_refused(key: str) -> None:
    with pytest.raises(KeyRejectedError) as caught:
        Endpoint("https://gptproto.com", key)

    assert key not in str(caught.value)


def test_a_key_does_not_show_when_an_endpoint_is_printed() -> None:
    endpoint = Endpoint("https://gptproto.com", "sk-secret")

    assert "sk-secret" not in repr(endpoint)
    assert "sk-secret" not in f"{endpoint}"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.255.0.9", "::1", "localhost", "LOCALHOST"])
def test_loopback_is_known_by_number_and_by_name(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["128.0.0.1", "0.0.0.0", "::2", "localhost.example", "", "127.1"])
def test_nothing_else_is_loopback(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("url", "plain_allowed", "taken"),
    [
        ("https://ark-acg.tos-cn-beijing.volces.com/a.mp4?X-Tos-Expires=86400", False, True),
        ("http://127.0.0.1:8000/a.mp4", True, True),
        ("http://127.0.0.1:8000/a.mp4", False, False),
        ("https:///a.mp4", False, False),
        ("file:///etc/passwd", True, False),
        ("ftp://example.com/a.mp4", True, False),
        ("javascript:alert(1)", True, False),
        ("//example.com/a.mp4", True, False),
        ("https://exa mple.com/a", False, False),
        ("https://example.com:99999/a", False, False),
        ("", True, False),
    ],
)
def test_a_file_is_fetched_over_https_only_and_plainly_from_this_machine(
    url: str, plain_allowed: bool, taken: bool
) -> None:
    assert is_file_link(url, plain_allowed=plain_allowed) is taken


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/files/a.mp4?sig=1", "https://relay.example/files/a.mp4?sig=1"),
        ("//files.example/a.mp4", "https://files.example/a.mp4"),
        ("https://f.example/视频 (1).mp4", "https://f.example/%E8%A7%86%E9%A2%91%20(1).mp4"),
        ("https://f.example/a.mp4?name=b c&s=%2F+", "https://f.example/a.mp4?name=b%20c&s=%2F+"),
        ("//", ""),
        ("a.mp4", "a.mp4"),
        ("https://f.example\\@evil.example/", "https://f.example\\@evil.example/"),
        ("https://f.example/a\nb", "https://f.example/a\nb"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_a_link_is_made_whole_before_it_is_asked_for(link: str, whole: str) -> None:
    assert whole_link(link, f"https://relay.example/seedance{TASKS}") == whole
