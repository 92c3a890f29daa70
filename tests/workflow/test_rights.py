"""The page of those who look after rights: whom it is for, what it says of a person and of a case, and that no content is in it."""

from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse

from directory.models import Deputyship
from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, proposal, standing, user
from workflow import access
from workflow.access import Wish
from workflow.exclusion import exclude
from workflow.models import Case, Confidentiality
from workflow.participations import Involvement, end_involvement, involve
from workflow.rights import people_called, reach
from workflow.states import Extent, Why

RIGHTS = reverse("rights")
EXAMINERS = ("fachadmin", "datenschutz", "revision")


def secret(**kwargs) -> Case:
    """A restricted case with a title nobody may read who is not on its list."""
    case = proposal(title="Geheimes Vorhaben", **kwargs).case
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    return Case.objects.get(pk=case.pk)


def ask(client, account: str, **asked):
    client.force_login(user(account))
    return client.get(f"{RIGHTS}?{urlencode(asked)}")


@pytest.mark.parametrize(
    ("account", "status"),
    [
        *((one, 200) for one in EXAMINERS),
        *((one, 403) for one in ("sachbearbeitung", "ministerin", "recht", "hmkb", "baf", "jury1")),
    ],
)
def test_rights_are_examined_by_those_who_look_after_them(client, house, account, status):
    answer = ask(client, account)
    assert answer.status_code == status
    entries = {item.url for item in answer.context["navigation"]}
    assert bool(entries & {RIGHTS, reverse("administration")}) == (status == 200)


def test_a_deputy_examines_as_the_one_she_stands_in_for(client, house):
    Deputyship.objects.create(principal=user("datenschutz"), deputy=user("recht"), valid_from=TODAY)
    assert ask(client, "recht").status_code == 200


def test_what_a_person_stands_for_and_reaches_is_told_in_numbers(client, house):
    secret()
    Deputyship.objects.create(principal=user("referatsleitung"), deputy=user("sachbearbeitung2"), valid_from=TODAY)
    answer = ask(client, "fachadmin", person="sachbearbeitung2")
    found = answer.context["rights"]
    assert [row.unit.short for row in found.posts] == ["VI 3"]
    assert ([row.principal.username for row in found.deputises_for], found.deputies) == (["referatsleitung"], [])
    assert [(row.why, row.extent, row.cases) for row in found.reach] == [
        (Why.LEAD, Extent.FILE, 1),
        (Why.ASKED, Extent.TASK, 1),
    ]
    assert (found.cases, found.files) == (1, 1)
    assert "Geheim" not in answer.content.decode()
    (deputy,) = ask(client, "fachadmin", person="Winter").context["rights"].deputies
    assert deputy.deputy == user("sachbearbeitung2")


def test_the_day_decides_what_somebody_stands_for(client, house):
    proposal()
    tomorrow = TODAY + timedelta(days=1)
    Deputyship.objects.create(principal=user("referatsleitung"), deputy=user("recht"), valid_from=TODAY, valid_to=TODAY)
    assert ask(client, "fachadmin", person="recht").context["rights"].files == 1
    assert ask(client, "fachadmin", person="recht", tag=tomorrow.isoformat()).context["rights"].files == 0


def test_a_case_she_is_excluded_from_is_reached_by_nothing(house):
    case = proposal().case
    assert sum(row.cases for row in reach(standing("sachbearbeitung"))) == 2
    exclude(case.pk, user("sachbearbeitung"), "verwandt", standing=standing("referatsleitung"), at=NOON)
    assert reach(standing("sachbearbeitung")) == []


@pytest.mark.parametrize("account", ["fachadmin", "datenschutz"])
def test_why_a_person_sees_a_case_is_told_without_its_content(client, house, account):
    case = secret()
    involve(
        case.pk,
        Involvement(user("revision"), until=TODAY, reason="Prüfung"),
        standing=standing("sachbearbeitung"),
        at=NOON,
    )
    answer = ask(client, account, person="revision", vorgang=case.reference)
    (reason,) = answer.context["access"].found
    assert (reason.concern.why, reason.concern.extent, reason.concern.ends) == (Why.INVOLVED, Extent.LIST, TODAY)
    assert answer.context["access"].opens_file
    text = answer.content.decode()
    assert ("Geheim" in text, case.get_absolute_url() in text, "von der Federführung beteiligt" in text) == (
        False,
        False,
        True,
    )
    assert (
        "sieht den Vorgang nicht" in ask(client, account, person="ministerin", vorgang=case.reference).content.decode()
    )


def test_everybody_who_sees_a_case_is_named_and_whoever_is_shut_out(client, house):
    case = secret()
    exclude(case.pk, user("sachbearbeitung2"), "verwandt", standing=standing("referatsleitung"), at=NOON)
    answer = ask(client, "fachadmin", vorgang=case.reference)
    named = {
        (holder.concern.why, holder.name.split(" ")[0]): {one.user.username for one, _reason in holder.people}
        for holder in answer.context["holders"]
    }
    assert named[Why.LEAD, "VI"] == {"sachbearbeitung", "referatsleitung"}
    assert Why.LINE not in {why for why, _name in named}
    assert answer.context["shut"] == [user("sachbearbeitung2")]
    assert "Geheim" not in answer.content.decode()


def test_the_revision_is_not_told_whether_a_restricted_case_exists(client, house):
    case = secret()
    told = []
    for named in (f"{case.reference}9", case.reference):
        page = ask(client, "revision", vorgang=named).content.decode()
        told.append(page[page.index("<main") : page.index("</main>")].replace(quote(named), "#").replace(named, "#"))
    assert told[0] == told[1]
    open_case = in_coordination().case
    answer = ask(client, "revision", vorgang=open_case.reference)
    assert (answer.context["case"], answer.context["readable"]) == (open_case, True)


def test_nobody_examines_the_rights_in_a_case_she_is_excluded_from(client, house):
    case = secret()
    assert ask(client, "datenschutz", vorgang=case.reference).context["case"] == case
    exclude(case.pk, user("datenschutz"), "verwandt", standing=standing("referatsleitung"), at=NOON)
    assert ask(client, "datenschutz", vorgang=case.reference).context["case"] is None


def test_who_was_let_in_until_when_is_listed_without_title_and_reason(client, house):
    case, ended = secret(), secret()
    lead = {"standing": standing("sachbearbeitung"), "at": NOON}
    row = involve(case.pk, Involvement(user("revision"), until=TODAY, reason="Wegen der Beschwerde"), **lead)
    end_involvement(involve(ended.pk, Involvement(user("revision"), until=TODAY, reason="x"), **lead).pk, **lead)
    involve(proposal().case.pk, Involvement(user("presse"), until=TODAY, reason="x"), **lead)
    for account in ("fachadmin", "datenschutz", "revision"):
        page = ask(client, account)
        assert list(page.context["grants"]) == [row]
        text = page.content.decode()
        assert (case.reference in text, "Geheim" in text, "Beschwerde" in text) == (True, False, False)
    client.force_login(user("referatsleitung"))
    assert "Wegen der Beschwerde" in client.get(reverse("case-parties", args=[case.pk])).content.decode()
    exclude(case.pk, user("fachadmin"), "verwandt", standing=standing("referatsleitung"), at=NOON)
    assert list(ask(client, "fachadmin").context["grants"]) == []


def test_the_revision_is_led_to_asking_and_the_fachadministration_to_what_waits(client, house):
    reference = secret().reference
    link = f"{reverse('access')}?vorgang={quote(reference)}#bitte"
    assert link in ask(client, "revision", vorgang=reference).content.decode()
    assert link not in ask(client, "datenschutz", vorgang=f"{reference}9").content.decode()
    access.ask(Wish("Prüfung", reference=reference), standing=standing("revision"), at=NOON)
    assert "1 Bitte um Einsicht" in ask(client, "fachadmin").content.decode()
    assert "Bitte um Einsicht" not in ask(client, "datenschutz").content.decode()


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("sachbearbeitung", ["sachbearbeitung"]),
        ("Sommer", ["sachbearbeitung"]),
        ("anna sommer", ["sachbearbeitung"]),
        ("bearbeitung", ["sachbearbeitung", "sachbearbeitung2"]),
        ("niemand", []),
        ("", []),
    ],
)
def test_people_are_found_by_account_or_name(house, text, accounts):
    assert [one.username for one in people_called(text)] == accounts


def test_whoever_sees_a_case_learns_why(client, house):
    case = proposal(amount="1000.00", funding_mode="grant").case
    for account, status, words in (
        ("haushalt", 200, "hat oder hatte eine Aufgabe"),
        ("referatsleitung", 200, "Federführung"),
        ("revision", 200, "Leitung oder Aufsicht"),
        ("presse", 404, ""),
        ("baf", 404, ""),
    ):
        client.force_login(user(account))
        answer = client.get(reverse("case-why", args=[case.pk]))
        assert (answer.status_code, words in answer.content.decode()) == (status, True), account
        if status == 200:
            assert reverse("case-why", args=[case.pk]) in client.get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("others", [0, 12])
@pytest.mark.parametrize(("asked", "number"), [({"person": "referatsleitung"}, 19), ({"vorgang": ""}, 17)])
def test_the_number_of_statements_does_not_depend_on_what_there_is(
    client, house, django_assert_num_queries, asked, number, others
):
    case = secret()
    for _number in range(others):
        proposal()
        Deputyship.objects.create(principal=user("presse"), deputy=user("referatsleitung"), valid_from=TODAY)
    ask(client, "fachadmin")
    asked = {name: value or case.reference for name, value in asked.items()}
    with django_assert_num_queries(number):
        client.get(f"{RIGHTS}?{urlencode(asked)}")
