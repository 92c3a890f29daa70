"""The figures of a year: one for all, and nobody can tell a single nomination from them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from prizes.demo import nominate, open_call
from prizes.figures import figures_of
from prizes.models import AwardYear, Nomination
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user
from workflow.exclusion import exclude
from workflow.models import CaseTask

pytestmark = pytest.mark.django_db
FEW, BESIDE = "unter 3", "nicht ausgewiesen"


@pytest.fixture
def entered(house) -> AwardYear:
    """Four in Kassel, three in Hanau, one person in Finkenau who does it abroad."""
    year = open_call(TODAY, year=2027, since=10, days=10)
    for number in range(7):
        nominate(year, (f"Verein {number}", f"Projekt {number}", "Kassel" if number < 4 else "Hanau"), TODAY)
    nominate(year, ("Kim Zeisig", "Singen", "Finkenau"), TODAY, nominee_kind="person", in_hessen=False)
    return year


def words(year: AwardYear) -> dict[str, object]:
    found = figures_of(year)
    lists = {name: [(str(label), str(number)) for label, number in found[name]] for name in ("kinds", "places")}
    rules = {str(label): [str(number) for _label, number in counts] for label, counts in found["rules"]}
    return lists | {name: str(found[name]) for name in ("entries", "own", "others", "rejected", "awards", "money")} | {"rules": rules}  # fmt: skip


def test_few_are_not_counted_out_nor_what_would_tell_them(entered):
    assert words(entered) == {
        "entries": "8", "own": FEW, "others": BESIDE, "rejected": FEW, "awards": "None", "money": "None",
        "kinds": [("Organisation, Verein, Kommune", "7"), ("private Initiative", FEW), ("einzelne Person", FEW)],
        "places": [("Kassel", "4"), ("andere Orte", "4")],
        "rules": {
            "Findet in Hessen statt": ["7", FEW, FEW], "Läuft bereits": [BESIDE, FEW, FEW], "Läuft lange genug": [BESIDE, FEW, FEW],
            "Noch nicht ausgezeichnet": [BESIDE, FEW, FEW],
        },
    }  # fmt: skip


@pytest.mark.parametrize(("awards", "told"), [(2, (FEW, "None")), (3, ("3", "15000.00"))])
def test_awards_are_counted_once_they_are_signed_and_not_when_they_are_few(entered, awards, told):
    for nomination in Nomination.objects.order_by("pk")[:awards]:
        Nomination.objects.filter(pk=nomination.pk).update(rank=1, amount=5000)
    assert words(entered)["awards"] == "None"
    entered.decided_on = TODAY
    found = words(entered)
    assert (found["awards"], found["money"]) == told


def test_what_everybody_has_in_common_is_not_told_either(house):
    year = open_call(TODAY, year=2027, since=10, days=10)
    for number in range(4):
        nominate(year, (f"Verein {number}", f"Projekt {number}", "Finkenau"), TODAY)
    assert words(year)["places"] == []


def test_whoever_is_shut_out_reads_the_figures_of_everybody_and_nothing_of_the_nomination(client, entered):
    shut = Nomination.objects.get(nominee="Kim Zeisig")
    addresses = [reverse("award-figures", args=[2027]), reverse("case-record", args=[entered.case_id])]
    addresses += [
        reverse("task", args=[task.pk]) for task in CaseTask.objects.filter(process=entered.case_id, closed_at=None)
    ]
    client.force_login(user("preisbuero"))
    before = [client.get(address).context["figures"] for address in addresses[:2]]
    exclude(shut.pk, user("preisbuero"), "Bruder", standing=standing("preisbuero"), at=NOON)
    assert [client.get(address).context["figures"] for address in addresses[:2]] == before
    for address in addresses:
        page = client.get(address).content.decode()
        assert [word for word in ("Finkenau", "Zeisig", "einzelne Person: 1", "nicht erfüllt: 1") if word in page] == []


def test_no_likeness_tells_of_what_one_is_shut_out_of(client, entered):
    nominate(entered, ("Verein 0", "Projekt 0", "Fulda"), TODAY - timedelta(days=1))
    shut, other = Nomination.objects.filter(nominee="Verein 0").order_by("-place")
    client.force_login(user("preisbuero"))

    def similar() -> bool:
        rows = client.get(reverse("award-year", args=[2027])).context["rows"]
        return next(row.look.similar for row in rows if row.nomination.pk == other.pk)

    Nomination.objects.exclude(pk__in=[shut.pk, other.pk]).update(project="Ganz anderes", nominee="Jemand sonst")
    assert similar()
    exclude(shut.pk, user("preisbuero"), "Bruder", standing=standing("preisbuero"), at=NOON)
    assert not similar()
