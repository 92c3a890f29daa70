"""Whose address counts: that of the client, as far as our own proxies name it."""

import pytest
from django.test import RequestFactory

from accounts.networks import client_address, network_of
from config.settings.env import networks

OURS = networks("10.0.0.0/8, fd00::/8")


@pytest.mark.parametrize(
    ("remote", "named", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "unsinn", "10.0.0.1"),
        ("10.0.0.1", "unsinn, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3", "10.0.0.3"),
        ("::ffff:10.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("", "198.51.100.1", "0.0.0.0"),
    ],
)
def test_only_our_proxies_are_believed(settings, remote, named, client):
    settings.TRUSTED_PROXIES = OURS
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=named)
    assert client_address(request) == client


def test_without_a_setting_nobody_is_believed():
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert client_address(request) == "10.0.0.1"


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")],
)
def test_a_network_is_an_address_or_a_prefix(address, network):
    assert network_of(address) == network
