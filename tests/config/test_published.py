"""What the settings promise to the outside: hosts, cookies, headers."""

import importlib

import pytest
from django.test import Client

PRODUCTION = {
    "ALLOWED_HOSTS": "vertragswerk.example.org,andere.example.org",
    "SMTP_HOST": "smtp.example.org",
    "TRUSTED_PROXIES": "10.0.0.0/8",
    "SECRET_KEY": "only-for-this-test",
}


@pytest.fixture
def production(monkeypatch):
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SITE_URL", raising=False)
    return importlib.reload(importlib.import_module("config.settings.prod"))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:9123", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("angreifer.example", 400),
        ("192.168.1.20:8000", 400),
    ],
)
def test_the_demonstration_answers_on_this_machine_alone(settings, db, host, status):
    settings.ALLOWED_HOSTS = importlib.import_module("config.settings.demo").ALLOWED_HOSTS
    assert Client().get("/konto/login/", HTTP_HOST=host).status_code == status


def test_cookies_of_production_belong_to_one_host_over_tls(production):
    names = (production.SESSION_COOKIE_NAME, production.CSRF_COOKIE_NAME, production.DEVICE_COOKIE_NAME)
    assert [name.startswith("__Host-") for name in names] == [True, True, True]
    assert (production.SESSION_COOKIE_SECURE, production.CSRF_COOKIE_SECURE) == (True, True)
    assert (production.SESSION_COOKIE_HTTPONLY, production.CSRF_COOKIE_HTTPONLY) == (True, True)


def test_a_cookie_of_a_device_is_secure_where_sessions_are(settings, house):
    settings.SESSION_COOKIE_SECURE, settings.DEVICE_COOKIE_NAME = True, "__Host-geraet"
    answer = Client().post("/konto/login/", {"login": "baf", "password": "demo"})
    cookie = answer.cookies["__Host-geraet"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_links_of_production_name_the_first_host_unless_told_otherwise(production):
    assert production.SITE_URL == "https://vertragswerk.example.org"


@pytest.mark.parametrize("missing", ["ALLOWED_HOSTS", "TRUSTED_PROXIES"])
def test_production_does_not_start_without(production, monkeypatch, missing):
    monkeypatch.delenv(missing)
    with pytest.raises(RuntimeError, match=missing):
        importlib.reload(production)


@pytest.mark.parametrize("path", ["/konto/login/", "/gibt-es-nicht/", "/healthz", "/oeffentlich/preis/"])
def test_every_answer_forbids_what_no_page_needs(db, path):
    assert "camera=(), " in Client().get(path).headers["Permissions-Policy"]
