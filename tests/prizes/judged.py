"""What the members of a jury and the office do."""

from django.urls import reverse

from prizes.demo import JURY
from prizes.jury.judging import declare, name_connections
from prizes.models import Jury, JuryNomination
from tests.conftest import NOON, TODAY
from tests.factories.contracts import standing, user

CANARIES = ("Zeisigclub", "Amselfeld", "amsel.example", "Lerchenweg", "Finkenau")


def free(jury: Jury, account: str, *, connected: str = "") -> None:
    """The member names its connections and declares itself free on everything it still sees."""
    who = standing(account)
    name_connections(jury, connected, standing=who, at=NOON)
    for entry in JuryNomination.objects.visible_to(who).filter(jury=jury).select_related("jury", "nomination"):
        declare(entry, biased=False, reason="", standing=who, at=NOON)


def sit(client, jury: Jury, votes: dict, *, present=JURY, status: int = 302, **changed) -> str:
    """The office records a session."""
    client.force_login(user("preisbuero"))
    data = {
        "held_on": TODAY.isoformat(), "place": "Wiesbaden", "chair": user("jury1").pk, "present": [user(one).pk for one in present], "course": "Beraten.",
    } | changed  # fmt: skip
    for entry, vote in votes.items():
        data |= {
            f"{name}_{entry.pk}": value
            for name, value in zip(("rank", "amount", "yes", "no", "abstained"), vote, strict=True)
        }
    answer = client.post(reverse("award-jury-session", args=[jury.award_year.year]), data)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def fix_by(client, jury: Jury, account: str = "jury1") -> Jury:
    if account == "jury1":
        free_if_needed(jury, account)
    client.force_login(user(account))
    client.post(reverse("jury-result", args=[jury.award_year.year]))
    return Jury.objects.get(pk=jury.pk)


def free_if_needed(jury: Jury, account: str) -> None:
    if not jury.connections.filter(juror=user(account)).exists():
        free(jury, account)
