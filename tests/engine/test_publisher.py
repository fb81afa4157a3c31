import asyncio

from seedance_desktop.core.events import Event, VideoRemoved
from seedance_desktop.core.ids import VideoId
from seedance_desktop.engine.publisher import Publisher

FIRST, SECOND = VideoRemoved(VideoId("one")), VideoRemoved(VideoId("two"))


async def test_listeners_hear_every_event_in_order() -> None:
    publisher, heard = Publisher(), list[Event]()
    publisher.subscribe(heard.append)

    publisher.publish(FIRST)
    publisher.publish(SECOND)
    await asyncio.sleep(0)

    assert heard == [FIRST, SECOND]


async def test_who_has_stopped_listening_hears_not_even_what_was_on_its_way() -> None:
    publisher, heard = Publisher(), list[Event]()
    stop = publisher.subscribe(heard.append)

    publisher.publish(FIRST)
    stop()
    await asyncio.sleep(0)

    assert heard == []
