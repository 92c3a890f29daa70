"""Celery's worker with two changes for a shared log: short lines, and one line that says when it takes work."""

import sys
import warnings

from launcher.ready import announce


def main() -> None:
    """Run the worker until it is asked to end; it finishes the jobs it has begun."""
    from celery import signals

    from config.celery import app

    warnings.filterwarnings("ignore", "You're running the worker with superuser privileges")
    app.conf.worker_log_format = "%(levelname)s %(message)s"
    app.conf.worker_task_log_format = "%(levelname)s %(task_name)s %(message)s"
    signals.worker_ready.connect(lambda **_: announce(), weak=False)
    options = ("--loglevel=WARNING", "--concurrency=2", "--without-mingle", "--without-gossip")
    app.worker_main(["--quiet", "worker", *options, *sys.argv[1:]])


if __name__ == "__main__":
    main()
