"""One page of the task list: filters and page numbers as the service reads them (api.md 3)."""

from collections.abc import Sequence

from starlette.datastructures import QueryParams

from seedance_desktop.sandbox.refusals import Body, not_valid

LARGEST_PAGE = 500


def chosen(replies: Sequence[Body], query: QueryParams) -> Body:
    """The page that ``query`` asks for, and how many tasks its filters leave."""
    number = _page_value(query, "page_num", 1)
    size = _page_value(query, "page_size", 20)
    found = [reply for reply in replies if _passes(reply, query)]
    return {"items": found[(number - 1) * size : number * size], "total": len(found)}


def _passes(reply: Body, query: QueryParams) -> bool:
    names = query.getlist("filter.task_ids")
    if names and reply["id"] not in names:
        return False
    wanted = {
        "status": query.get("filter.status"),
        "model": query.get("filter.model"),
        "service_tier": query.get("filter.service_tier"),
    }
    return all(
        value is None or reply.get(name, "default") == value for name, value in wanted.items()
    )


def _page_value(query: QueryParams, name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST_PAGE:
        raise not_valid(name, f"an integer in [1, {LARGEST_PAGE}] is expected")
    return int(text)
