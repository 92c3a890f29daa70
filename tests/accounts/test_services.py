"""What the administration does to accounts, and what is forgotten."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from accounts.cleaning import forget
from accounts.models import Failure, Notice, NoticeKind, Session
from accounts.notices import tell
from directory.models import User
from notifications.accounts import announce
from notifications.models import Message
from tests.conftest import NOON
from tests.factories.directory import PASSWORD, UserFactory
from workflow.models import ExternalMail


@pytest.fixture
def kim(db) -> User:
    return UserFactory(username="kim", first_name="Kim", last_name="Muster", email="kim@example.org")


def command(*words: str) -> str:
    said = StringIO()
    call_command("account", *words, stdout=said)
    return said.getvalue().strip()


def test_an_account_is_shown(client, kim):
    client.force_login(kim)
    assert command("kim") == "kim: Kim Muster, kim@example.org, aktiv, Sitzungen: 1"


def test_an_address_is_changed_and_the_old_one_is_told(kim):
    command("kim", "address", "neu@example.org")
    kim.refresh_from_db()
    announce(NOON)
    assert (kim.email, ExternalMail.objects.get().address) == ("neu@example.org", "kim@example.org")
    assert Message.objects.get().recipient == kim


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("unsinn", "„unsinn“ ist keine E-Mail-Adresse."),
        ("", "„“ ist keine E-Mail-Adresse."),
        ("KAI@example.org", "Die Adresse gehört schon zu einem anderen Konto."),
    ],
)
def test_an_address_that_cannot_be_is_refused(kim, address, said):
    UserFactory(username="kai", email="kai@example.org")
    with pytest.raises(CommandError, match=said):
        command("kim", "address", address)
    kim.refresh_from_db()
    assert (kim.email, Notice.objects.exists()) == ("kim@example.org", False)


def test_the_same_address_tells_nobody(kim):
    command("kim", "address", "kim@example.org")
    assert not Notice.objects.exists()


def test_an_account_is_deactivated_and_comes_back_signed_out(client, kim):
    client.force_login(kim)
    assert command("kim", "deactivate") == "kim: Kim Muster, kim@example.org, deaktiviert, Sitzungen: 0"
    assert command("kim", "activate") == "kim: Kim Muster, kim@example.org, aktiv, Sitzungen: 0"
    assert client.get("/konto/sitzungen/").status_code == 302
    assert client.post("/konto/login/", {"login": "kim", "password": PASSWORD}).status_code == 302


def test_an_account_is_signed_out_everywhere(client, kim):
    client.force_login(kim)
    assert command("kim", "sign-out").endswith("Sitzungen: 0")


def test_an_account_that_does_not_exist_is_said(db):
    with pytest.raises(CommandError, match="Ein Konto „niemand“ gibt es nicht"):
        command("niemand")


def test_what_is_over_is_forgotten_and_nothing_else(client, kim):
    client.force_login(kim)
    now = datetime.now(UTC)
    for days in (1, 3):
        Failure.objects.create(
            account=str(days), since=now - timedelta(days=days), closed_until=now - timedelta(hours=1)
        )
        tell(NoticeKind.CLOSED, str(days), user=kim)
    tell(NoticeKind.CLOSED, "untold", user=kim)
    Notice.objects.exclude(key__endswith="untold").update(told_at=now)
    Notice.objects.exclude(key__endswith="1").update(at=F("at") - timedelta(days=31))
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(seconds=1))
    assert forget(now) == 3
    assert [row.account for row in Failure.objects.all()] == ["1"]
    assert sorted(notice.key for notice in Notice.objects.all()) == ["closed-1", "closed-untold"]
    assert Session.objects.get().user == kim
