"""The address of the application, taken before anything is started and handed to the web server as an open socket."""

import errno
import socket
from collections.abc import Mapping
from contextlib import ExitStack

from launcher.problems import Problem

BACKLOG = 512
ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def port_from(environ: Mapping[str, str]) -> int:
    """Return PORT, by default 8000; raises Problem when it is not the number of a port."""
    text = environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"PORT={text} ist keine Portnummer. Erlaubt sind 1 bis 65535, zum Beispiel: make run PORT=8080")
    return int(text)


def listen(port: int, sockets: ExitStack) -> tuple[int, ...]:
    """Open the port on this machine's own addresses and return the descriptors.

    Raises Problem when somebody else has the port or it is reserved.
    """
    descriptors = []
    for family, host in ADDRESSES:
        try:
            opened = sockets.enter_context(socket.socket(family, socket.SOCK_STREAM))
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((host, port))
            opened.listen(BACKLOG)
        except OSError as error:
            if family == socket.AF_INET6 and error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                continue  # a machine without IPv6 is served on the other address alone
            if error.errno == errno.EADDRINUSE:
                raise Problem(
                    f"Port {port} ist schon belegt. Anderer Port, zum Beispiel: make run PORT={8080 if port != 8080 else 8000}"
                ) from None
            raise Problem(
                f"Port {port} lässt sich nicht öffnen ({error.strerror}). Anderer Port: make run PORT=8080"
            ) from None
        descriptors.append(opened.fileno())
    return tuple(descriptors)
