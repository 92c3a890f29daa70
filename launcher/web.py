"""gunicorn's settings for the shared log: two processes with threads, one readable line per request."""

from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http.wsgi import Response
from gunicorn.workers.base import Worker

from launcher.ready import announce

TRACE = "vertragswerk.trace"  # where the application leaves what may be said of a request (config/trace.py)
UNREADABLE = "Invalid request from"
QUIET = ("/static/", "/healthz", "/readyz")


class ShortLogger(Logger):  # type: ignore[misc] # gunicorn ships no types
    """Says which page was asked for and how it ended, in the application's words; what belongs to every page and what only machines ask is left out."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """Write the line of one request."""
        if not req.path.startswith(QUIET):
            milliseconds = request_time.total_seconds() * 1000
            what = environ.get(TRACE, "–")
            self.access_log.info("%s %s %s %.0f ms", req.method, what, resp.status.split(" ", 1)[0], milliseconds)

    def exception(self, msg: str, *_address: Any, **options: Any) -> None:
        """An error and the way to it, without the address that gunicorn names."""
        super().exception(msg.removesuffix(" %s"), **options)

    def warning(self, msg: str, *args: Any, **options: Any) -> None:
        """Of a request that cannot be read, whose it is; what is wrong with it may be its address."""
        super().warning(msg.split(": ", 1)[0] if msg.startswith(UNREADABLE) else msg, *args, **options)


def without_server(response: Response) -> list[str]:
    """The first lines of an answer, without the one that names this program."""
    return [line for line in HEADERS(response) if not line.startswith("Server:")]


def post_worker_init(worker: Worker) -> None:
    """Say that requests are answered."""
    announce()


HEADERS = Response.default_headers
Response.default_headers = without_server  # gunicorn has no setting for it

workers = 2
threads = 4
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 8
accesslog = "-"
loglevel = "warning"
logger_class = ShortLogger
logconfig_dict: dict[str, Any] = {}
