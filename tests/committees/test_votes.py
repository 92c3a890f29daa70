"""When a body may decide, and what a vote means."""

from datetime import date

import pytest

from committees.circulation import tally
from committees.forms.sessions import RulesForm
from committees.leadtimes import day_off, default_rules, lead_times, objection_deadline, rules_of
from committees.models import BodyRules, Session
from committees.resolving import Count, check_vote
from committees.session_states import Quorum
from directory.models import OrgUnit, UnitFunction
from tests.committees.conftest import running
from tests.conftest import NOON, TODAY
from tests.factories.contracts import unit
from workflow.calendars import hessian_calendar
from workflow.errors import InputError

CALENDAR = hessian_calendar([])


@pytest.mark.parametrize(
    ("quorum", "seats", "needed"),
    [("half", 11, 6), ("half", 10, 6), ("half", 1, 1), ("half", 0, 1), ("two_thirds", 11, 8), ("two_thirds", 9, 6), ("two_thirds", 10, 7), ("all", 11, 11), ("none", 11, 0)],
)  # fmt: skip
def test_how_many_seats_a_quorum_needs(quorum, seats, needed):
    assert Quorum(quorum).needed(seats) == needed


# seats, present, excluded, yes, no, abstained, result, unanimous, field of the refusal (None: accepted)
@pytest.mark.parametrize(
    ("count", "result", "unanimous", "field"),
    [
        (Count(11, 11, 0, 11, 0, 0), "adopted", True, None),
        (Count(11, 11, 0, 10, 0, 1), "adopted", True, None),
        (Count(11, 11, 0, 10, 1, 0), "adopted", True, "result"),
        (Count(11, 11, 0, 0, 0, 11), "adopted", True, "result"),
        (Count(11, 11, 0, 10, 1, 0), "rejected", True, None),
        (Count(11, 11, 0, 11, 0, 0), "rejected", True, "result"),
        (Count(11, 11, 0, 6, 5, 0), "adopted", False, None),
        (Count(11, 10, 0, 5, 5, 0), "adopted", False, "result"),
        (Count(11, 10, 0, 5, 5, 0), "rejected", False, None),
        (Count(11, 11, 0, 1, 0, 10), "adopted", False, None),
        # five of eleven are not more than half, nor are six of whom one is biased
        (Count(11, 5, 0, 5, 0, 0), "adopted", False, "result"),
        (Count(11, 6, 0, 6, 0, 0), "adopted", False, None),
        (Count(11, 6, 1, 5, 0, 0), "adopted", False, "result"),
        (Count(11, 7, 1, 6, 0, 0), "adopted", False, None),
        # the numbers have to add up
        (Count(11, 7, 1, 7, 0, 0), "adopted", False, "yes"),
        (Count(11, 7, 0, 6, 0, 0), "adopted", False, "yes"),
        # what is not voted on has no votes, and needs no quorum
        (Count(11, 2, 0, 0, 0, 0), "postponed", True, None),
        (Count(11, 2, 0, 0, 0, 0), "noted", True, None),
        (Count(11, 2, 0, 0, 0, 0), "returned", True, None),
        (Count(11, 11, 0, 11, 0, 0), "noted", True, "result"),
    ],
)
def test_which_votes_go_with_which_result(count, result, unanimous, field):
    rules = BodyRules(unanimous=unanimous)
    if field is None:
        check_vote(count, result, rules)
    else:
        with pytest.raises(InputError) as refused:
            check_vote(count, result, rules)
        assert refused.value.field == field


# asked, answers, adopted, settled
@pytest.mark.parametrize(
    ("asked", "answers", "adopted", "settled"),
    [
        (3, ["yes", "yes", "yes"], True, True),
        (3, ["yes", "abstain", "abstain"], True, True),
        (3, ["yes", "yes", "excluded"], True, True),
        (3, ["yes", "yes"], False, False),
        (3, ["yes", "no"], False, True),
        (3, ["yes", "yes", "no"], False, True),
        (3, ["abstain", "abstain", "abstain"], False, True),
        (2, ["excluded", "excluded"], False, True),
        (3, [], False, False),
    ],
)
def test_what_answers_in_writing_mean(asked, answers, adopted, settled):
    found = tally(asked, answers)
    assert (found.adopted, found.is_settled) == (adopted, settled)


def meeting(day: date, **fields) -> Session:
    return Session(body=OrgUnit(short="FAG"), held_on=day, **fields)


def days(session: Session, rules: BodyRules, today: date = TODAY):
    return [(lead.day, lead.warnings) for lead in lead_times(session, rules, calendar=CALENDAR, today=today)]


def test_lead_times_count_back_from_the_day_of_the_session():
    (invitation, papers) = lead_times(meeting(date(2027, 1, 28)), BodyRules(), calendar=CALENDAR, today=TODAY)
    assert (invitation.day, papers.day) == (date(2027, 1, 7), date(2027, 1, 14))
    assert invitation.deadline.explanation == "3 Wochen vor 28.01.2027 → 07.01.2027"


def test_a_lead_time_on_a_day_off_moves_forward_in_time_with_its_reason():
    # three weeks before 22 January 2027 is New Year's Day, a Friday; the office last works on 30 December
    (invitation, _papers) = lead_times(meeting(date(2027, 1, 22)), BodyRules(), calendar=CALENDAR, today=TODAY)
    assert invitation.day == date(2026, 12, 30)
    assert "Neujahr" in invitation.deadline.explanation


def test_what_was_missed_is_said():
    (invitation, papers) = days(meeting(date(2026, 12, 10)), BodyRules())
    assert (invitation[0], "bereits verstrichen" in invitation[1][0]) == (date(2026, 11, 19), True)
    assert papers == (date(2026, 11, 26), ())
    (late, _papers) = days(meeting(date(2026, 12, 10), invited_at=NOON), BodyRules())
    assert "nicht eingehalten" in late[1][0]
    (kept, _papers) = lead_times(
        meeting(date(2026, 12, 20), invited_at=NOON), BodyRules(), calendar=CALENDAR, today=TODAY
    )
    assert (kept.kept, kept.warnings) == (True, ())


def test_an_umlauf_has_no_lead_times():
    assert days(meeting(date(2027, 1, 28), kind="circulation"), BodyRules()) == []


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2026, 12, 25), "Erster Weihnachtstag"), (date(2026, 11, 29), "Sonntag"), (date(2026, 11, 23), "")],
)
def test_a_session_on_a_day_off_is_pointed_out(day, reason):
    text = day_off(day, CALENDAR)
    assert (reason in text, bool(text)) == (True, bool(reason))


def test_the_cabinet_committee_is_unanimous_and_takes_papers_a_week_before():
    rules = default_rules(OrgUnit(function=UnitFunction.CABINET_COMMITTEE))
    assert (rules.unanimous, rules.papers_lead, rules.quorum, rules.source) == (True, "1 w", "half", "")
    others = default_rules(OrgUnit(function=UnitFunction.EXPERT_GROUP))
    assert (others.unanimous, others.invitation_lead, others.papers_lead) == (False, "3 w", "2 w")


def test_objections_are_taken_for_two_weeks_to_the_next_office_day():
    assert objection_deadline(BodyRules(), date(2026, 12, 11), CALENDAR).effective_end == date(2026, 12, 28)


@pytest.mark.parametrize("period", ["", "bald", "0 w", "-1 w", "99 w", "9999999 y"])
def test_periods_that_make_no_sense_are_refused(house, period):
    data = {"invitation_lead": period, "papers_lead": "1 w", "objection_period": "2 w", "quorum": "half"}
    form = RulesForm(data, instance=BodyRules(body=unit("FAG")))
    assert list(form.errors) == ["invitation_lead"]


def test_rules_are_edited_with_their_source_and_count_at_once(pages):
    session = running("FAG", present=7)
    body = unit("FAG")
    data = {
        "invitation_lead": "4 w",
        "papers_lead": "10 AT",
        "objection_period": "1 w",
        "quorum": "two_thirds",
        "source": "",
    }
    assert pages("sachbearbeitung", "body-rules-edit", body.pk, **data).status_code == 403
    assert pages("geschaeftsstelle", "body-rules-edit", body.pk, **data).status_code == 302
    assert rules_of(body).papers_lead == "10 AT"
    assert "Vorbelegung, nicht bestätigt" in pages("geschaeftsstelle", "body-rules").content.decode()
    args = ("geschaeftsstelle", "session-record", session.pk, session.items.get().pk)
    refused = pages(*args, result="adopted", yes="7")
    assert "Nicht beschlussfähig: 7 von 8 nötigen Stimmen" in refused.content.decode()
    pages("geschaeftsstelle", "body-rules-edit", body.pk, **data | {"quorum": "half", "source": "GO FAG § 3"})
    assert pages(*args, result="adopted", yes="7").status_code == 302
    assert "GO FAG § 3" in pages("geschaeftsstelle", "body-rules").content.decode()


def test_a_biased_member_does_not_count_for_the_item(pages):
    session = running("FAG", present=6)
    item = session.items.get()
    biased = session.attendances.filter(presence="present").first()
    args = ("geschaeftsstelle", "session-record", session.pk, item.pk)
    refused = pages(*args, result="adopted", yes="5", excluded=[biased.pk])
    assert "Nicht beschlussfähig: 5 von 6 nötigen Stimmen" in refused.content.decode()
    absent = session.attendances.filter(presence="excused").first()
    assert pages(*args, result="adopted", yes="6", excluded=[absent.pk]).status_code == 422
    assert pages(*args, result="postponed", excluded=[biased.pk]).status_code == 302
    assert list(item.excluded.all()) == [biased]


def test_a_vacant_seat_counts_for_the_quorum(pages):
    from directory.models import Membership

    Membership.objects.filter(unit=unit("FAG HMKB")).update(valid_to=date(2026, 1, 1))
    session = running("FAG", present=5)
    assert session.attendances.filter(votes=True).count() == 11
    page = pages("geschaeftsstelle", "session", session.pk)
    assert (page.context["needed"], page.context["quorate"]) == (6, False)
    assert "nicht besetzt" in page.content.decode()


def test_a_decision_for_the_negative_says_why(pages):
    session = running("FAG")
    args = ("geschaeftsstelle", "session-record", session.pk, session.items.get().pk)
    for result, votes in (("rejected", {"no": "11"}), ("returned", {})):
        sent = pages(*args, result=result, resolution=" ", **votes)
        assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["resolution"])


def test_an_address_with_a_name_only_is_a_guest_without_mail():
    from committees.forms.sessions import InviteForm

    form = InviteForm({"guests": "Frau A\nHerr B; b@example.org\n\n"})
    assert form.is_valid()
    assert [(guest.name, guest.email) for guest in form.cleaned_data["guests"]] == [
        ("Frau A", ""),
        ("Herr B", "b@example.org"),
    ]
    assert "Vor der E-Mail fehlt der Name" in str(InviteForm({"guests": "; b@example.org"}).errors)
