"""The Einsendeschluss: a fixed day, the next Werktag, or a period; asked for on days off, and explained."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from prizes.certificates import letter
from prizes.closing import derivation_of, derive, notice, settle
from prizes.demo import do
from prizes.jury.preparation import jury_of
from prizes.models import AwardYear, Jury, JuryStage, Nomination
from prizes.services import next_year
from prizes.texts import SHIPPED
from tests.conftest import TODAY
from tests.prizes.test_nomination import year  # noqa: F401 -- a fixture
from tests.prizes.test_year import FORM, nominate, office, task_of  # noqa: F401 -- a fixture among them
from workflow.errors import InputError
from workflow.models import CaseTask, ExternalMail, TaskKind

pytestmark = pytest.mark.django_db
SUNDAY = date(2025, 7, 6)
CORPUS_CHRISTI = date(2026, 6, 4)
CHRISTMAS_EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("rule", "day", "end"),
    [
        ("exact", SUNDAY, SUNDAY),
        ("shifted", SUNDAY, date(2025, 7, 7)),
        ("exact", CORPUS_CHRISTI, CORPUS_CHRISTI),
        ("shifted", CORPUS_CHRISTI, date(2026, 6, 5)),
        ("shifted", date(2026, 4, 3), date(2026, 4, 7)),
        ("shifted", CHRISTMAS_EVE, CHRISTMAS_EVE),
        ("", CHRISTMAS_EVE, CHRISTMAS_EVE),
        ("", date(2025, 7, 4), date(2025, 7, 4)),
        ("exact", None, None),
        ("", None, None),
    ],
)
def test_a_day_ends_as_it_was_meant(rule, day, end):
    row = AwardYear(year=2025, named_day=day, deadline_rule=rule)
    settle(row)
    assert (row.deadline, row.closes_on) == (end, end)


@pytest.mark.parametrize(
    ("period", "called_on", "end"),
    [
        ("10 d", date(2026, 4, 22), date(2026, 5, 4)),
        ("2 w", date(2026, 5, 21), date(2026, 6, 5)),
        ("10 d", date(2026, 3, 24), date(2026, 4, 7)),
        ("1 w", date(2026, 12, 17), date(2026, 12, 24)),
        ("12 w", date(2026, 11, 23), date(2027, 2, 15)),
        ("12 w", None, None),
    ],
)
def test_a_period_counts_from_the_day_of_the_call(period, called_on, end):
    row = AwardYear(year=2026, deadline_rule="period", deadline_period=period)
    settle(row, called_on=called_on)
    assert row.deadline == end


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"named_day": SUNDAY}, "named_day", "Der 06.07.2025 ist kein Werktag (Sonntag)"),
        ({"named_day": SUNDAY}, "named_day", "am Montag, 07.07.2025?"),
        ({"named_day": date(2025, 7, 5)}, "named_day", "Samstag"),
        ({"named_day": CORPUS_CHRISTI}, "named_day", "Fronleichnam"),
        ({"named_day": date(2500, 1, 5), "deadline_rule": "exact"}, "named_day", "außerhalb des Kalenders"),
        ({"deadline_rule": "period"}, "deadline_period", "Bitte geben Sie die Frist an"),
        ({"deadline_rule": "period", "deadline_period": "bald"}, "deadline_period", "keine Frist"),
        ({"deadline_rule": "period", "deadline_period": "0 w"}, "deadline_period", "ab 1"),
        ({"deadline_rule": "period", "deadline_period": "999 y"}, "deadline_period", "außerhalb des Kalenders"),
        ({"deadline_rule": "period", "deadline_period": "2 w", "named_day": SUNDAY}, "named_day", "ergibt sich"),
        ({"deadline_rule": "exact", "deadline_period": "2 w"}, "deadline_period", "gilt nur"),
    ],
)
def test_what_is_unclear_is_asked_at_its_field(values, field, words):
    with pytest.raises(InputError) as refused:
        derive(AwardYear(year=2025, **values), None)
    assert (refused.value.field, words in refused.value.message) == (field, True)


def test_the_year_of_the_sunday_is_kept_as_it_was():
    row = AwardYear.objects.get(year=2025)
    assert (row.highest_age, row.named_day, row.deadline, row.deadline_rule) == (27, SUNDAY, SUNDAY, "exact")
    assert derivation_of(row).explanation == "fester Termin 06.07.2025"
    assert "obwohl er auf ein Wochenende" in notice(row)
    extended = AwardYear.objects.get(year=2022)
    assert (extended.closes_on, derivation_of(extended).effective_end) == (date(2022, 7, 22), date(2022, 7, 22))


def test_the_form_asks_at_the_field_and_keeps_what_was_typed(office):  # noqa: F811 -- the fixture
    typed = {"named_day": "2028-07-02", "deadline_rule": "", "motto": "Brücken"}
    sent = office("preisbuero", "award-year-new", **FORM | typed)
    page = sent.content.decode()
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["named_day"])
    for shown in (
        "Soll der Einsendeschluss genau an diesem Tag bleiben",
        "Montag, 03.07.2028",
        "Brücken",
        "2028-07-02",
    ):
        assert shown in page
    assert not AwardYear.objects.filter(year=2028).exists()
    sent = office("preisbuero", "award-year-new", **FORM | {"named_day": "2028-07-02", "deadline_rule": "shifted"})
    page = office("preisbuero", "award-year", 2028).content.decode()
    for shown in ("Einsendeschluss Mo, 03.07.2028", "fester Termin 02.07.2028, Sonntag → 03.07.2028", "Herleitung"):
        assert shown in page


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"year": "1"}, "von 2004 bis 2100"),
        ({"lowest_age": "30", "highest_age": "27"}, "unter dem Mindestalter"),
        ({"deadline_rule": "irgendwie"}, "gültige Auswahl"),
        ({"prize_money": "-5"}, "größer oder gleich 0"),
    ],
)
def test_rules_that_cannot_be_are_refused(office, changed, message):  # noqa: F811 -- the fixture
    sent = office("preisbuero", "award-year-new", **FORM | changed)
    assert (sent.status_code, message in sent.content.decode()) == (422, True)


def test_a_period_becomes_a_day_when_the_call_is_approved(office):  # noqa: F811 -- the fixture
    office("preisbuero", "award-year-new", **FORM | {"deadline_rule": "period", "deadline_period": "12 w"})
    row = AwardYear.objects.get(year=2028)
    assert row.closes_on is None
    assert (
        "Bei Billigung heute wäre der Einsendeschluss Mo, 15.02.2027"
        in office("preisbuero", "award-year", 2028).content.decode()
    )
    do(row.case, "prepare_call", "done", by="preisbuero", day=TODAY)
    do(row.case, "approve_head", "sign", by="referatsleitung2", day=TODAY)
    do(row.case, "approve_call", "approve", by="staatssekretaer", day=TODAY + timedelta(days=1))
    row.refresh_from_db()
    assert (row.published_on, row.deadline) == (TODAY + timedelta(days=1), date(2027, 2, 16))
    assert derivation_of(row).explanation == "12 Wochen ab 24.11.2026 → 16.02.2027"
    wait = CaseTask.objects.get(process=row.case, closed_at=None, flow_task_type=TaskKind.WAIT)
    assert wait.due_on == date(2027, 2, 17)


def test_once_the_call_is_out_only_an_extension_moves_the_end(office, year):  # noqa: F811 -- the fixtures
    before = AwardYear.objects.get(pk=year.pk)
    changed = {"year": "2027", "named_day": "2027-05-05", "deadline_rule": "shifted", "motto": "Neu"}
    assert office("preisbuero", "award-year-edit", 2027, **FORM | changed).status_code == 302
    row = AwardYear.objects.get(pk=year.pk)
    assert (row.motto, row.named_day, row.deadline, row.deadline_rule) == (
        "Neu", before.named_day, before.deadline, "exact",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("own", "rule", "end"),
    [
        ("exact", "", "2026-12-20"),
        ("exact", "shifted", "2026-12-21"),
        ("shifted", "", "2026-12-21"),
        ("shifted", "exact", "2026-12-20"),
        ("period", "", "2026-12-21"),
        ("", "exact", "2026-12-20"),
        ("", "shifted", "2026-12-21"),
        ("", "", None),
    ],
)
def test_an_extension_to_a_sunday_ends_as_it_is_meant(office, year, own, rule, end):  # noqa: F811 -- the fixtures
    AwardYear.objects.filter(pk=year.pk).update(deadline_rule=own)
    sent = office(
        "preisbuero", "award-year-extend", 2027, extended_to="2026-12-20", extension_reason="Ferien", rule=rule
    )
    row = AwardYear.objects.get(pk=year.pk)
    if end is None:
        assert (sent.status_code, list(sent.context["form"].errors), row.extended_to) == (422, ["extended_to"], None)
        return
    assert (sent.status_code, row.closes_on) == (302, date.fromisoformat(end))
    page = office("preisbuero", "award-year", 2027).content.decode()
    assert ("ist kein Werktag (Sonntag)" in page) is (end == "2026-12-20")
    assert "verlängert" in page
    assert ("§ 31 Abs. 3 Satz 2" in notice(row)) is (end == "2026-12-20")


def test_texts_stand_as_shipped_until_the_office_writes_its_own(client, house, year):  # noqa: F811 -- the fixture
    AwardYear.objects.filter(pk=year.pk).update(introduction="", form_hints=" ", refusal_text="")
    assert str(SHIPPED["introduction"]) in client.get(reverse("prize")).content.decode()
    assert str(SHIPPED["form_hints"]) in client.get(reverse("nomination-begin", args=[2027])).content.decode()
    first, second = nominate(year, 2)
    do(first, "check", "inadmissible", by="preisbuero", day=TODAY, note="Nicht so gut wie andere.")
    AwardYear.objects.filter(pk=year.pk).update(refusal_text="danke, dass Sie mitgemacht haben.")
    do(second, "check", "inadmissible", by="preisbuero", day=TODAY, note="Nicht so gut wie andere.")
    bodies = [ExternalMail.objects.get(key=f"nomination-refusal-{case.pk}").body for case in (first, second)]
    assert [str(SHIPPED["refusal_text"]) in body for body in bodies] == [True, False]
    assert "danke, dass Sie mitgemacht haben." in bodies[1]
    assert not any("andere" in body for body in bodies)


def test_the_next_year_carries_what_holds_and_nothing_of_what_happened(house, year):  # noqa: F811 -- the fixture
    AwardYear.objects.filter(pk=year.pk).update(
        lowest_age=14, highest_age=27, no_former_winners=False, deadline_rule="period", deadline_period="12 w", refusal_text="danke",
        extended_to=TODAY + timedelta(days=60), ceremony_on=date(2027, 11, 9), ceremony_place="Biebrich", entries=95, winners=4,
    )  # fmt: skip
    year.refresh_from_db()
    made = next_year(year)
    assert (made.year, made.lowest_age, made.highest_age, made.no_former_winners) == (2028, 14, 27, False)
    assert (made.deadline_rule, made.deadline_period, made.refusal_text) == ("period", "12 w", "danke")
    assert made.runs_until == date(2028, 12, 31)
    past = (
        "named_day",
        "deadline",
        "derivation",
        "extended_to",
        "published_on",
        "decided_on",
        "ceremony_on",
        "entries",
        "winners",
    )
    assert [getattr(made, name) for name in past] == [None] * len(past)
    assert (made.motto, made.extension_reason, made.ceremony_place, made.case_id) == ("", "", "", None)
    AwardYear.objects.filter(pk=year.pk).update(runs_until=None)
    year.refresh_from_db()
    assert next_year(year).runs_until is None


def test_a_new_jury_ranks_as_the_last_one_did_with_other_people(house, year):  # noqa: F811 -- the fixture
    before = jury_of(AwardYear.objects.get(year=2025), TODAY)
    Jury.objects.filter(pk=before.pk).update(ranking="median", quorum=4, place="Wiesbaden", stage=JuryStage.FIXED)
    made = jury_of(year, TODAY)
    assert (made.ranking, made.quorum, made.place, made.stage) == ("median", 4, "", JuryStage.PREPARING)
    assert made.unit != before.unit


def test_once_the_jury_judges_only_ceremony_and_letters_change(office, year):  # noqa: F811 -- the fixtures
    Jury.objects.filter(pk=jury_of(year, TODAY).pk).update(stage=JuryStage.BLIND)
    form = office("preisbuero", "award-year-edit", 2027).context["form"]
    values = {field.name: field.value() for field in form if field.value() not in (None, False)}
    changed = {"ceremony_on": "2027-11-09", "ceremony_place": "Biebrich", "winners_text": "Danke."}
    assert office("preisbuero", "award-year-edit", 2027, **values | changed).status_code == 302
    row = AwardYear.objects.get(pk=year.pk)
    assert (row.ceremony_place, row.winners_text, row.criteria.count()) == ("Biebrich", "Danke.", 3)
    for other in ({"motto": "Anders"}, {"criteria": "Nur eins"}, {"highest_age": "27"}):
        refused = office("preisbuero", "award-year-edit", 2027, **values | other)
        assert (refused.status_code, "stehen fest" in refused.content.decode()) == (422, True)


def test_a_nomination_shows_its_rules_beside_the_decision(office, year):  # noqa: F811 -- the fixtures
    (case,) = nominate(year)
    Nomination.objects.filter(pk=case.pk).update(in_hessen=None)
    page = office("preisbuero", "task", task_of(case).pk).content.decode()
    for shown in ("Regeln des Jahres", "nicht gefragt; genannter Ort: Kassel", "offen", "ohne geplantes Ende"):
        assert shown in page


@pytest.mark.parametrize(
    ("own", "shown"), [("", str(SHIPPED["winners_text"])), ("Wir laden Sie ein.", "Wir laden Sie ein.")]
)
def test_the_letter_to_winners_has_the_paragraph_of_the_year(house, year, own, shown):  # noqa: F811 -- the fixture
    AwardYear.objects.filter(pk=year.pk).update(winners_text=own)
    (case,) = nominate(year)
    Nomination.objects.filter(pk=case.pk).update(rank=1, amount=7000)
    _source, values = letter(Nomination.objects.select_related("award_year", "case__lead_unit").get(pk=case.pk), TODAY)
    assert shown in values["body"].split("\n\n")


@pytest.mark.parametrize("amount", [0, 7000])
def test_the_letter_asks_for_an_account_only_where_money_is_paid(house, year, amount):  # noqa: F811 -- the fixture
    (case,) = nominate(year)
    Nomination.objects.filter(pk=case.pk).update(rank=1, amount=amount)
    _source, values = letter(Nomination.objects.select_related("award_year", "case__lead_unit").get(pk=case.pk), TODAY)
    assert ("auf welches Konto" in values["body"]) is bool(amount)
