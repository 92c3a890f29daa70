"""Bodies in the demonstration: a composition of the conference that is invented, with some of its seats filled, and appointments at their stages.

One asks for names, one waits for the Cabinet, and one is in office with deputies, where an Abberufung lies before the State Secretary.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from committees.bodies import Declaration, Seating, appoint, declare, save_group, save_member, save_seat
from committees.models import Body, Decider, Function, Hearing, Mandate, Member, Seat, SeatGroup
from committees.naming import Answer, NamedPerson, Plan, begin_appointment
from committees.recalls import begin_recall
from directory.models import Organisation, User
from directory.standing import Standing, standing_of
from workflow.automatic import run_job
from workflow.models import Case, CaseTask, TaskKind
from workflow.services import complete
from workflow.steps import Verdict

BERLIN = ZoneInfo("Europe/Berlin")
CONSTITUTED = date(2024, 9, 23)
TERM_ENDS = date(2029, 1, 17)
CLERK, WEEK = "geschaeftsstelle", timedelta(days=7)
GROUPS = (("Kommunen (Muster)", 4), ("Verbände und Träger (Muster)", 4), ("Migrantenorganisationen (Muster)", 4), ("Expertinnen und Experten (Muster)", 4))  # fmt: skip
# given name, name, declared gender
PEOPLE = (
    ("Alma", "Berger", "woman"), ("Bekir", "Cetin", "man"), ("Carla", "Dorn", "woman"), ("Dunja", "Esser", "woman"), ("Emil", "Franke", "man"),
    ("Farah", "Gül", "woman"), ("Gerd", "Hahn", "man"), ("Hana", "Ismail", "woman"),
)  # fmt: skip
# given name, name, form of address, function, what she is, what qualifies her
EXPERTS = (
    ("Ida", "Jost (fiktiv)", "ms", Function.MEMBER, "Hochschule (Muster)", "Forscht zu gesellschaftlicher Teilhabe (erfunden)."),
    ("Kai", "Lenz (fiktiv)", "mr", Function.DEPUTY, "Hochschule (Muster)", ""),
    ("Mo", "Nagel (fiktiv)", "", Function.MEMBER, "Wohlfahrtspflege (Muster)", "Berät seit Jahren Kommunen (erfunden)."),
)  # fmt: skip
NEXT = (
    ("Olga", "Pohl (fiktiv)", "ms", Function.MEMBER, "Kammer (Muster)", "Leitet ein Netzwerk von Betrieben (erfunden)."),
    ("Rosa", "Stern (fiktiv)", "ms", Function.DEPUTY, "Kammer (Muster)", "Begleitet Auszubildende (erfunden)."),
    ("Tim", "Uhl (fiktiv)", "mr", Function.MEMBER, "Gewerkschaft (Muster)", "Vertritt Beschäftigte in der Pflege (erfunden)."),
)  # fmt: skip
UP_THE_LINE = (("sign_head", "referatsleitung1"), ("sign_division", "abteilungsleitung"), ("sign_secretary", "staatssekretaer"))  # fmt: skip
FEW = "Zum Geschlecht liegen weniger als fünf Angaben vor; je Sitz wurde um eine Frau und einen Mann gebeten (Muster)."


def load(day: date) -> None:
    """Groups, seats and people of the conference, and its appointments; nothing where the Geschäftsstelle has no account or there are groups already."""
    clerk = User.objects.filter(username=CLERK).first()
    body = Body.objects.filter(unit__short="IK").first()
    if clerk is None or body is None or body.groups.exists():
        return
    standing = standing_of(clerk, day)
    for order, (name, seats) in enumerate(GROUPS, 1):
        save_group(SeatGroup(body=body, name=name, order=order), seats, standing=standing)
    places = list(Seat.objects.filter(group__body=body).order_by("group__order", "number"))
    _fill(places[:4] + places[8:12], standing)
    _ask(body, places[4:6], standing)
    _in_office(body, places[12:14], day)
    _before_the_cabinet(body, places[14:16], day)


def _fill(places: list[Seat], standing: Standing) -> None:
    at = datetime.combine(standing.day, time(10), BERLIN)
    for seat, (given, name, gender) in zip(places, PEOPLE, strict=True):
        member = save_member(Member(given_name=given, name=f"{name} (fiktiv)"), standing=standing, at=at)
        declare(member, Declaration(gender, "", CONSTITUTED), standing=standing)
        appoint(Seating(seat, member, Function.MEMBER, CONSTITUTED), standing=standing, at=at)


def _ask(body: Body, seats: list[Seat], standing: Standing) -> None:
    at = datetime.combine(standing.day, time(10), BERLIN)
    for seat, name in zip(seats, ("Bildungsstätte Anne Frank", "Hessischer Jugendring"), strict=True):
        seat.organisation = Organisation.objects.filter(name__startswith=name).first()
        save_seat(seat, standing=standing)
    case = begin_appointment(body, Plan(tuple(seats), standing.day), standing=standing, at=at)
    task = CaseTask.objects.get(process=case, closed_at=None)
    complete(task.pk, Verdict("request"), standing=standing, at=at)


class _Run:
    """An appointment that people bring from task to task, one a week, none of them later than `last`."""

    def __init__(self, body: Body, plan: Plan, *, begun: date, last: date) -> None:
        self.day, self.last = begun, last
        self.case: Case = begin_appointment(body, plan, standing=self.standing(CLERK), at=self.at)

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(10), BERLIN)

    def standing(self, account: str) -> Standing:
        return standing_of(User.objects.get(username=account), self.day)

    def do(self, node: str, verdict: Verdict, *, by: str = CLERK) -> "_Run":
        """Complete the open task of a node; what a job has to write is written at once."""
        self.day = min(self.day + WEEK, self.last)
        task = CaseTask.objects.get(process=self.case, closed_at=None, flow_task=self.case.flow_class.find(node).ref)
        complete(task.pk, verdict, standing=self.standing(by), at=self.at)
        for job in CaseTask.objects.filter(process=self.case, closed_at=None, flow_task_type=TaskKind.JOB):
            run_job(job.pk, at=self.at)
        return self

    def listed(self, seats: Sequence[Seat], people: Sequence[tuple[str, ...]]) -> "_Run":
        """These people are named and chosen, and signed for up to the State Secretary."""
        self.do("concept", Verdict("request")).do(
            "record_names", Verdict("done", "", {"people": _named(seats, people)})
        )
        chosen = self.case.appointment.proposals.values_list("pk", flat=True)
        told = {"chosen": [str(pk) for pk in chosen], "parity_reason": FEW, "representation_reason": "Muster."}
        self.do("check_list", Verdict("forward", "", told))
        for node, account in UP_THE_LINE:
            self.do(node, Verdict("sign"), by=account)
        return self


def _named(seats: Sequence[Seat], people: Sequence[tuple[str, ...]]) -> list[NamedPerson]:
    """A member for each seat in turn; a deputy follows the member she stands in for."""
    found, place = [], -1
    for given, name, address, function, line, profile in people:
        place += function == Function.MEMBER
        found.append(
            NamedPerson(seats[place], given, name, function=function, address=address, line=line, profile=profile)
        )
    return found


def _term_ends(day: date) -> date:
    """With the legislature; a demonstration that begins after it has one more year."""
    return max(TERM_ENDS, day + 52 * WEEK)


def _in_office(body: Body, seats: list[Seat], day: date) -> None:
    """Appointed for the whole term; the first agreed to be named in public, the last is to be recalled."""
    run = _Run(body, Plan(tuple(seats), CONSTITUTED, _term_ends(day)), begun=CONSTITUTED - 9 * WEEK, last=CONSTITUTED)
    run.listed(seats, EXPERTS).do("appoint", Verdict("appoint"), by="ministerin")
    answers: dict[int, Any] = {}
    for place, pk in enumerate(run.case.appointment.proposals.values_list("pk", flat=True)):
        answers[pk] = Answer(run.day, informed=True, published=place == 0)
    run.do("acceptance", Verdict("done", "", {"answers": answers}))
    run.day = run.last = day
    begin_recall(run.case.pk, "Nimmt seit einem Jahr nicht teil (Muster).", standing=run.standing(CLERK), at=run.at)
    mandate = Mandate.objects.filter(case=run.case, function=Function.MEMBER).latest("seat__number")
    draft = {
        "mandate": mandate, "last_day": day + 4 * WEEK, "reasons": "Nimmt seit einem Jahr nicht teil (Muster).", "hearing": Hearing.OFFERED,
    }  # fmt: skip
    run.do("draft_recall", Verdict("submit", "", draft))


def _before_the_cabinet(body: Body, seats: list[Seat], day: date) -> None:
    """Signed by the State Secretary; the Büro is to bring in the Kabinettvorlage."""
    plan = Plan(tuple(seats), day + 4 * WEEK, _term_ends(day), decider=Decider.CABINET)
    _Run(body, plan, begun=day - 8 * WEEK, last=day).listed(seats, NEXT)
