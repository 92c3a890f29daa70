"""A jury without names: no juror finds one anywhere before names are open, and a biased juror never."""

import pytest
from django.urls import reverse

from documents.models import Document, DocumentVersion
from prizes.jury.judging import declare, declare_for, open_names
from prizes.models import JuryNomination
from tests.conftest import NOON
from tests.factories.contracts import standing, user
from tests.partners.test_foreign import ADDRESSES, PLAIN
from tests.prizes.judged import CANARIES, fix_by, free, sit
from workflow.models import Case, ExternalMail

pytestmark = pytest.mark.django_db


def seen_by(client, account: str, entry: JuryNomination) -> str:
    """Everything the account can reach under any address, its downloads included."""
    client.force_login(user(account))
    year, found = entry.jury.award_year.year, []
    case = entry.nomination.case_id
    numbers = {
        "year": [year],
        "number": range(1, 6),
        "file": [1, 2],
        "kind": ["nomination", "award_year"],
        "entry": ["withdraw"],
        "token": ["x"],
        "step": [1],
    }
    tasks = list(Case.objects.get(pk=case).task_set.values_list("pk", flat=True))
    documents = list(
        Document.objects.filter(case__in=[case, entry.jury.award_year.case_id]).values_list("pk", flat=True)
    )
    versions = list(DocumentVersion.objects.filter(document__in=documents).values_list("pk", flat=True))
    special = {"document-version": documents, "document-download": versions}
    cases = [case, entry.jury.award_year.case_id]
    for name, arguments in [*ADDRESSES, *((plain, []) for plain in PLAIN)]:
        choices = [{}]
        for argument in arguments:
            # Of the year, the nomination, its tasks and papers; every other number belongs to something else.
            own = special.get(name, tasks if "task" in name else cases) if argument == "pk" else [1]
            values = cases if argument == "case_pk" else numbers.get(argument, own)
            choices = [one | {argument: value} for one in choices for value in values]
        for chosen in choices:
            answer = client.get(reverse(name, kwargs=chosen), {"q": "Zeisig"} if not chosen else {})
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found.append(body.decode("utf-8", "replace") + str(answer.headers))
    return "\n".join(found)


def leaks(text: str) -> list[str]:
    return [name for name in CANARIES if name in text]


@pytest.mark.parametrize("stage", ["declaring", "declared"])
def test_in_the_blind_stage_no_juror_finds_a_name_anywhere(client, jury, canary, stage):
    if stage == "declared":
        free(jury, "jury1")
    text = seen_by(client, "jury1", canary)
    assert ("%PDF" in text) is (stage == "declared")
    assert leaks(text) == []
    assert leaks("".join(ExternalMail.objects.filter(key__startswith="jury").values_list("body", flat=True))) == []


def test_the_names_are_there_to_be_found(client, jury, canary):
    """What the test above looks for exists, and is shown once names are open."""
    free(jury, "jury1")
    open_names(jury, standing=standing("preisbuero"), at=NOON)
    assert {"Zeisigclub", "Amselfeld", "Finkenau"} <= set(leaks(seen_by(client, "jury1", canary)))
    assert leaks(seen_by(client, "preisbuero", canary))


@pytest.mark.parametrize("way", ["connection", "own", "office"])
@pytest.mark.parametrize("stage", ["blind", "open", "fixed"])
def test_a_biased_juror_never_finds_the_nomination(client, jury, canary, way, stage):
    who = standing("jury2")
    free(jury, "jury2", connected="Zeisigclub" if way == "connection" else "")
    if way == "own":
        declare(canary, biased=True, reason="Bruder singt mit", standing=who, at=NOON)
    elif way == "office":
        declare_for(canary, user("jury2"), "Arbeitgeber", standing=standing("preisbuero"), at=NOON)
    if stage != "blind":
        open_names(jury, standing=standing("preisbuero"), at=NOON)
    if stage == "fixed":
        sit(client, jury, {canary: (1, "5000", 4, 0, 0)})
        fix_by(client, jury)
    text = seen_by(client, "jury2", canary)
    assert leaks(text) == []
    assert f"Nummer {canary.number}<" not in text
    assert Case.objects.get(pk=canary.nomination.case_id).excluded == [who.user.pk]
