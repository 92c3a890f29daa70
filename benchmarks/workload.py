"""The workload CASE through the services, as views and jobs call them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from benchmarks import flows
from directory.models import OrgUnit, User
from directory.standing import Standing, standing_of
from workflow.automatic import run_job
from workflow.models import Case
from workflow.office import NewCase, open_case
from workflow.services import claim, complete
from workflow.steps import Verdict

AT = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Berlin"))
PEOPLE = {"Z 1": "recht", "Z 3": "haushalt", "Presse": "presse", "VI 3": "sachbearbeitung"}


class Workload:
    """People and units looked up once; a request would have the same at hand."""

    def __init__(self) -> None:
        flows.UNITS[:] = [OrgUnit.objects.get(short=short) for short in flows.REVIEWERS]
        self.lead = OrgUnit.objects.get(short="VI 3")
        self.clerk = User.objects.get(username="sachbearbeitung")
        self.people: dict[int, Standing] = {
            OrgUnit.objects.get(short=short).pk: standing_of(User.objects.get(username=account), AT.date())
            for short, account in PEOPLE.items()
        }

    def case(self) -> None:
        """One case from start to file: 15 transactions."""
        case = open_case(NewCase(kind="bench", title="Messung", lead_unit=self.lead), opened_by=self.clerk, at=AT)
        for _round in range(3):
            self._do(case, "approve")
        self._do(case, "yes")
        self._do(case, "signed")
        run_job(self._next(case)[0], at=AT)
        self._do(case, "done")

    def _do(self, case: Case, outcome: str) -> None:
        pk, unit = self._next(case)
        claim(pk, standing=self.people[unit], at=AT)
        complete(pk, Verdict(outcome), standing=self.people[unit], at=AT)

    def _next(self, case: Case) -> tuple[int, int]:
        """By hand, as the floor does: finding the task is not what is measured."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, unit_id FROM workflow_casetask WHERE process_id = %s AND closed_at IS NULL ORDER BY id LIMIT 1",
                [case.pk],
            )
            pk, unit = cursor.fetchone()
            return pk, unit
