"""Who concerns which case: what each reason opens and to whom, that it ends with its reason, and that the table is what it should be."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from directory.models import Contact, Deputyship, Membership, Organisation, OrgUnit, Rank, User
from directory.standing import Standing, standing_of
from documents.models import DocumentVersion
from tests.conftest import NOON, TODAY
from tests.factories.contracts import before_decision, in_coordination, proposal, standing, unit, user
from tests.factories.directory import ContactFactory, UserFactory
from tests.workflow.turmoil import act_at_random, world
from workflow.concerns import differences, of_line, of_organisation, of_person, of_unit, office_subjects
from workflow.desk import Errand, add_task
from workflow.errors import AlreadyDoneError, NotAllowedError
from workflow.inbox import VIEWS, Filter, counts_of, open_inbox
from workflow.models import Case, CaseEvent, CaseTask, Concern, Confidentiality
from workflow.office import change_lead_unit
from workflow.participations import Involvement, end_involvement, involve
from workflow.permissions import may_assign, may_direct, require_direction
from workflow.states import Extent, Why

OVERSIGHT = ("revision", "registratur", "buero", "abteilungsleitung", "staatssekretaer", "ministerin")


def rows(case: Case, why: Why) -> dict[int, int]:
    """Subject and extent of one reason."""
    return dict(Concern.objects.filter(case=case, why=why).values_list("subject", "extent"))


def restrict(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)


def seen(account: str, case: Case) -> tuple[bool, bool]:
    """Whether the person knows of the case, and whether she reads its file."""
    one = standing(account)
    return (
        Case.objects.visible_to(one).filter(pk=case.pk).exists(),
        Case.objects.in_full_view_of(one).filter(pk=case.pk).exists(),
    )


def test_every_reason_is_a_row_of_its_own(house):
    case = in_coordination().case
    lead = case.lead_unit
    assert rows(case, Why.LEAD) == {of_unit(lead.pk): Extent.FILE}
    assert rows(case, Why.LINE) == {of_line(pk): Extent.FILE for pk in lead.ancestor_ids if pk != lead.pk}
    assert rows(case, Why.PARTNER) == {of_organisation(case.organisation_id): Extent.FILE}
    asked = rows(case, Why.ASKED)
    assert asked[of_unit(unit("Z 1").pk)] == asked[of_unit(unit("FAG HMKB").pk)] == Extent.TASK
    assert asked[of_unit(unit("HMSI-L").pk)] == asked[of_unit(unit("VI").pk)] == Extent.FILE
    assert rows(case, Why.HELD)[of_person(user("sachbearbeitung").pk)] == Extent.TASK
    assert rows(case, Why.INVOLVED) == {}


@pytest.mark.parametrize(
    ("account", "normal", "restricted"),
    [
        ("sachbearbeitung", (True, True), (True, True)),
        ("referatsleitung", (True, True), (True, True)),
        ("abteilungsleitung", (True, True), (False, False)),
        ("staatssekretaer", (True, True), (False, False)),
        ("revision", (True, True), (False, False)),
        ("registratur", (True, True), (False, False)),
        ("buero", (True, True), (False, False)),
        ("haushalt", (True, False), (True, False)),
        ("recht", (False, False), (False, False)),
        ("referatsleitung2", (False, False), (False, False)),
        ("baf", (True, False), (True, False)),
        ("hjr", (False, False), (False, False)),
    ],
)
def test_who_sees_how_much_of_a_case_under_examination(house, account, normal, restricted):
    case = proposal(amount="1000.00", funding_mode="grant").case
    assert seen(account, case) == normal
    restrict(case)
    assert seen(account, case) == restricted


@pytest.mark.parametrize("account", OVERSIGHT)
def test_no_view_of_the_inbox_tells_of_a_restricted_case_whose_page_does_not_exist(client, house, account):
    case = proposal(title="Geheimes Vorhaben").case
    client.force_login(user(account))
    before = client.get("/aufgaben/?ansicht=einheit").content.decode()
    assert "Geheimes Vorhaben" in before
    restrict(case)
    assert client.get(f"/vorgaenge/{case.pk}/").status_code == 404
    for view in VIEWS:
        assert "Geheimes Vorhaben" not in client.get(f"/aufgaben/?ansicht={view}").content.decode()
    assert counts_of(standing(account))["einheit"] == 0


def test_a_task_opens_the_task_and_the_leads_act_the_file(house):
    case = proposal().case
    lead = {"standing": standing("sachbearbeitung"), "at": NOON}
    assert seen("presse", case) == (False, False)
    task = add_task(case.pk, Errand("Text prüfen", unit("Presse")), **lead)
    assert seen("presse", case) == (True, False)
    assert set(CaseTask.objects.visible_to(standing("presse")).values_list("pk", flat=True)) == {task.pk}
    involvement = involve(case.pk, Involvement(unit("Presse"), extent=Extent.FILE), **lead)
    assert seen("presse", case) == (True, True)
    end_involvement(involvement.pk, **lead)
    assert seen("presse", case) == (True, False)


def test_a_person_let_in_until_a_day_reads_until_its_end(house):
    case = proposal().case
    restrict(case)
    let_in = Involvement(user("revision"), extent=Extent.FILE, until=TODAY, reason="Prüfung")
    involve(case.pk, let_in, standing=standing("sachbearbeitung"), at=NOON)
    assert rows(case, Why.INVOLVED) == {of_person(user("revision").pk): Extent.LIST}
    assert seen("revision", case) == (True, True)
    tomorrow = standing("revision", TODAY + timedelta(days=1))
    assert not Case.objects.visible_to(tomorrow).filter(pk=case.pk).exists()
    assert not DocumentVersion.objects.visible_to(tomorrow).filter(document__case=case).exists()


def test_the_former_lead_keeps_what_it_was_asked_for_and_no_file(house):
    case = before_decision().case
    change_lead_unit(case.pk, to=unit("VI 2"), reason="Zuständigkeit", standing=standing("referatsleitung"), at=NOON)
    assert seen("sachbearbeitung", case) == (True, False)
    assert seen("referatsleitung2", case) == (True, True)


def test_whoever_leaves_the_unit_keeps_her_open_task_alone(house):
    case = proposal().case
    clerk = user("sachbearbeitung")
    task = CaseTask.objects.filter(process=case, unit=unit("VI 3")).first()
    CaseTask.objects.filter(pk=task.pk).update(owner=clerk, status="ASSIGNED")
    Membership.objects.filter(user=clerk).update(unit=unit("VI 2"))
    assert seen("sachbearbeitung", case) == (True, False)
    assert list(CaseTask.objects.visible_to(standing("sachbearbeitung"))) == [task]
    assert counts_of(standing("sachbearbeitung"))["meine"] == 1


def test_a_unit_that_moves_takes_its_cases_to_its_new_line(house):
    case = proposal().case
    moved, new = case.lead_unit, unit("Z")
    OrgUnit.objects.filter(pk=moved.pk).update(path=f"{new.path}{moved.pk}/", parent=new)
    assert seen("abteilungsleitung", case) == (False, False)
    assert of_line(new.pk) in rows(case, Why.LINE)
    assert differences() == []


def test_a_case_concerns_its_lead_before_it_has_a_task(house):
    case = proposal().case
    case.pk, case.uid, case.number, case.reference = None, uuid4(), 77, "VI 3-58c-01/77"
    case.save(force_insert=True)
    assert rows(case, Why.LEAD) == {of_unit(case.lead_unit_id): Extent.FILE}
    assert differences() == []


def test_a_member_of_a_division_does_not_see_as_its_head_does(house):
    case = proposal().case
    Membership.objects.create(user=user("jury1"), unit=unit("VI"), rank=Rank.CASE_WORKER, valid_from=TODAY)
    assert of_line(unit("VI").pk) not in office_subjects(standing("jury1"))
    assert seen("jury1", case) == (False, False)


def test_the_file_is_closed_to_whoever_is_excluded(house):
    case = proposal().case
    assert CaseEvent.objects.visible_to(standing("referatsleitung")).filter(case=case).exists()
    Case.objects.filter(pk=case.pk).update(excluded=[user("referatsleitung").pk])
    assert not CaseEvent.objects.visible_to(standing("referatsleitung")).filter(case=case).exists()
    assert not Case.objects.in_full_view_of(standing("referatsleitung")).filter(pk=case.pk).exists()


def partners_task() -> CaseTask:
    """The open task of the partner in a case that is being coordinated."""
    return CaseTask.objects.get(process=in_coordination().case, organisation__isnull=False, closed_at=None)


def listed(one: Standing) -> set[int]:
    """Everything that any view of the inbox shows."""
    found = [open_inbox(Filter(view=view), one).groups for view in VIEWS]
    return {task.pk for groups in found for group in groups for task in group.tasks}


def test_a_task_in_a_case_its_partner_does_not_see_is_in_no_list_of_the_partner(house):
    task, partner = partners_task(), standing("baf")
    assert listed(partner) == {task.pk}
    Case.objects.filter(pk=task.process_id).update(shared_on=None)
    assert listed(partner) == set()
    assert not CaseTask.objects.visible_to(partner).exists()


def test_whoever_no_longer_acts_for_a_partner_sees_none_of_its_tasks(house):
    task, person = partners_task(), user("baf")
    CaseTask.objects.filter(pk=task.pk).update(owner=person, status="ASSIGNED")
    assert listed(standing("baf")) == {task.pk}
    Contact.objects.filter(user=person).delete()
    assert listed(standing("baf")) == set()
    assert not CaseTask.objects.visible_to(standing("baf")).exists()


def test_whoever_leads_from_above_acts_on_what_she_may_read(house):
    case, head = proposal().case, standing("abteilungsleitung")
    task = CaseTask.objects.filter(process=case, unit=case.lead_unit)[0]
    assert (may_assign(task, head), may_direct(case, head)) == (True, True)
    restrict(case)
    task = CaseTask.objects.get(pk=task.pk)
    assert (may_assign(task, head), may_direct(task.case, head)) == (False, False)
    with pytest.raises(NotAllowedError):
        require_direction(task.case, head)
    let_in = Involvement(user("abteilungsleitung"), until=TODAY, reason="Aufsicht")
    involve(case.pk, let_in, standing=standing("sachbearbeitung"), at=NOON)
    assert (may_assign(task, head), may_direct(task.case, head)) == (True, True)


def test_only_the_lead_ends_a_participation(client, house):
    case = proposal().case
    row = involve(case.pk, Involvement(unit("Presse")), standing=standing("sachbearbeitung"), at=NOON)
    for account in ("presse", "revision", "haushalt"):
        with pytest.raises(NotAllowedError):
            end_involvement(row.pk, standing=standing(account), at=NOON)
    client.force_login(user("hjr"))
    assert client.post(reverse("involvement-end", args=[row.pk])).status_code == 404
    client.force_login(user("sachbearbeitung"))
    answer = client.post(reverse("involvement-end", args=[row.pk]), follow=True)
    assert "Die Beteiligung von" in answer.content.decode()
    with pytest.raises(AlreadyDoneError):
        end_involvement(row.pk, standing=standing("sachbearbeitung"), at=NOON)


def test_the_command_names_and_mends_what_differs(house, capsys):
    case = proposal().case
    extra = Concern.objects.create(
        subject=of_unit(unit("Presse").pk), case=case, why=Why.ASKED, extent=Extent.FILE, since=NOON
    )
    Concern.objects.filter(case=case, why=Why.LEAD).delete()
    with pytest.raises(CommandError, match="2 Zugänge weichen ab"):
        call_command("rebuild_concerns", "--check")
    assert seen("presse", case) == (True, True)
    call_command("rebuild_concerns")
    assert not Concern.objects.filter(subject=extra.subject, case=case).exists()
    assert seen("sachbearbeitung", case) == (True, True)
    call_command("rebuild_concerns")
    assert capsys.readouterr().out.splitlines() == ["2 Zugänge richtiggestellt.", "Alle Zugänge stimmen."]


@pytest.mark.parametrize("turns", [60, pytest.param(2000, marks=pytest.mark.long)])
def test_the_table_is_what_it_should_be_after_random_actions(house, turns):
    chance = random.Random(turns)
    cases = world(chance)
    for _turn in range(turns):
        act_at_random(chance, chance.choice(cases))
    assert differences() == []


def strangers(chance: random.Random, number: int) -> list[User]:
    """People with posts drawn at random, some with two, some acting for a partner, some deputising for somebody who is there."""
    units, partners = (
        list(OrgUnit.objects.filter(valid_to=None).order_by("pk")),
        list(Organisation.objects.order_by("pk")),
    )
    found = [UserFactory(username=f"zufall{number}") for number in range(number)]
    for person in found:
        if chance.random() < 0.2:
            ContactFactory(user=person, organisation=chance.choice(partners))
            continue
        for place in chance.sample(units, chance.choice([1, 1, 2])):
            rank = chance.choice(Rank.values)
            Membership.objects.create(user=person, unit=place, rank=rank, valid_from=TODAY)
        if chance.random() < 0.3:
            principal = user(chance.choice(["referatsleitung", "staatssekretaer", "haushalt", "hmkb"]))
            Deputyship.objects.create(principal=principal, deputy=person, valid_from=TODAY)
    return found


@pytest.mark.parametrize(("people", "seed"), [(3, 1), pytest.param(50, 2, marks=pytest.mark.long)])
def test_every_list_shows_what_its_pages_open_and_counts_what_it_shows(client, house, people, seed):
    chance = random.Random(seed)
    cases = world(chance)
    for _turn in range(120):
        act_at_random(chance, chance.choice(cases))
    shown_at_all = 0
    for person in [*strangers(chance, people), user("referatsleitung"), user("baf")]:
        client.force_login(person)
        one = standing_of(person, TODAY)
        shown_at_all += check_inbox(one)
        check_cases(client, one, cases)
        check_papers(client, one)
    assert shown_at_all > people


def check_inbox(one: Standing) -> int:
    """Each view shows as many as it counts, and nothing whose page would be 404; how many there were."""
    counts, number = counts_of(one), 0
    for view in VIEWS:
        inbox = open_inbox(Filter(view=view), one)
        shown = [task.pk for group in inbox.groups for task in group.tasks]
        assert len(shown) == inbox.total == counts[view], (one.user, view)
        assert CaseTask.objects.visible_to(one).filter(pk__in=shown).count() == len(shown), (one.user, view)
        number += len(shown)
    return number


def check_cases(client, one: Standing, cases: list[Case]) -> None:
    """The list holds exactly the cases whose page opens."""
    name = "portal-case" if one.is_partner else "case"
    opens = [case.pk for case in cases if client.get(reverse(name, args=[case.pk])).status_code == 200]
    listed = Case.objects.visible_to(one).filter(pk__in=[case.pk for case in cases])
    assert sorted(listed.values_list("pk", flat=True)) == opens, one.user


def check_papers(client, one: Standing) -> None:
    """The list of versions holds exactly those whose bytes come."""
    for version in DocumentVersion.objects.select_related("document"):
        answer = client.get(version.get_absolute_url())
        comes = answer.status_code == 200 and bool(b"".join(answer.streaming_content))
        assert DocumentVersion.objects.visible_to(one).filter(pk=version.pk).exists() == comes, (one.user, version)


def test_what_a_person_stands_for_is_one_question_to_one_index(house):
    one = standing("staatssekretaer")
    with connection.cursor() as cursor:
        sql, params = Case.objects.visible_to(one).values("pk").query.sql_with_params()
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "workflow_concern" in plan
    assert "SubPlan 2" not in plan
