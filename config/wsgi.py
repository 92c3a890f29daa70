"""Entry point for gunicorn."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class Request(WSGIRequest):
    """Addresses and forms are UTF-8, whatever encoding a header names: with some names Django can read neither and fails before any page is asked."""

    encoding: Any = property(lambda self: None, lambda self, named: None)


class Handler(WSGIHandler):
    """Django's, with our way of reading."""

    request_class = Request


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
django.setup(set_prefix=False)
application = Handler()
