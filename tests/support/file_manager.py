"""A file manager on the session bus that only notes down what it is asked to show.

python file_manager.py LOG        writes a line "ready", then one of JSON for each call
"""

import json
import sys
from pathlib import Path

from jeepney import HeaderFields, MessageType, message_bus, new_method_return
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME = "org.freedesktop.FileManager1"


def serve(log: Path) -> None:
    connection: DBusConnection = open_dbus_connection("SESSION")
    Proxy(message_bus, connection).RequestName(NAME)
    with log.open("a", encoding="utf-8") as notes:
        print("ready", flush=True)  # noqa: T201  whoever started it waits for this line
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                asked = message.header.fields.get(HeaderFields.member)
                print(json.dumps([asked, *message.body]), file=notes, flush=True)
                connection.send(new_method_return(message))


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
