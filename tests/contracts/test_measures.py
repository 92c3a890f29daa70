"""The measures of both sides: each side fills its own, while it is asked to."""

import pytest
from django.urls import reverse

from contracts.demo import stages
from contracts.models import Indicator, Measure
from contracts.services import delete_measure, save_measure
from directory.standing import standing_of
from tests.factories.contracts import in_coordination, proposal, user
from workflow.errors import NotAllowedError, WorkflowError
from workflow.services import complete
from workflow.steps import Verdict

ROWS = {"indikator-TOTAL_FORMS": "2", "indikator-INITIAL_FORMS": "0", "title": "Workshops", "status": "planned"}


@pytest.fixture
def asked(house):
    """Both sides are asked for their measures."""
    return stages.mandated(stages.taken_up(proposal()))


@pytest.fixture
def send(client, asked):
    """`send(account, name, *args, **data)`."""

    def ask(account: str, name: str, *args: int, **data):
        client.force_login(user(account))
        address = reverse(name, args=[asked.case.pk, *args])
        return client.post(address, data) if data else client.get(address)

    return ask


def row(number: int, **values: str) -> dict[str, str]:
    return {f"indikator-{number}-{name}": value for name, value in values.items()}


def test_both_sides_write_their_own_with_indicators(send, asked):
    for account, side in (("sachbearbeitung", "state"), ("baf", "partner")):
        answer = send(account, "measure-new", **ROWS, **row(0, name="Termine", target="12", unit_of_measure="Stück"))
        assert answer.status_code == 302
        measure = Measure.objects.get(contract_id=asked.case.pk, side=side)
        assert (measure.title, [one.goal for one in measure.indicators.all()]) == ("Workshops", ["12 Stück"])


def test_a_change_replaces_the_indicators_and_does_not_multiply_them(send, asked):
    send("baf", "measure-new", **ROWS, **row(0, name="Termine", target="12"))
    measure = Measure.objects.get(contract_id=asked.case.pk)
    send("baf", "measure", measure.pk, **ROWS | {"title": "Seminare"}, **row(0, name="Termine", target="20"))
    measure.refresh_from_db()
    assert (measure.title, list(Indicator.objects.values_list("target", flat=True))) == ("Seminare", ["20"])


def test_the_other_side_neither_changes_nor_reads_it_before_it_is_handed_in(send, asked):
    send("sachbearbeitung", "measure-new", **ROWS | {"title": "Räume der Landesstellen"})
    measure = Measure.objects.get(contract_id=asked.case.pk)
    assert "Räume der Landesstellen" not in send("baf", "measures").content.decode()
    assert send("baf", "measure", measure.pk, **ROWS).status_code == 404
    assert send("baf", "measure", measure.pk, loeschen="1").status_code == 404
    asked.do("state_measures", "submit", by="sachbearbeitung")
    assert "Räume der Landesstellen" in send("baf", "measures").content.decode()
    assert Measure.objects.filter(pk=measure.pk).exists()


@pytest.mark.parametrize(("account", "whose"), [("baf", "state"), ("sachbearbeitung", "partner")])
def test_the_service_keeps_the_sides_apart_as_well(asked, account, whose):
    """Whatever a page offers: what belongs to the other side is neither changed nor deleted."""
    contract = asked.contract
    measure = Measure.objects.create(contract=contract, side=whose, title="Räume")
    who = {"standing": standing_of(user(account), asked.day), "at": asked.now()}
    measure.title = "Anders"
    with pytest.raises(NotAllowedError, match="andere"):
        save_measure(contract.pk, measure, [], **who)
    with pytest.raises(NotAllowedError, match="andere"):
        delete_measure(contract.pk, measure.pk, **who)
    measure.refresh_from_db()
    assert (measure.title, measure.side) == ("Räume", whose)


@pytest.mark.parametrize("account", ["hjr", "hmkb", "recht", "referatsleitung2", "haushalt"])
def test_the_service_asks_for_the_task(asked, account):
    """The Justiziar has the whole file once he was asked; he still writes no measures."""
    with pytest.raises(NotAllowedError, match="solange Ihre Aufgabe"):
        save_measure(
            asked.case.pk, Measure(title="x"), [], standing=standing_of(user(account), asked.day), at=asked.now()
        )


@pytest.mark.parametrize(
    ("account", "status"), [("hjr", 404), ("hmkb", 403), ("referatsleitung2", 404), ("recht", 404)]
)
def test_nobody_else_writes_measures(send, asked, account, status):
    assert send(account, "measure-new", **ROWS).status_code == status
    assert not Measure.objects.filter(contract_id=asked.case.pk).exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"title": ""}, "zwingend erforderlich"),
        ({"starts_on": "2027-05-01", "ends_on": "2027-04-30"}, "Das Ende liegt vor dem Beginn."),
        ({"indikator-0-name": "Termine"}, "ergänzen Sie diese Angabe"),
        ({"indikator-0-target": "12"}, "ergänzen Sie diese Angabe"),
        (
            {"indikator-0-name": "Termine", "indikator-0-target": "12", "indikator-0-target_on": "31.02.2027"},
            "gültiges Datum",
        ),
    ],
)
def test_what_is_wrong_is_said_there_and_what_was_typed_stays(send, asked, data, message):
    answer = send("baf", "measure-new", **ROWS | {"description": "Jeden Dienstag."} | data)
    text = answer.content.decode()
    assert (answer.status_code, message in text, "Jeden Dienstag." in text) == (422, True, True)
    assert not Measure.objects.filter(contract_id=asked.case.pk).exists()


@pytest.mark.parametrize(("total", "rows"), [("2", 4), ("11", 12), ("12", 12), ("999999999", 2), ("-1", 2), ("", 2)])
def test_rows_are_added_without_script_up_to_a_limit(send, total, rows):
    answer = send("baf", "measure-new", **ROWS | {"indikator-TOTAL_FORMS": total, "mehr": "1"})
    assert answer.status_code == 200
    assert answer.content.decode().count('name="indikator-') >= rows
    assert "Workshops" in answer.content.decode()


def test_a_measure_is_deleted_with_its_indicators(send, asked):
    send("baf", "measure-new", **ROWS, **row(0, name="Termine", target="12"))
    measure = Measure.objects.get(contract_id=asked.case.pk)
    assert send("baf", "measure", measure.pk, loeschen="1").status_code == 302
    assert (Measure.objects.count(), Indicator.objects.count()) == (0, 0)


def test_after_handing_in_nothing_can_be_changed(send, asked):
    send("baf", "measure-new", **ROWS)
    measure = Measure.objects.get(contract_id=asked.case.pk)
    task = asked.tasks("partner_measures")[0]
    complete(task.pk, Verdict("submit"), standing=standing_of(user("baf"), asked.day), at=asked.now())
    late = send("baf", "measure", measure.pk, **ROWS | {"title": "Anders"})
    assert (late.status_code, "Anders" in late.content.decode()) == (403, True)
    assert send("baf", "measure", measure.pk).status_code == 403
    assert "Maßnahme hinzufügen" not in send("baf", "measures").content.decode()


@pytest.mark.parametrize("node", ["state_measures", "partner_measures"])
def test_nobody_hands_in_nothing(house, asked, node):
    with pytest.raises(WorkflowError, match="mindestens eine Maßnahme"):
        asked.do(node, "submit")


def test_a_ressort_reads_them_once_they_are_handed_in(client, house):
    driver = in_coordination()
    client.force_login(user("hmkb"))
    text = client.get(reverse("measures", args=[driver.case.pk])).content.decode()
    assert "Räume stellen" in text
    assert "Workshops durchführen" in text
