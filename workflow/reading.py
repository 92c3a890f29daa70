"""Who was let into a restricted case as a person leaves a trace of what she reads there.

Once for each part, paper or task and day: that somebody read the history on Tuesday is what the lead and the Revision ask, not how often she
reloaded the page; and a history that fills with clicks is read by nobody. The entry is written before anything is shown, through the step like
every other, so that it stands in the chain. Reading in normal cases, and by those whose unit leads or was put on the list, follows from their
work and is not written down.
"""

from datetime import datetime

from directory.models import User
from directory.standing import Standing
from workflow.concerns import of_person, standings
from workflow.errors import NotAllowedError, WorkflowError
from workflow.models import Case, CaseEvent, Concern, Confidentiality
from workflow.opening import opened_case
from workflow.permissions import Authority
from workflow.states import Extent, ReadPart, Why


def let_in_as(case: Case, standing: Standing) -> User | None:
    """Who was let into this restricted case in person: she herself, or somebody she deputises for."""
    if case.confidentiality != Confidentiality.RESTRICTED:
        return None
    people = {of_person(one.user.pk): one.user for one in standings(standing)}
    rows = Concern.objects.filter(
        case=case, why=Why.INVOLVED, extent__gte=Extent.FILE, until__gte=standing.day, subject__in=list(people)
    )
    held = set(rows.values_list("subject", flat=True))
    return next((user for subject, user in people.items() if subject in held), None)


def note_reading(case: Case, part: ReadPart, *, standing: Standing, at: datetime, what: str = "") -> None:
    """Write down what is about to be read, once a day; NotAllowedError when it cannot be written, and then nothing is shown."""
    holder = let_in_as(case, standing)
    if holder is None:
        return
    known = CaseEvent.objects.filter(
        case=case, action="read", actor=standing.user, at__date=standing.day, data__kind=part, data__what=what
    )
    if known.exists():
        return
    try:
        with opened_case(case.pk, at=at) as step:
            if not known.exists():
                step.authority = Authority(standing.user, on_behalf_of=None if holder == standing.user else holder)
                step.log("read", kind=part, what=what)
    except WorkflowError as error:
        raise NotAllowedError(error.message) from error
