"""Drives a case through the real services, as the people of the demonstration would."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from contracts.models import Contract
from directory.models import FieldOfAction, Membership, Organisation, OrgUnit, User
from directory.standing import standing_of
from workflow import clock
from workflow.automatic import finish_wait, run_job
from workflow.calendars import office_calendar
from workflow.models import Case, CaseTask, TaskKind
from workflow.office import NewCase, open_case
from workflow.services import complete
from workflow.steps import Verdict

BERLIN = ZoneInfo("Europe/Berlin")
Reply = tuple[str, str, dict[str, Any]]


class Driver:
    """One case and the day it has got to."""

    def __init__(self, case: Case, day: date) -> None:
        self.case, self.day = case, day
        self._minute = 0

    @classmethod
    def opened(
        cls,
        *,
        day: date,
        title: str,
        partner: str,
        fields: Iterable[str],
        ressorts: Iterable[str],
        detail: dict[str, Any],
    ) -> "Driver":
        """Capture a proposal as the case worker."""
        new = NewCase(
            kind="contract", title=title, lead_unit=OrgUnit.objects.get(short="VI 3"), organisation=Organisation.objects.get(short=partner),
            fields_of_action=tuple(FieldOfAction.objects.filter(code__in=list(fields))),
            affected_units=tuple(OrgUnit.objects.filter(short__in=list(ressorts), valid_to=None)), shared=True, detail={"received_on": day, **detail},
        )  # fmt: skip
        driver = cls.__new__(cls)
        driver.day, driver._minute = day, 0  # noqa: SLF001 -- own class
        driver.case = open_case(new, opened_by=User.objects.get(username="sachbearbeitung"), at=driver.now())
        return driver

    @property
    def contract(self) -> Contract:
        """The contract as it is now."""
        return Contract.objects.get(pk=self.case.pk)

    def now(self) -> datetime:
        """A moment of the working day, later at every call; today, none that is still to come."""
        self._minute += 3
        moment = datetime.combine(self.day, time(9), BERLIN) + timedelta(minutes=self._minute % 420)
        return min(moment, clock.now()) if self.day == clock.today() else moment

    def wait(self, office_days: int) -> "Driver":
        """Let working days pass."""
        self.day = office_calendar().add_office_days(self.day, office_days)
        return self

    def until(self, day: date) -> "Driver":
        """Let time pass up to a day; what falls due by itself on the way happens on its day."""
        while (wait := self._next_wait(day)) is not None:
            self.day = max(self.day, wait.due_on or day)
            finish_wait(wait.pk, at=self.now())
        self.day = max(self.day, day)
        return self

    def _next_wait(self, day: date) -> CaseTask | None:
        waits = CaseTask.objects.filter(
            process=self.case, closed_at=None, flow_task_type=TaskKind.WAIT, due_on__lte=day
        )
        return waits.order_by("due_on", "pk").first()

    def do(self, node: str, outcome: str, note: str = "", *, by: str = "", **payload: Any) -> "Driver":
        """Complete the open task of a node; without `by`, whoever of its unit may do it."""
        for task in self.tasks(node)[:1] or self._missing(node):
            self._complete(task, by, Verdict(outcome, note, payload))
        return self

    def do_all(self, node: str, reply: Callable[[CaseTask], Reply]) -> "Driver":
        """Complete every open task of a node, each as `reply` says."""
        for task in self.tasks(node):
            outcome, note, payload = reply(task)
            self._complete(task, "", Verdict(outcome, note, payload))
        return self

    def tasks(self, node: str) -> list[CaseTask]:
        """Open tasks of a node."""
        tasks = CaseTask.objects.filter(
            process=self.case, closed_at=None, flow_task=self.case.flow_class.find(node).ref
        )
        return list(tasks.select_related("unit", "organisation").order_by("pk"))

    def _missing(self, node: str) -> list[CaseTask]:
        still = [task.node.name for task in CaseTask.objects.filter(process=self.case, closed_at=None)]
        raise LookupError(f"{node} is not open in {self.case}; open are {still}")

    def _complete(self, task: CaseTask, by: str, verdict: Verdict) -> None:
        person = User.objects.get(username=by) if by else self._person(task)
        complete(task.pk, verdict, standing=standing_of(person, self.day), at=self.now())
        for job in CaseTask.objects.filter(process=self.case, closed_at=None, flow_task_type=TaskKind.JOB):
            run_job(job.pk, at=self.now())

    def _person(self, task: CaseTask) -> User:
        if task.organisation is not None:
            return User.objects.filter(contacts__organisation=task.organisation)[0]
        members = Membership.objects.valid_on(self.day).filter(unit=task.unit, rank__gte=task.rank)
        return members.select_related("user").order_by("rank", "pk")[0].user
