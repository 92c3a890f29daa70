"""A partner that tries every address of another organisation: each answers as if there were nothing."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from contracts.models import Measure
from documents.models import Document, DocumentVersion
from notifications.models import Message
from notifications.services import drain
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, in_force, standing, unit, user
from workflow.desk import set_follow_up, write_note
from workflow.models import CaseTask, FollowUp, Outbox

SECRET = "Streng vertraulicher Vermerk"


def named(patterns, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every address with a name and with arguments."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name and pattern.pattern.converters:
            yield pattern.name, list(pattern.pattern.converters)


def plain(patterns) -> Iterator[str]:
    """Every address with a name and without arguments, but the sign-in's."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from plain(pattern.url_patterns)
        elif pattern.name and not pattern.pattern.converters and not pattern.name.startswith("account_"):
            yield pattern.name


PLAIN = sorted(set(plain(get_resolver().url_patterns)))
ADDRESSES = [
    (name, arguments) for name, arguments in named(get_resolver().url_patterns) if not name.startswith("account_")
]


@pytest.fixture
def foreign(house):
    """The other organisation's case with everything in it that has an address."""
    driver = in_coordination(partner="BAF")
    clerk = standing("sachbearbeitung")
    write_note(driver.case.pk, kind="status", text=SECRET, occurred_on=TODAY, standing=clerk, at=NOON)
    follow_up = FollowUp(on=TODAY.replace(year=2027), reason=SECRET, for_unit=unit("VI 3"))
    set_follow_up(driver.case.pk, follow_up, standing=clerk, at=NOON)
    Outbox.objects.update(sent_at=None)
    drain(NOON)
    return driver


def values(driver) -> dict[str, dict[str, list]]:
    """For every address the ids it could be tried with."""
    case = driver.case.pk
    tasks = list(CaseTask.objects.filter(process=case).values_list("pk", flat=True))
    documents = list(Document.objects.filter(case=case).values_list("pk", flat=True))
    versions = list(DocumentVersion.objects.filter(document__case=case).values_list("pk", flat=True))
    measures = list(Measure.objects.filter(contract=case).values_list("pk", flat=True))
    follow_ups = list(FollowUp.objects.filter(case=case).values_list("pk", flat=True))
    ids = {
        "task": tasks,
        "tasks": tasks,
        "portal-task": tasks,
        "portal-ask-back": tasks,
        "job-retry": tasks,
        "document-version": documents,
    }
    ids |= {
        "document-download": versions,
        "version-open-up": versions,
        "follow-up-cancel": follow_ups,
        "deputy-end": [1],
    }
    return {
        name: {
            "pk": ids.get(name, tasks if name.startswith("task-") else [case]), "case_pk": [case], "measure": measures, "entry": ["withdraw"],
            "kind": ["contract"], "year": [2025], "token": ["x"], "step": [1], "number": [1], "file": [1],
        }
        for name, _arguments in ADDRESSES
    }  # fmt: skip


@pytest.mark.parametrize("account", ["hjr", "jury1"])
def test_every_address_of_another_organisation_answers_404(client, foreign, account):
    client.force_login(user(account))
    tried, answers = values(foreign), {}
    for name, arguments in ADDRESSES:
        for pk in tried[name].get("pk", [None]) if "pk" in arguments else [None]:
            chosen = {key: pk if key == "pk" else tried[name].get(key, [1])[0] for key in arguments}
            for method in (client.get, client.post):
                answers[f"{method.__name__} {name} {pk}"] = method(reverse(name, kwargs=chosen)).status_code
    # A page that only takes forms says so (405) to everybody; what is reserved for an office says so (403) without naming anything.
    neutral = {
        "get task-claim",
        "get task-release",
        "get version-open-up",
        "get follow-up-cancel",
        "get deputy-end",
        "get involvement-end",
        "get job-retry",
        "post document-download",
        "post nomination-mailed",
    }
    wrong = {
        key: status for key, status in answers.items()
        if status != 404 and not (status == 405 and key.rsplit(" ", 1)[0] in neutral) and not _office_only(key, status)
    }  # fmt: skip
    assert wrong == {}
    assert len(answers) > 100


def _office_only(key: str, status: int) -> bool:
    """Pages that belong to a role: a stranger learns that, and not whether there is something behind the number."""
    return status == 403 and key.split()[1] in {
        "access-answer", "access-refuse", "case-new", "procedure", "job-retry", "portal-case", "portal-task", "portal-ask-back",
        "award-year", "award-year-edit", "award-year-extend",
        "award-jury", "award-jury-session", "award-jury-ranking", "award-jury-entry", "award-jury-file", "award-jury-page", "award-figures", "award-payments", "body-rules-edit",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/partner/", "/nachrichten/"])
def test_nothing_of_another_organisation_is_on_ones_own_pages(client, foreign, path):
    client.force_login(user("hjr"))
    text = client.get(path).content.decode()
    assert [word for word in (foreign.case.title, foreign.case.reference, SECRET) if word in text] == []


def test_no_message_went_to_the_wrong_partner(foreign):
    assert Message.objects.filter(recipient__username__in=["hjr", "iaf", "drk"]).count() == 0
    assert Message.objects.filter(recipient__username="baf").count() > 0


def test_a_partner_reads_of_its_own_case_what_was_released_and_nothing_internal(client, foreign):
    client.force_login(user("baf"))
    feedback = foreign.tasks("partner_feedback")[0].pk
    pages = [
        "/partner/",
        f"/partner/vorgaenge/{foreign.case.pk}/",
        f"/partner/aufgaben/{feedback}/",
        f"/vorgaenge/{foreign.case.pk}/massnahmen/",
    ]
    texts = {path: client.get(path) for path in pages}
    assert {path: answer.status_code for path, answer in texts.items()} == dict.fromkeys(pages, 200)
    together = "".join(answer.content.decode() for answer in texts.values())
    internal = [
        SECRET,
        "Aufnahme der Verhandlungen wird empfohlen",
        "Prüfvermerk",
        "Anna Sommer",
        "Mitzeichnung",
        "Facharbeitsgruppe",
    ]
    assert [word for word in internal if word in together] == []
    assert "Vertragstext" in together


def test_internal_papers_stay_internal(client, house):
    driver = in_force(partner="BAF")
    client.force_login(user("baf"))
    versions = {
        version.document.title: version for version in DocumentVersion.objects.filter(document__case=driver.case)
    }
    statuses = {}
    for title, version in versions.items():
        answer = client.get(reverse("document-download", args=[driver.case.pk, version.pk]))
        statuses[title] = answer.status_code
        if answer.streaming:
            b"".join(answer.streaming_content)
            for closer in answer._resource_closers:
                closer()
    assert statuses == {"Vertragstext": 200, "Gezeichnete Fassung (Land)": 404, "Gezeichnete Fassung (Partner)": 200}


def test_visitors_are_led_to_the_sign_in(client, foreign):
    for path in (
        "/aufgaben/",
        f"/vorgaenge/{foreign.case.pk}/",
        "/partner/",
        "/fristen/",
        "/verwaltung/",
        "/nachrichten/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.url.startswith("/konto/login/")) == (302, True)
