"""Passwords that are tried too often: the wait grows where they are tried, and nobody keeps somebody else out."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.attempts import (
    ANYWHERE,
    NETWORK,
    ONE_PLACE,
    SPRAYED,
    SPRAYED_EVERYWHERE,
    Attempt,
    admit,
    fail,
    forgive,
    succeed,
)
from accounts.models import Failure, Notice
from tests.factories.directory import UserFactory

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HERE = "203.0.113.9"
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def try_wrong(attempt: Attempt, at: datetime, times: int = 1) -> int:
    """How many of so many wrong passwords were looked at."""
    looked_at = 0
    for _time in range(times):
        if admit(attempt, at) is None:
            fail(attempt, at)
            looked_at += 1
    return looked_at


@pytest.mark.parametrize(
    ("count", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (11, 900), (5000, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(count, seconds):
    assert ONE_PLACE.wait_after(count) == timedelta(seconds=seconds)


def test_five_wrong_passwords_close_the_account_where_they_were_tried(db):
    kim = Attempt("kim", HERE)
    assert try_wrong(kim, AT, 8) == 5
    assert admit(kim, AT) == AT + 30 * SECOND
    assert try_wrong(kim, AT + 30 * SECOND, 8) == 1
    assert admit(kim, AT + 31 * SECOND) == AT + 90 * SECOND
    assert admit(Attempt("kim", "203.0.113.10"), AT + 31 * SECOND) is None
    assert admit(Attempt("kai", HERE), AT + 31 * SECOND) is None


def test_however_a_name_is_written_it_is_one_account(db):
    assert [try_wrong(Attempt(name, HERE), AT, 2) for name in ("kim", "Kim ", " KIM")] == [2, 2, 1]


def test_the_right_password_begins_the_count_anew(db):
    kim = Attempt("kim", HERE)
    try_wrong(kim, AT, 4)
    assert admit(kim, AT) is None
    succeed(kim, AT)
    assert try_wrong(kim, AT, 8) == 5


def test_what_was_counted_a_day_ago_is_forgotten(db):
    kim = Attempt("kim", HERE)
    assert try_wrong(kim, AT, 6) == 5
    assert try_wrong(kim, AT + DAY + SECOND, 8) == 5


def test_a_known_device_gets_in_while_strangers_try(db):
    for number in range(ANYWHERE.free):
        try_wrong(Attempt("kim", f"198.51.100.{number}"), AT)
    assert admit(Attempt("kim", HERE), AT) == AT + MINUTE
    assert admit(Attempt("kim", HERE, device="device-a"), AT) is None


def test_a_known_device_is_no_free_pass(db):
    kim = Attempt("kim", HERE, device="device-a")
    assert try_wrong(kim, AT, 8) == 5
    assert admit(Attempt("kim", HERE), AT) is None


def test_a_network_is_closed_to_strange_devices_after_a_hundred_failures(db):
    names = [f"konto{number % (SPRAYED - 1)}" for number in range(NETWORK.free)]
    for number, name in enumerate(names):
        attempt = Attempt(name, HERE)
        at = AT + 20 * SECOND * number
        Failure.objects.filter(place=HERE).exclude(account="").update(closed_until=at)
        assert try_wrong(attempt, at) == 1
    assert admit(Attempt("kim", HERE), at) == at + MINUTE
    assert admit(Attempt("kim", HERE, device="device-a"), at) is None
    assert admit(Attempt("kim", "203.0.113.10"), at) is None


def test_whoever_sprays_gets_no_further_than_ten_accounts_an_hour(db):
    tried = [try_wrong(Attempt(f"konto{number}", HERE), AT + number * SECOND) for number in range(20)]
    assert tried == 10 * [1] + 10 * [0]
    assert admit(Attempt("konto15", HERE), AT + 30 * SECOND) == AT + HOUR
    assert admit(Attempt("konto15", HERE), AT + HOUR + SECOND) is None


def test_colleagues_who_mistype_and_get_in_are_no_spraying(db):
    for number in range(3 * SPRAYED):
        kim = Attempt(f"konto{number}", HERE)
        assert try_wrong(kim, AT, 2) == 2
        assert admit(kim, AT) is None
        succeed(kim, AT)
    assert not Notice.objects.exists()


def test_the_owner_hears_of_it_once_a_day(db):
    owner = UserFactory(username="kim")
    try_wrong(Attempt("kim", HERE), AT, 4)
    assert not Notice.objects.exists()
    for at in (AT, AT + HOUR, AT + DAY):
        try_wrong(Attempt("Kim", HERE), at, 2)
    assert list(Notice.objects.values_list("kind", "user", "data__network")) == 2 * [("closed", owner.pk, HERE)]


def test_an_account_that_does_not_exist_is_refused_alike_and_nobody_hears(db):
    assert try_wrong(Attempt("niemand", HERE), AT, 8) == 5
    assert not Notice.objects.exists()


def test_spraying_alarms_the_administration_once_an_hour(db, caplog):
    for number in range(20):
        try_wrong(Attempt(f"konto{number}", HERE), AT + number * SECOND)
    assert [(notice.kind, notice.user, notice.data) for notice in Notice.objects.all()] == [
        ("sprayed", None, {"network": HERE, "accounts": 10})
    ]
    assert [record.getMessage() for record in caplog.records] == [f"passwords are tried on 10 accounts from {HERE}"]


def test_spraying_from_many_networks_alarms_too(db):
    for number in range(SPRAYED_EVERYWHERE):
        try_wrong(Attempt(f"konto{number}", f"198.51.100.{number}"), AT)
    assert Notice.objects.get().data == {"network": "", "accounts": SPRAYED_EVERYWHERE}


def test_what_is_typed_as_a_name_is_not_stored(db):
    try_wrong(Attempt("Mein-Passwort-23", HERE), AT)
    assert "Passwort" not in str(list(Failure.objects.values()))


def test_whoever_holds_the_link_is_let_in_again_everywhere(db):
    kim = Attempt("kim", HERE)
    try_wrong(kim, AT, 5)
    forgive("Kim", AT)
    assert admit(kim, AT) is None
