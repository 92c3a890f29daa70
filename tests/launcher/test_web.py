"""The web server's own lines: in the log, and in the first lines of an answer."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.http.wsgi import Response

from config import trace
from launcher.web import TRACE, ShortLogger

SECRET = "/oeffentlich/preis/nominierung/q7Zk-geheim/3/?q=Muster"


@pytest.fixture
def log(caplog):
    logger = ShortLogger(Config())
    for each in (logger.access_log, logger.error_log):
        each.propagate = True
    caplog.set_level(logging.INFO)
    return logger


def said(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize(
    ("environ", "line"),
    [({TRACE: "nomination-step step=3"}, "GET nomination-step step=3 200 12 ms"), ({}, "GET – 200 12 ms")],
)
def test_a_request_is_logged_in_the_words_of_the_application(log, caplog, environ, line):
    request = SimpleNamespace(path=SECRET.partition("?")[0], uri=SECRET, method="GET")
    log.access(SimpleNamespace(status="200 OK"), request, environ, timedelta(milliseconds=12))
    assert said(caplog) == [line]


def test_both_sides_mean_the_same_place():
    assert trace.TRACE == TRACE


def test_a_request_that_cannot_be_read_or_answered_leaves_no_address_in_the_log(log, caplog):
    unreadable = f"Invalid request from ip=203.0.113.9: Invalid HTTP request line: {SECRET}"
    log.warning(unreadable)
    log.exception("Error handling request %s", SECRET)
    assert said(caplog) == ["Invalid request from ip=203.0.113.9", "Error handling request"]


def test_an_answer_does_not_name_the_program():
    response = Response(SimpleNamespace(version=(1, 1), should_close=lambda: False, method="GET"), None, None)
    response.status, response.response_length = "200 OK", 0
    lines = response.default_headers()
    assert [line.split(":")[0] for line in lines] == ["HTTP/1.1 200 OK\r\n", "Date", "Connection"]
