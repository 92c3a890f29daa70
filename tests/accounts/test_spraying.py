"""Twenty accounts sprayed through two web processes, while a colleague of the same house mistypes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from accounts.attempts import ONE_PLACE, SPRAYED, Attempt, admit
from accounts.models import Failure, Notice
from tests.child import result, start
from tests.factories.directory import PASSWORD, UserFactory

pytestmark = pytest.mark.race
OFFICE, LOGIN = "203.0.113.9", "/konto/login/"
COMMON = "Sommer2026!"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def sign_in(client: Client, name: str, password: str, address: str = OFFICE) -> int:
    return client.post(LOGIN, {"login": name, "password": password}, REMOTE_ADDR=address).status_code


def spray(names: list[str]) -> dict[str, int]:
    """In a web process of its own: one common password at many accounts."""
    return {name: sign_in(Client(SERVER_NAME="localhost"), name, COMMON) for name in names}


@pytest.mark.slow
def test_the_sprayer_is_stopped_and_the_colleague_is_not(race_db):
    names = [f"konto{number:02}" for number in range(20)]
    for name in names[:-2]:
        UserFactory(username=name)
    for name in names[-2:]:  # what the sprayer hopes for
        weak = UserFactory(username=name)
        weak.set_password(COMMON)
        weak.save()
    colleague = Client()
    UserFactory(username="kollegin")
    assert sign_in(colleague, "kollegin", PASSWORD) == 302
    colleague.post("/konto/logout/")

    processes = [start(spray, names[half::2]) for half in range(2)]
    answers = {name: status for process in processes for name, status in result(process).items()}

    looked_at = [name for name, status in answers.items() if status != 429]
    assert SPRAYED <= len(looked_at) <= SPRAYED + 1  # two processes may look at the same moment
    assert [answers[name] for name in names[-2:]] == [429, 429]
    assert Failure.objects.exclude(account="").exclude(place="").count() == len(looked_at) + 1
    assert [notice.data["network"] for notice in Notice.objects.filter(kind="sprayed")] == [OFFICE]
    assert [sign_in(colleague, "kollegin", password) for password in ("Komma", "Punkt", PASSWORD)] == [422, 422, 302]
    assert sign_in(Client(), names[0], PASSWORD, "198.51.100.7") == 302


def test_many_at_once_are_not_more_than_one_after_the_other(race_db):
    def admitted(_number: int) -> bool:
        try:
            return admit(Attempt("kim", OFFICE), AT) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(admitted, range(24))) == ONE_PLACE.free
