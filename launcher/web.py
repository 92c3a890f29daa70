"""gunicorn's settings for the shared log: two processes with threads, one readable line per request."""

from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from launcher.ready import announce

QUIET = ("/static/", "/healthz", "/readyz")


class ShortLogger(Logger):  # type: ignore[misc] # gunicorn ships no types
    """Says who asked for what and how it ended; what belongs to every page and what only machines ask is left out."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """Write the line of one request."""
        if not req.path.startswith(QUIET):
            milliseconds = request_time.total_seconds() * 1000
            self.access_log.info("%s %s %s %.0f ms", req.method, req.uri, resp.status.split(" ", 1)[0], milliseconds)


def post_worker_init(worker: Worker) -> None:
    """Say that requests are answered."""
    announce()


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
