"""A year of the prize from the call to the file, by its unit."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prizes.comparison import compare
from prizes.demo import nominate as nominated
from prizes.models import AwardYear, Nomination
from prizes.services import Extension, extend_deadline, save_year
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, unit, user
from tests.prizes.test_nomination import year  # noqa: F401 -- a fixture
from workflow.automatic import finish_wait
from workflow.chain import verify
from workflow.errors import WorkflowError
from workflow.models import Case, CaseTask, ExternalMail, TaskKind

FORM = {
    "year": "2028",
    "name": "Hessischer Integrationspreis",
    "prize_money": "20000",
    "criteria": "Wirkung = 2\nBeteiligung",
}


@pytest.fixture
def office(client, house):
    """`office(account, page, *args, **data)`."""

    def ask(account: str, page: str, /, *args: int | str, query: str = "", **data):
        client.force_login(user(account))
        address = reverse(page, args=args) + query
        return client.post(address, data) if data else client.get(address)

    return ask


def nominate(year, number: int = 1, nominee: str = "Verein") -> list[Case]:  # noqa: F811 -- the fixture's value
    return [nominated(year, (f"{nominee} {index}", f"Projekt {index}", "Kassel"), TODAY) for index in range(number)]


def task_of(case: Case) -> CaseTask:
    return CaseTask.objects.get(process=case, closed_at=None, flow_task_type=TaskKind.HUMAN)


def answer(office, account: str, case: Case, outcome: str, **data) -> None:
    sent = office(account, "task", task_of(case).pk, outcome=outcome, note=data.pop("note", ""), **data)
    assert sent.status_code == 302, sent.content.decode()


def day_comes(case: Case, days: int = 0) -> str:
    """The day of the case's only wait has come; the state it then is in."""
    wait = CaseTask.objects.get(process=case, closed_at=None, flow_task_type=TaskKind.WAIT)
    finish_wait(wait.pk, at=NOON + (wait.due_on - TODAY) + timedelta(days=days))
    case.refresh_from_db()
    return case.state


def test_the_next_year_takes_rules_from_the_last_and_neither_people_nor_results(office):
    form = office("preisbuero", "award-year-new").context["form"]
    last = AwardYear.objects.first()
    assert (form.instance.year, form.instance.name, form.instance.motto, form.instance.named_day) == (
        last.year + 1,
        last.name,
        "",
        None,
    )
    sent = office("preisbuero", "award-year-new", **FORM | {"named_day": "2028-07-02", "deadline_rule": "exact"})
    assert sent.status_code == 302
    made = AwardYear.objects.get(year=2028)
    assert (made.lead_unit.short, made.case_file.plan_code, made.laureates.count()) == ("VI 2", "VI 2-58c-02", 0)
    assert list(made.criteria.values_list("name", "weight")) == [("Wirkung", 2), ("Beteiligung", 1)]
    assert "Der 02.07.2028 ist kein Werktag (Sonntag)" in office("preisbuero", "award-year", 2028).content.decode()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"year": "2025"}, "Dieses Preisjahr gibt es schon."),
        ({"criteria": "Wirkung = viel"}, "Zahl von 1 bis 10"),
        ({"criteria": "Wirkung\nWirkung = 2"}, "zweimal"),
        ({"prize_money": "eine Menge"}, "Zahl"),
    ],
)
def test_a_year_that_cannot_be_is_refused_there(office, changed, message):
    sent = office("preisbuero", "award-year-new", **FORM | changed)
    assert (sent.status_code, message in sent.content.decode()) == (422, True)
    assert not AwardYear.objects.filter(year=2028).exists()


@pytest.mark.parametrize(
    ("account", "status"), [("sachbearbeitung", 403), ("ministerin", 403), ("jury1", 403), ("baf", 404)]
)
@pytest.mark.parametrize("name", ["award-year", "award-year-edit", "award-year-extend"])
def test_others_do_not_run_the_prize(office, account, status, name):
    assert office(account, name, 2025).status_code == status


def test_an_extension_is_published_with_its_reason(office, client, year):  # noqa: F811 -- the fixture
    for until, reason in (("2026-12-01", "x"), ("2026-12-20", " ")):
        assert (
            office("preisbuero", "award-year-extend", 2027, extended_to=until, extension_reason=reason).status_code
            == 422
        )
    sent = office("preisbuero", "award-year-extend", 2027, extended_to="2026-12-20", extension_reason="Ferien")
    assert sent.status_code == 302
    page = client.get(reverse("prize")).content.decode()
    assert "20.12.2026" in page
    assert "Ferien" in page


def test_a_year_that_was_moved_meanwhile_is_not_written_over(year):  # noqa: F811 -- the fixture
    """Whoever still has the year of a moment ago in hand does not undo the call."""
    stale = AwardYear.objects.get(pk=year.pk)
    stale.published_on = None
    later = Extension(TODAY + timedelta(days=40), "Ferien", "shifted")
    for act in (
        lambda: save_year(stale, [], standing=standing("preisbuero"), at=NOON),
        lambda: extend_deadline(stale, later, standing=standing("preisbuero"), at=NOON),
    ):
        with pytest.raises(WorkflowError, match="inzwischen geändert"):
            act()
    stored = AwardYear.objects.get(pk=year.pk)
    assert (stored.published_on, stored.extended_to) == (year.published_on, None)


def test_many_are_decided_at_once_with_a_reason(office, year):  # noqa: F811 -- the fixture
    cases = nominate(year, 95)
    chosen = [str(task_of(case).pk) for case in cases[:60]]
    refused = office(
        "preisbuero", "award-year", 2027, query="?aufgabe=check", outcome="inadmissible", note="", tasks=chosen
    )
    assert (refused.status_code, "Bitte begründen" in refused.content.decode()) == (422, True)
    sent = office(
        "preisbuero",
        "award-year",
        2027,
        query="?aufgabe=check",
        outcome="inadmissible",
        note="Nicht in Hessen.",
        tasks=chosen,
    )
    assert sent.status_code == 302
    assert Case.objects.filter(kind="nomination", state="rejected").count() == 60
    assert ExternalMail.objects.filter(key__startswith="nomination-refusal").count() == 60
    assert "Nicht in Hessen" not in ExternalMail.objects.filter(key__startswith="nomination-refusal")[0].body
    assert verify().faults == []


def test_nothing_is_decided_for_many_by_default(office, year):  # noqa: F811 -- the fixture
    chosen = [str(task_of(case).pk) for case in nominate(year, 2)]
    sent = office("preisbuero", "award-year", 2027, query="?aufgabe=check", outcome="", note="", tasks=chosen)
    assert (sent.status_code, list(sent.context["batch"].errors)) == (422, ["outcome"])


def test_many_are_offered_only_to_those_who_decide(office, year):  # noqa: F811 -- the fixture
    for case in nominate(year, 2):
        answer(office, "preisbuero", case, "admissible")
    for account, offered in (("preisbuero", False), ("referatsleitung2", True)):
        page = office(account, "award-year", 2027, query="?aufgabe=longlist").content.decode()
        assert ("Für alle ausgewählten entscheiden" in page, "Darüber entscheiden Sie nicht selbst" in page) == (
            offered,
            not offered,
        )


def test_a_year_leads_to_its_next_task_and_counts_what_came(office, year):  # noqa: F811 -- the fixture
    office("preisbuero", "award-year-new", **FORM)
    task = task_of(AwardYear.objects.get(year=2028).case)
    page = office("preisbuero", "award-year", 2028).content.decode()
    assert (task.get_absolute_url() in page, "Frist verlängern" in page) == (True, False)
    nominate(year, 3)
    entries = {row.year: entries for row, _open, entries in office("preisbuero", "award-years").context["rows"]}
    assert (entries[2028], entries[2027], entries[2018]) == (None, 3, 95)


@pytest.mark.parametrize(
    "data", [{"outcome": "admissible"}, {"outcome": "award", "tasks": ["1"]}, {"outcome": "take", "tasks": ["999999"]}]
)
def test_a_batch_without_sense_changes_nothing(office, year, data):  # noqa: F811 -- the fixture
    nominate(year, 2)
    assert office("preisbuero", "award-year", 2027, query="?aufgabe=check", note="x", **data).status_code == 422
    assert set(Case.objects.filter(kind="nomination").values_list("state", flat=True)) == {"proposal"}


def test_former_winners_similar_entries_and_broken_rules_are_shown_and_refuse_nobody(office, year):  # noqa: F811 -- the fixture
    first = nominated(year, ("Bildungsstätte Anne Frank e. V.", "Vielfalt", "Frankfurt"), TODAY)
    nominated(year, ("Bildungsstätte Anne Frank", "Vielfalt jetzt", "Frankfurt"), TODAY)
    Nomination.objects.filter(pk=first.pk).update(ends_on=date(2027, 6, 30))
    found = compare(Nomination.objects.select_related("award_year").get(pk=first.pk), standing("preisbuero"))
    results = {check.rule.value: check.result.value for check in found.checks}
    assert results == {"hessen": "met", "begun": "met", "runs": "not_met", "once": "open"}
    assert [finding.text.partition(":")[0] for finding in found.former] == ["Frühere Auszeichnung 2020"]
    assert [finding.text.partition(" VI")[0] for finding in found.similar] == ["Ähnliche Nominierung"]
    page = office("preisbuero", "task", task_of(first).pk).content.decode()
    for shown in (
        "Frühere Auszeichnung 2020",
        "gefordert ist mindestens der 31.12.2027",
        "nicht erfüllt",
        "Läuft bereits",
    ):
        assert shown in page
    answer(office, "preisbuero", first, "admissible")


def test_the_number_of_queries_does_not_grow_with_the_nominations(office, year):  # noqa: F811 -- the fixture
    counts = []
    office("preisbuero", "award-year", 2027)
    for number in (3, 97):
        nominate(year, number)
        with CaptureQueriesContext(connection) as queries:
            assert office("preisbuero", "award-year", 2027, query="?aufgabe=check").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_case_of_the_prize_can_be_printed_and_read(office, year):  # noqa: F811 -- the fixture
    (case,) = nominate(year)
    for name in ("case-record", "case-print", "case"):
        assert "Projekt 0" in office("preisbuero", name, case.pk).content.decode()


def test_an_award_can_lead_to_a_linked_case_in_a_file_of_its_own(office, year):  # noqa: F811 -- the fixture
    (case,) = nominate(year)
    Case.objects.filter(pk=case.pk).update(state="in_force")
    page = office("preisbuero", "case", case.pk).content.decode()
    address = f"/vorgaenge/neu/contract/?aus={case.pk}"
    assert address in page
    form = office("preisbuero", "case-new", "contract", query=f"?aus={case.pk}").context["form"]
    data = {
        "title": "Aus dem Preis", "theme": "Chor", "organisation": form.fields["organisation"].queryset[0].pk, "received_on": TODAY.isoformat(),
        "fields_of_action": [form.fields["fields_of_action"].queryset[0].pk], "lead_unit": unit("VI 2").pk, "legal_type": "public_law",
        "funding_mode": "none",
    }  # fmt: skip
    sent = office("preisbuero", "case-new", "contract", query=f"?aus={case.pk}", **data)
    assert sent.status_code == 302, sent.content.decode()
    made = Case.objects.get(kind="contract")
    assert (made.parent, made.relation, made.case_file == case.case_file) == (case, "origin", False)
    assert "hervorgegangen aus" in office("preisbuero", "case", made.pk).content.decode()
    assert case.title not in office("sachbearbeitung", "cases").content.decode()
