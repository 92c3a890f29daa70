"""Einsicht: who asks, who decides, what is opened and until when, and that a question tells nothing."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from directory.models import Deputyship, Membership, Rank
from tests.conftest import NOON, TODAY
from tests.factories.contracts import proposal, standing, unit, user
from workflow.access import Wish, ask, grant, openable, refuse, waiting_for
from workflow.errors import AlreadyDoneError, InputError, NotAllowedError
from workflow.exclusion import exclude
from workflow.models import AccessAnswer, AccessRequest, Case, CaseEvent, Concern, Confidentiality, Participation
from workflow.participations import Involvement, involve
from workflow.parties import parties_of
from workflow.states import Extent, Why

UNTIL = TODAY + timedelta(days=30)
PAGE = reverse("access")


def secret(**kwargs) -> Case:
    """Restricted, led by VI 3."""
    case = proposal(title="Geheimes Vorhaben", **kwargs).case
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    return Case.objects.get(pk=case.pk)


def by(account: str) -> dict:
    return {"standing": standing(account), "at": NOON}


def asked(account: str = "abteilungsleitung", **wish) -> AccessRequest:
    if not wish:
        wish = {"unit": unit("VI 3")}
    return ask(Wish("Aufsicht über das Referat", **wish), **by(account))


def reads(account: str, case: Case, day=TODAY) -> bool:
    return Case.objects.in_full_view_of(standing(account, day)).filter(pk=case.pk).exists()


def waiting(account: str) -> list[AccessRequest]:
    return list(waiting_for(standing(account)))


def test_the_head_of_the_unit_lets_the_asker_into_the_cases_she_chooses_until_a_day(house):
    opened, closed = secret(), secret()
    request = asked()
    assert waiting("referatsleitung") == [request]
    grant(request.pk, [opened.pk], UNTIL, **by("referatsleitung"))
    request.refresh_from_db()
    assert (request.answer, request.until, request.decided_by) == (AccessAnswer.GRANTED, UNTIL, user("referatsleitung"))
    assert (reads("abteilungsleitung", opened), reads("abteilungsleitung", closed)) == (True, False)
    assert (
        not Case.objects.visible_to(standing("abteilungsleitung", UNTIL + timedelta(days=1)))
        .filter(pk=opened.pk)
        .exists()
    )
    row = Concern.objects.get(case=opened, why=Why.INVOLVED)
    assert (row.extent, row.until) == (Extent.LIST, UNTIL)
    event = CaseEvent.objects.get(case=opened, action="let_in")
    assert (event.actor, event.data["unit"], event.data["until"], event.data["reason"]) == (
        user("referatsleitung"), "Eva Lindner", UNTIL.isoformat(), "Aufsicht über das Referat",
    )  # fmt: skip
    assert not CaseEvent.objects.filter(case=closed, action="let_in").exists()
    assert waiting("referatsleitung") == []


def test_a_refusal_opens_nothing_and_says_why(house):
    case, request = secret(), asked()
    with pytest.raises(InputError, match="begründen"):
        refuse(request.pk, "  ", **by("referatsleitung"))
    refuse(request.pk, "Es geht um Sie.", **by("referatsleitung"))
    request.refresh_from_db()
    assert (request.answer, request.words, reads("abteilungsleitung", case)) == (
        AccessAnswer.REFUSED,
        "Es geht um Sie.",
        False,
    )
    assert not CaseEvent.objects.filter(action="let_in").exists()


@pytest.mark.parametrize(
    ("account", "named", "allowed"),
    [
        ("abteilungsleitung", "VI 3", True),
        ("staatssekretaer", "VI 3", True),
        ("ministerin", "VI", True),
        ("abteilungsleitung", "VI", False),
        ("abteilungsleitung", "Z 1", False),
        ("referatsleitung2", "VI 3", False),
        ("referatsleitung", "VI 3", False),
        ("sachbearbeitung", "VI 3", False),
        ("revision", "VI 3", False),
        ("registratur", "VI 3", False),
        ("hmkb", "VI 3", False),
        ("baf", "VI 3", False),
    ],
)
def test_heads_ask_units_below_them(house, account, named, allowed):
    if allowed:
        assert asked(account, unit=unit(named)).asked_by == user(account)
    else:
        with pytest.raises(NotAllowedError, match="Leitungen"):
            asked(account, unit=unit(named))
    assert AccessRequest.objects.count() == int(allowed)


@pytest.mark.parametrize(
    "account", ["abteilungsleitung", "fachadmin", "datenschutz", "registratur", "sachbearbeitung", "baf"]
)
def test_only_the_revision_asks_by_reference(house, account):
    with pytest.raises(NotAllowedError):
        asked(account, reference=secret().reference)


def test_a_deputy_asks_and_decides_for_her_principal_in_her_own_name(house):
    case = secret()
    dated = {"valid_from": TODAY, "valid_to": TODAY}
    Deputyship.objects.create(principal=user("abteilungsleitung"), deputy=user("recht"), **dated)
    Deputyship.objects.create(principal=user("referatsleitung"), deputy=user("sachbearbeitung"), **dated)
    request = asked("recht")
    grant(request.pk, [case.pk], UNTIL, **by("sachbearbeitung"))
    assert (reads("recht", case), reads("abteilungsleitung", case)) == (True, False)


def test_whoever_no_longer_may_ask_is_not_let_in(house):
    case, request = secret(), asked()
    Membership.objects.filter(user=user("abteilungsleitung")).update(rank=Rank.CASE_WORKER)
    with pytest.raises(NotAllowedError, match="nicht mehr"):
        grant(request.pk, [case.pk], UNTIL, **by("referatsleitung"))
    assert not reads("abteilungsleitung", case)
    refuse(request.pk, "Nicht mehr zuständig.", **by("referatsleitung"))


@pytest.mark.parametrize(
    "account",
    ["sachbearbeitung", "referatsleitung2", "abteilungsleitung", "staatssekretaer", "fachadmin", "revision", "baf"],
)
def test_a_request_to_a_unit_is_decided_by_its_head_alone(client, house, account):
    case, request = secret(), asked()
    assert waiting(account) == []
    for decide in (
        lambda: grant(request.pk, [case.pk], UNTIL, **by(account)),
        lambda: refuse(request.pk, "nein", **by(account)),
    ):
        with pytest.raises(NotAllowedError, match="Leitung der Federführung"):
            decide()
    client.force_login(user(account))
    shut = 403 if account == "sachbearbeitung" else 404
    assert client.get(reverse("access-answer", args=[request.pk])).status_code == shut
    for name in ("access-answer", "access-refuse"):
        answer = client.post(reverse(name, args=[request.pk]), {"words": "x", "until": UNTIL.isoformat()})
        assert answer.status_code == shut
    request.refresh_from_db()
    assert request.decided_at is None


def test_nobody_decides_on_her_own_request(house):
    case = secret()
    Case.objects.filter(pk=case.pk).update(lead_unit=unit("VI"))
    request = asked("staatssekretaer", unit=unit("VI"))
    Deputyship.objects.create(principal=user("abteilungsleitung"), deputy=user("staatssekretaer"), valid_from=TODAY)
    assert waiting("staatssekretaer") == []
    assert waiting("abteilungsleitung") == [request]


def test_only_restricted_cases_of_the_unit_that_are_not_open_to_the_asker_are_offered(house):
    mine, normal = secret(), proposal().case
    elsewhere, known, excluded, hidden = secret(), secret(), secret(), secret()
    Case.objects.filter(pk=elsewhere.pk).update(lead_unit=unit("VI 2"))
    involve(known.pk, Involvement(user("abteilungsleitung"), until=UNTIL, reason="x"), **by("sachbearbeitung"))
    exclude(excluded.pk, user("abteilungsleitung"), "verwandt", **by("referatsleitung"))
    exclude(hidden.pk, user("referatsleitung"), "verwandt", **by("referatsleitung"))
    request = asked()
    assert list(openable(request, standing("referatsleitung"))) == [mine]
    for other in (normal, elsewhere, known, excluded, hidden):
        with pytest.raises(InputError, match="keinen Vorgang"):
            grant(request.pk, [mine.pk, other.pk], UNTIL, **by("referatsleitung"))
    assert not reads("abteilungsleitung", mine)


def test_the_end_lies_ahead_and_there_is_something_to_open(house):
    case, request = secret(), asked()
    with pytest.raises(InputError, match="Vergangenheit"):
        grant(request.pk, [case.pk], TODAY - timedelta(days=1), **by("referatsleitung"))
    with pytest.raises(InputError, match="keinen Vorgang"):
        grant(request.pk, [], UNTIL, **by("referatsleitung"))
    request.refresh_from_db()
    assert (request.decided_at, Participation.objects.count()) == (None, 0)


def test_one_open_request_is_enough(house):
    secret()
    request = asked()
    with pytest.raises(InputError, match="noch offen"):
        asked()
    asked("staatssekretaer")
    refuse(request.pk, "nein", **by("referatsleitung"))
    asked()
    with pytest.raises(AlreadyDoneError):
        refuse(request.pk, "nein", **by("referatsleitung"))
    assert AccessRequest.objects.count() == 3


def test_a_request_names_its_reason_and_its_subject(house):
    for wish, field in ((Wish(" ", unit=unit("VI 3")), "reason"), (Wish("x"), "reference")):
        with pytest.raises(InputError) as refused:
            ask(wish, **by("abteilungsleitung"))
        assert refused.value.field == field


# by reference


def test_the_revision_asks_and_the_lead_lets_it_in(house):
    case = secret()
    request = asked("revision", reference=f" {case.reference} ")
    assert waiting("referatsleitung") == [request] == waiting("fachadmin")
    assert waiting("referatsleitung2") == waiting("abteilungsleitung") == []
    grant(request.pk, [case.pk], UNTIL, **by("referatsleitung"))
    assert reads("revision", case)
    assert CaseEvent.objects.get(case=case, action="let_in").data["unit"] == "Paul Quandt"


def test_the_fachadministration_lets_the_revision_in_and_reads_nothing_itself(client, house):
    case = secret()
    request = asked("revision", reference=case.reference)
    client.force_login(user("fachadmin"))
    page = client.get(reverse("access-answer", args=[request.pk])).content.decode()
    assert (case.reference in page, "Geheim" in page) == (True, False)
    answer = client.post(reverse("access-answer", args=[request.pk]), {"until": UNTIL.isoformat()})
    assert answer.status_code == 302
    assert (reads("revision", case), reads("fachadmin", case)) == (True, False)
    assert CaseEvent.objects.get(case=case, action="let_in").actor == user("fachadmin")


@pytest.mark.parametrize("restricted", [True, False])
def test_a_head_with_nothing_to_open_is_told_so(client, house, restricted):
    case, request = secret(), asked()
    if not restricted:
        Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.NORMAL)
    client.force_login(user("referatsleitung"))
    page = client.get(reverse("access-answer", args=[request.pk])).content.decode()
    assert ('name="until"' in page, "keinen vertraulichen Vorgang" in page) == (restricted, not restricted)
    assert reverse("access-refuse", args=[request.pk]) in page


def told(client) -> str:
    """What the page of the asker says, without the tokens of its form."""
    page = client.get(PAGE).content.decode()
    return re.sub(
        r'name="(csrfmiddlewaretoken|once)" value="[\w-]+"', "", page[page.index("<main") : page.index("</main>")]
    )


@pytest.mark.parametrize("excluded", [True, False])
def test_a_case_that_is_not_there_and_one_that_is_look_the_same_to_the_asker(client, house, excluded):
    case = secret()
    if excluded:
        exclude(case.pk, user("revision"), "verwandt", **by("referatsleitung"))
    client.force_login(user("revision"))
    shown = []
    for reference in (f"{case.reference}9", case.reference):
        answer = client.post(PAGE, {"reference": reference, "reason": "Prüfung"})
        request = AccessRequest.objects.get(reference=reference)
        shown.append((answer.status_code, told(client).replace(reference, "#")))
        refuse(request.pk, "Keine Einsicht.", **by("fachadmin"))
        shown.append(told(client).replace(reference, "#"))
        AccessRequest.objects.all().delete()
    assert shown[:2] == shown[2:]


def test_nobody_is_let_into_what_is_not_there(house):
    case = secret()
    request = asked("revision", reference=f"{case.reference}9")
    assert waiting("referatsleitung") == []
    assert waiting("fachadmin") == [request]
    with pytest.raises(InputError, match="keinen Vorgang"):
        grant(request.pk, [case.pk], UNTIL, **by("fachadmin"))


def test_a_head_who_is_excluded_does_not_learn_that_somebody_asks_about_it(house):
    case = secret()
    asked("revision", reference=case.reference)
    exclude(case.pk, user("referatsleitung"), "verwandt", **by("referatsleitung"))
    assert waiting("referatsleitung") == []


def test_what_is_open_already_need_not_be_asked_for(house):
    with pytest.raises(InputError, match="bereits offen"):
        asked("revision", reference=proposal().case.reference)


# letting a person in


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"until": None}, "until"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"reason": " "}, "reason"),
        ({"who": "baf"}, "person"),
        ({"who": "hmkb"}, "person"),
        ({"who": "jury1"}, "person"),
    ],
)
def test_a_person_of_the_house_is_let_in_until_a_day_and_for_a_reason(house, changed, field):
    case = secret()
    wanted = {"who": "presse", "until": UNTIL, "reason": "Anfrage"} | changed
    with pytest.raises(InputError) as refused:
        involve(case.pk, Involvement(user(wanted.pop("who")), **wanted), **by("sachbearbeitung"))
    assert refused.value.field == field
    assert not Participation.objects.exists()


def test_nobody_is_let_in_where_she_is_excluded(house):
    case = secret()
    exclude(case.pk, user("presse"), "verwandt", **by("referatsleitung"))
    with pytest.raises(InputError, match="ausgeschlossen"):
        involve(case.pk, Involvement(user("presse"), until=UNTIL, reason="x"), **by("sachbearbeitung"))


def test_what_has_run_out_makes_way_and_is_listed_no_more(client, house):
    case, later = secret(), UNTIL + timedelta(days=1)
    wanted = Involvement(user("presse"), until=UNTIL, reason="Anfrage")
    involve(case.pk, wanted, **by("sachbearbeitung"))
    with pytest.raises(InputError, match="bereits beteiligt"):
        involve(case.pk, wanted, **by("sachbearbeitung"))
    assert [party.detail for party in parties_of(case, UNTIL) if party.participation] == [
        f"die ganze Akte, bis {UNTIL:%d.%m.%Y}, Anfrage"
    ]
    assert [party for party in parties_of(case, later) if party.participation] == []
    again = Involvement(user("presse"), until=later, reason="Nachfrage")
    involve(case.pk, again, standing=standing("sachbearbeitung", later), at=NOON + timedelta(days=31))
    assert reads("presse", case, later)
    assert Participation.objects.filter(ended_at=None).count() == 1


def test_the_lead_lets_a_person_in_on_the_page(client, house):
    case = secret()
    client.force_login(user("sachbearbeitung"))
    page, data = reverse("case-beteiligen", args=[case.pk]), {"kind": "information", "extent": "2"}
    person = {"person": user("presse").pk, "until": UNTIL.isoformat(), "reason": "Anfrage"}
    for wrong in ({}, {"unit": unit("Presse").pk, **person}, {**person, "until": ""}, {**person, "reason": ""}):
        assert client.post(page, data | wrong).status_code == 422, wrong
    assert client.post(page, data | person).status_code == 302
    assert reads("presse", case)
    assert "Lena Fuchs" in client.get(reverse("case-parties", args=[case.pk])).content.decode()


# pages


@pytest.mark.parametrize(
    ("account", "status", "fields"),
    [
        ("abteilungsleitung", 200, {"unit", "reason"}),
        ("revision", 200, {"reference", "reason"}),
        ("referatsleitung", 200, None),
        ("fachadmin", 200, None),
        *((account, 403, None) for account in ("sachbearbeitung", "datenschutz", "hmkb", "jury1", "baf")),
    ],
)
def test_each_is_offered_what_she_may_ask(client, house, account, status, fields):
    client.force_login(user(account))
    answer = client.get(PAGE)
    assert answer.status_code == status
    if status == 200:
        assert answer.context["may_ask"] == bool(fields)
        assert set(answer.context["form"].fields) == (fields or {"reason"})


def test_whoever_is_head_and_revision_at_once_asks_one_of_both(client, house):
    Deputyship.objects.create(principal=user("abteilungsleitung"), deputy=user("revision"), valid_from=TODAY)
    client.force_login(user("revision"))
    both = {"unit": unit("VI 3").pk, "reference": "x", "reason": "Prüfung"}
    assert client.post(PAGE, both).status_code == 422
    assert client.post(PAGE, both | {"reference": "", "unit": ""}).status_code == 422
    assert client.post(PAGE, both | {"reference": ""}).status_code == 302


def test_a_request_is_asked_and_answered_on_the_page(client, house):
    opened, closed = secret(), secret()
    Case.objects.filter(pk=closed.pk).update(title="Anderes Geheimnis")
    client.force_login(user("abteilungsleitung"))
    begun = client.get(f"{PAGE}?einheit={unit('VI 3').pk}").context["form"]
    assert begun.initial["unit"] == unit("VI 3").pk
    assert client.post(PAGE, {"unit": unit("VI 3").pk, "reason": "Aufsicht"}).status_code == 302
    request = AccessRequest.objects.get()
    client.force_login(user("referatsleitung"))
    for page in (reverse("inbox"), reverse("deadlines")):
        assert "1 Bitte um Einsicht" in client.get(page).content.decode()
    answer = reverse("access-answer", args=[request.pk])
    assert "Anderes Geheimnis" in client.get(answer).content.decode()
    assert client.post(reverse("access-refuse", args=[request.pk]), {"words": " "}).status_code == 422
    assert client.get(reverse("access-refuse", args=[request.pk])).url == answer
    granted = {"cases": [opened.pk], "until": UNTIL.isoformat()}
    for wrong in ({"until": ""}, {"until": "2026-01-01"}, {"cases": []}, {"cases": [999]}):
        assert client.post(answer, granted | wrong).status_code == 422, wrong
    assert client.post(answer, granted).status_code == 302
    assert client.get(answer).status_code == 404
    assert "Bitte um Einsicht" not in client.get(reverse("inbox")).content.decode()
    client.force_login(user("abteilungsleitung"))
    text = client.get(PAGE).content.decode()
    assert (opened.reference in text, closed.reference in text, "Anderes Geheimnis" in text) == (True, False, False)
    Participation.objects.update(ended_at=NOON)
    assert opened.reference not in client.get(PAGE).content.decode()


def test_a_refusal_on_the_page_reaches_the_asker(client, house):
    request = asked()
    client.force_login(user("referatsleitung"))
    answer = client.post(
        reverse("access-refuse", args=[request.pk]), {"words": "Bitte sprechen Sie mich an."}, follow=True
    )
    assert "Die Antwort ist gegeben; Eva Lindner erfährt davon." in answer.content.decode()
    client.force_login(user("abteilungsleitung"))
    text = client.get(PAGE).content.decode()
    assert ("abgelehnt" in text, "Bitte sprechen Sie mich an." in text) == (True, True)


def test_whoever_decides_on_nothing_is_spared_the_question(house, django_assert_num_queries):
    clerk, member = standing("sachbearbeitung"), standing("hmkb")
    with django_assert_num_queries(0):
        assert [*waiting_for(clerk), *waiting_for(member)] == []


@pytest.mark.parametrize("number", [1, 8])
def test_the_page_costs_the_same_however_many_requests_there_are(client, house, django_assert_num_queries, number):
    case = secret()
    for _one in range(number):
        request = asked()
        grant(request.pk, [case.pk], UNTIL, **by("referatsleitung"))
        Participation.objects.filter(request=request, ended_at=None).update(
            ended_at=NOON
        ) if _one < number - 1 else None
    client.force_login(user("abteilungsleitung"))
    client.get(PAGE)
    with django_assert_num_queries(11):
        client.get(PAGE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": None, "reference": ""},
        {"reference": "X/1"},
        {"answer": "granted"},
        {"answer": "refused", "decided_at": NOON},
        {"answer": "refused", "decided_at": NOON, "decided": True},
        {"answer": "granted", "decided_at": NOON, "decided": True},
    ],
)
def test_the_database_keeps_a_request_whole(house, wrong):
    row = {"unit": unit("VI 3"), "reason": "x", "asked_by": user("ministerin"), "asked_at": NOON} | wrong
    if row.pop("decided", False):
        row["decided_by"] = user("referatsleitung")
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRequest.objects.create(**row)


def test_the_database_knows_no_endless_grant_and_no_second_open_request(house):
    case, request = secret(), asked()
    rows = {"person": user("presse"), "added_by": user("ministerin"), "added_at": NOON}
    with pytest.raises(IntegrityError, match="participation_of_person_ends"), transaction.atomic():
        Participation.objects.create(case=case, **rows)
    request.pk = None
    with pytest.raises(IntegrityError, match="access_asked_once"), transaction.atomic():
        request.save(force_insert=True)
