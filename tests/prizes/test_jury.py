"""The jury: blind, without the biased, each on her own, and its result fixed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import Deputyship
from prizes.demo import JURY, call_ends, do, nominate, open_call
from prizes.jury.judging import (
    Judgement,
    declare,
    judge,
    name_connections,
    open_names,
    ranking_of,
    second_round,
)
from prizes.jury.preparation import appoint, enter_longlist, jury_of, mix
from prizes.models import Ballot, BiasDeclaration, Jury, JuryStage, Nomination
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from tests.prizes.judged import fix_by, free, free_if_needed, sit
from workflow.errors import NotAllowedError, WorkflowError
from workflow.models import Case, CaseEvent

pytestmark = pytest.mark.django_db


def test_before_the_declaration_only_the_number_and_the_blind_title_are_shown(client, jury, canary):
    name_connections(jury, "", standing=standing("jury1"), at=NOON)
    client.force_login(user("jury1"))
    page = client.get(reverse("jury-judge", args=[2026, canary.number])).content.decode()
    assert "█████" in page
    assert "laden ein" not in page
    answer = client.post(reverse("jury-judge", args=[2026, canary.number]), {"biased": "ja", "reason": ""})
    assert (answer.status_code, "Bitte nennen Sie den Grund" in answer.content.decode()) == (422, True)
    assert client.post(reverse("jury-judge", args=[2026, canary.number]), {"biased": "nein"}).status_code == 302
    assert "laden ein" in client.get(reverse("jury-judge", args=[2026, canary.number])).content.decode()


def test_nothing_is_shown_before_connections_are_named(client, jury, canary):
    client.force_login(user("jury1"))
    assert "Bevor Sie beginnen" in client.get(reverse("jury-year", args=[2026])).content.decode()
    assert client.get(reverse("jury-judge", args=[2026, canary.number])).status_code == 404
    for _twice in range(2):
        client.post(reverse("jury-year", args=[2026]), {"names": "Zeisigclub\nKanu"})
    assert list(BiasDeclaration.objects.values_list("entry", "biased")) == [(canary.pk, True)]
    assert client.get(reverse("jury-judge", args=[2026, canary.number])).status_code == 404


@pytest.mark.parametrize(
    ("connected", "closed"),
    [
        ("zeisigclub", True),
        ("Kim  Amselfeld", True),
        ("Amselfeld", True),
        ("Verein", False),
        ("abc", False),
        ("", False),
    ],
)
def test_named_connections_close_what_matches(jury, canary, connected, closed):
    name_connections(jury, connected, standing=standing("jury1"), at=NOON)
    assert canary.declarations.filter(biased=True).exists() is closed


@pytest.mark.parametrize(
    ("connected", "closed"),
    [("Li", True), ("yu li", True), ("Verein Li-Huber und Yu Li", True), ("SC 05", True), ("Lina", False), ("SC", True), ("Haus der Vielfalt", True), ("Haus", False), ("der", False)],
)  # fmt: skip
def test_short_names_are_connections_too(jury, canary, connected, closed):
    Nomination.objects.filter(pk=canary.nomination_id).update(
        nominee="SC 05", nominator="Yu Li", nominee_contact="Haus der Vielfalt"
    )
    name_connections(jury, connected, standing=standing("jury1"), at=NOON)
    assert canary.declarations.filter(biased=True).exists() is closed


def points(jury: Jury, value: int) -> dict[int, int]:
    return {one.pk: value for one in jury.award_year.criteria.all()}


def test_points_are_saved_changed_and_never_overwritten_unseen(client, jury, canary):
    free(jury, "jury1")
    client.force_login(user("jury1"))
    address = reverse("jury-judge", args=[2026, canary.number])
    names = {f"criterion_{pk}": 7 for pk in points(jury, 0)}
    assert client.post(address, names | {"seen": 0, "comment": "Gut"}).status_code == 302
    late = client.post(address, names | {"seen": 0, "comment": "Anders"})
    assert (late.status_code, "in einem anderen Fenster" in late.content.decode()) == (422, True)
    assert client.post(address, names | {"seen": 1, "comment": "Besser"}).status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.comment, ballot.revision, ballot.points.count()) == ("Besser", 2, 3)


@pytest.mark.parametrize("changed", [{"first": ""}, {"first": "11"}, {"first": "-1"}, {"first": "viel"}])
def test_missing_or_wild_points_are_refused_at_their_field(client, jury, canary, changed):
    free(jury, "jury1")
    client.force_login(user("jury1"))
    data = {f"criterion_{pk}": 7 for pk in points(jury, 0)} | {"seen": 0, "comment": "bleibt stehen"}
    data[f"criterion_{min(points(jury, 0))}"] = changed["first"]
    answer = client.post(reverse("jury-judge", args=[2026, canary.number]), data)
    assert (answer.status_code, "bleibt stehen" in answer.content.decode()) == (422, True)
    assert not Ballot.objects.exists()


def test_an_abstention_needs_no_points_and_does_not_count(jury, canary):
    for account, judgement in (("jury1", Judgement({}, abstained=True)), ("jury2", Judgement(points(jury, 6)))):
        free(jury, account)
        judge(canary, judgement, standing=standing(account), at=NOON)
    (row,) = [one for one in ranking_of(jury) if one.entry == canary.pk]
    assert (row.score, row.votes, row.abstentions) == (6, 1, 1)


def test_whoever_becomes_biased_later_no_longer_counts(jury, canary):
    for account, value in (("jury1", 10), ("jury2", 2)):
        free(jury, account)
        judge(canary, Judgement(points(jury, value)), standing=standing(account), at=NOON)
    declare(canary, biased=True, reason="Nun erkannt", standing=standing("jury1"), at=NOON)
    assert {row.entry: row.score for row in ranking_of(jury)}[canary.pk] == 2
    assert canary.pk not in {row.entry for row in ranking_of(jury, standing("jury1"))}
    with pytest.raises(WorkflowError):
        declare(canary, biased=False, reason="", standing=standing("jury1"), at=NOON)
    with pytest.raises(WorkflowError):
        judge(canary, Judgement(points(jury, 10), seen=1), standing=standing("jury1"), at=NOON)


@pytest.mark.parametrize("account", ["preisbuero", "staatssekretaer", "hjr", "sachbearbeitung"])
def test_others_do_not_judge_nor_does_a_deputy(client, jury, canary, account):
    Deputyship.objects.create(principal=user("jury1"), deputy=user(account), valid_from=TODAY)
    who = standing(account)
    for act in (
        lambda: declare(canary, biased=False, reason="", standing=who, at=NOON),
        lambda: judge(canary, Judgement(points(jury, 5)), standing=who, at=NOON),
        lambda: name_connections(jury, "", standing=who, at=NOON),
    ):
        with pytest.raises(NotAllowedError):
            act()
    client.force_login(user(account))
    assert client.get(reverse("jury-judge", args=[2026, canary.number])).status_code == 404


def test_a_second_round_begins_anew_and_keeps_the_first(jury, canary):
    free(jury, "jury1")
    judge(canary, Judgement(points(jury, 3)), standing=standing("jury1"), at=NOON)
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    second_round(Jury.objects.get(pk=jury.pk), standing=standing("preisbuero"), at=NOON)
    jury = Jury.objects.get(pk=jury.pk)
    judge(canary, Judgement(points(jury, 9)), standing=standing("jury1"), at=NOON)
    scores = [{row.entry: row.score for row in ranking_of(jury, round_number=number)}[canary.pk] for number in (1, 2)]
    assert scores == [3, 9]
    with pytest.raises(WorkflowError):
        open_names(jury, standing=standing("preisbuero"), at=NOON)


@pytest.mark.parametrize(
    ("changed", "vote", "message"),
    [
        ({"present": ["jury1", "jury2"]}, (1, "100", 2, 0, 0), "Nicht beschlussfähig"),
        ({"held_on": "2027-01-01"}, (1, "100", 5, 0, 0), "Zukunft"),
        ({"present": ["jury2", "jury3", "jury4"]}, (1, "100", 3, 0, 0), "Vorsitz führt"),
        ({}, (1, "100", 5, 1, 0), "6 Stimmen, stimmberechtigt waren 5"),
        ({}, (1, "100", 4, 0, 0), "4 Stimmen, stimmberechtigt waren 5"),
        ({}, (1, "20.000,01", 5, 0, 0), "Vergeben würden 20.000,01 €; das Preisgeld beträgt 20.000 €."),
        ({}, (1, "", 5, 0, 0), "Bitte ausfüllen"),
        ({}, ("", "100", 5, 0, 0), "Bitte ausfüllen"),
    ],
)
def test_a_session_that_cannot_have_been_so_is_refused(client, jury, canary, changed, vote, message):
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    present = changed.pop("present", JURY)
    page = sit(client, jury, {canary: vote}, present=present, status=422, **changed)
    assert message in page
    assert "Wiesbaden" in page
    assert not Jury.objects.get(pk=jury.pk).present.exists()


def test_a_session_is_recorded_once_names_are_open_and_then_waits_for_its_chair(client, jury, canary):
    client.force_login(user("preisbuero"))
    page = client.get(reverse("award-jury-session", args=[2026])).content.decode()
    assert ("sobald die Beratung mit Namen eröffnet ist" in page, "abgeschlossen" in page) == (True, False)
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    sit(client, jury, {canary: (1, "7.000,00", 5, 0, 0)})
    assert canary.vote.amount == 7000
    for account, asked in (("jury1", True), ("jury3", False)):
        free_if_needed(jury, account)
        client.force_login(user(account))
        page = client.get(reverse("jury-year", args=[2026])).content.decode()
        assert ("Als Vorsitz stellen Sie nun das Ergebnis fest" in page) is asked


def test_nobody_is_asked_for_points_until_a_day_that_is_over(client, jury):
    client.force_login(user("preisbuero"))
    data = {"ranking": "mean", "members": [user(one).pk for one in JURY]}
    for day, status in ((TODAY - timedelta(days=1), 422), (TODAY, 302)):
        sent = client.post(reverse("award-jury", args=[2026]), data | {"scores_due": day.isoformat()})
        assert sent.status_code == status
    Jury.objects.update(scores_due=TODAY - timedelta(days=9))
    kept = data | {"scores_due": (TODAY - timedelta(days=9)).isoformat()}
    assert client.post(reverse("award-jury", args=[2026]), kept).status_code == 302


def test_the_biased_do_not_vote_and_the_result_is_signed_once_by_the_chair(client, jury, canary):
    free(jury, "jury2", connected="Zeisigclub")
    other = jury.nominations.exclude(pk=canary.pk).order_by("number")[0]
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    sit(client, jury, {canary: (1, "7000", 3, 0, 1), other: (1, "5000", 2, 3, 0)})
    assert fix_by(client, jury, "jury3").stage == JuryStage.OPEN
    fixed = fix_by(client, jury)
    assert (fixed.stage, fixed.fixed_by, len(fixed.fixed_sha256)) == (JuryStage.FIXED, user("jury1"), 64)
    canary.nomination.refresh_from_db()
    other.nomination.refresh_from_db()
    assert (canary.nomination.rank, canary.nomination.amount, other.nomination.rank) == (1, 7000, None)
    client.force_login(user("preisbuero"))
    papers = client.get(reverse("case-documents", args=[jury.award_year.case_id])).content.decode()
    assert "Niederschrift der Jurysitzung" in papers
    assert "Die Sitzung ist abgeschlossen" in client.get(reverse("award-jury-session", args=[2026])).content.decode()
    events = CaseEvent.objects.filter(case=jury.award_year.case_id, action__startswith="jury").order_by("seq")
    assert [event.action for event in events] == ["jury_opened", "jury_names_open", "jury_fixed"]
    for act in (
        lambda: declare(canary, biased=True, reason="x", standing=standing("jury3"), at=NOON),
        lambda: appoint(fixed, [], standing=standing("preisbuero")),
    ):
        with pytest.raises(WorkflowError):
            act()


def test_a_returned_submission_opens_the_result_again(client, jury, canary):
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    sit(client, jury, {canary: (1, "7000", 5, 0, 0)})
    fix_by(client, jury)
    case = jury.award_year.case
    do(case, "jury_session", "done", by="preisbuero", day=TODAY)
    task = case.task_set.get(closed_at=None, flow_task_type="HUMAN")
    client.force_login(user("referatsleitung2"))
    assert (
        client.post(reverse("task", args=[task.pk]), {"outcome": "return", "note": "Protokoll unklar"}).status_code
        == 302
    )
    assert Jury.objects.get(pk=jury.pk).stage == JuryStage.OPEN
    canary.nomination.refresh_from_db()
    assert canary.nomination.rank is None


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("undecided", "2 Nominierungen sind noch nicht entschieden"),
        ("unread", "2 Fassungen ohne Namen sind noch nicht geprüft"),
        ("nobody", "noch keine Mitglieder"),
        ("nothing", "steht keine Nominierung"),
        ("running", "werden noch Nominierungen angenommen"),
        ("criteria", "noch keine Kriterien"),
        ("day", "bis wann bewertet wird"),
    ],
)
def test_the_jury_gets_nothing_before_everything_is_ready(house, case, said):
    year = open_call(TODAY - timedelta(days=60), year=2026, days=20 if case != "running" else 80)
    for number in range(0 if case == "nothing" else 2):
        nomination = nominate(year, (f"Verein {number}", f"Projekt {number}", "Kassel"), TODAY - timedelta(days=50))
        if case != "undecided":
            do(nomination, "check", "admissible", by="preisbuero", day=TODAY)
            do(nomination, "longlist", "take", by="referatsleitung2", day=TODAY)
    call_ends(year, TODAY + timedelta(days=21))
    jury = jury_of(year, TODAY)
    jury.scores_due = TODAY if case != "day" else None
    jury.save()
    if case != "nobody":
        appoint(jury, [user("jury1")], standing=standing("preisbuero"))
    if case in {"criteria", "day"}:
        enter_longlist(jury)
        jury.nominations.update(checked_at=NOON)
    if case == "criteria":
        year.criteria.all().delete()
    with pytest.raises(WorkflowError, match=said):
        do(year.case, "prepare_jury", "done", by="preisbuero", day=TODAY)
    assert Jury.objects.get(pk=jury.pk).stage == JuryStage.PREPARING


def test_the_numbers_tell_nothing_of_the_order_of_decisions(house):
    """Nominations come before the jury one by one, as they are decided on; what the jury is given is dealt anew."""
    year, orders = open_call(TODAY - timedelta(days=60), year=2026, days=20), set()
    jury = jury_of(year, TODAY)
    for number in range(12):
        case = nominate(year, (f"Verein {number}", f"Projekt {number}", "Kassel"), TODAY - timedelta(days=50))
        Case.objects.filter(pk=case.pk).update(state="negotiation")
        enter_longlist(jury)
    numbers = jury.nominations.order_by("nomination").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 13))
    for _time in range(2):
        mix(jury)
        orders.add(tuple(numbers.all()))
    assert {tuple(sorted(order)) for order in orders} == {tuple(range(1, 13))}
    assert len(orders | {tuple(range(1, 13))}) > 1


def test_a_text_with_a_name_is_not_released(client, house, jury, canary):
    Jury.objects.filter(pk=jury.pk).update(stage=JuryStage.PREPARING)
    client.force_login(user("preisbuero"))
    address = reverse("award-jury-entry", args=[2026, canary.number])
    before = client.post(address, {"project": "Singen", "description": "Alle singen."})
    assert before.status_code == 302
    answer = client.post(address, {"project": "Singen", "description": "Die vom Lerchenweg singen."})
    assert (answer.status_code, "Darin stehen noch Namen: Lerchenweg" in answer.content.decode()) == (422, True)
    canary.refresh_from_db()
    assert canary.description == "Alle singen."


def test_what_the_program_cannot_decide_is_released_once_somebody_has_read_it(client, house, jury, canary):
    Jury.objects.filter(pk=jury.pk).update(stage=JuryStage.PREPARING)
    canary.nomination.nominator = "An Amselfeld"
    canary.nomination.save()
    client.force_login(user("preisbuero"))
    address = reverse("award-jury-entry", args=[2026, canary.number])
    text = {"project": "Singen", "description": "An Sonntagen singen alle, sagt K. A. und Amselfelt."}
    answer = client.post(address, text)
    page = answer.content.decode()
    assert (answer.status_code, "ob hier jemand genannt ist: An, Amselfelt. Lesen" in page) == (422, True)
    assert "„An“ (kann ein Name sein): … Singen An Sonntagen singen alle" in page
    assert client.post(address, text | {"read": ["An"]}).status_code == 422
    # A tick at a word that stands in the text no longer says nothing of another one.
    assert client.post(address, text | {"read": ["An", "Amselfelt"], "description": "An Amselfled."}).status_code == 422
    assert client.post(address, text | {"read": ["An", "Amselfelt"]}).status_code == 302
    canary.refresh_from_db()
    assert canary.description == text["description"]


@pytest.mark.parametrize(
    ("account", "status"), [("jury1", 403), ("sachbearbeitung", 403), ("hjr", 404), ("ministerin", 403)]
)
@pytest.mark.parametrize(
    "name", ["award-jury", "award-jury-session", "award-jury-ranking", "award-figures", "award-payments"]
)
def test_the_offices_side_is_the_offices(client, jury, account, status, name):
    client.force_login(user(account))
    assert client.get(reverse(name, args=[2026])).status_code == status


def test_the_number_of_queries_does_not_grow(client, jury):
    free(jury, "jury1")
    counts = {}
    for number in (4, 60):
        year = jury.award_year
        for index in range(number - jury.nominations.count()):
            nomination = nominate(year, (f"Mehr {index}", f"Weiteres {index}", "Fulda"), TODAY)
            Case.objects.filter(pk=nomination.pk).update(state="negotiation")
        enter_longlist(jury)
        for account, name in (
            ("jury1", "jury-year"),
            ("preisbuero", "award-jury"),
            ("preisbuero", "award-jury-ranking"),
        ):
            client.force_login(user(account))
            client.get(reverse(name, args=[2026]))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(name, args=[2026])).status_code == 200
            counts.setdefault(name, []).append(len(queries))
    assert {name: found[0] == found[1] for name, found in counts.items()} == dict.fromkeys(counts, True), counts
