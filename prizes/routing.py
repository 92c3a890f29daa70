"""Who gets a task of a nomination, which way its choices go, and when its waits end."""

from datetime import date, timedelta

from directory.models import OrgUnit
from prizes.certificates import write_papers
from prizes.letters import refusal
from prizes.models import AwardYear, Nomination
from workflow.addressees import Addressees
from workflow.steps import Step

ONE_DAY = timedelta(days=1)


class NominationRouting(Addressees):
    """Addressees are those of every kind."""

    def ressorts_affected(self, step: Step) -> str:
        """Statements are asked for where Ressorts are touched."""
        return "yes" if self.expert_seats(step) else "no"

    def decision_day(self, step: Step) -> date | None:
        """The day on which the jury's decision was signed; not known before."""
        return _year(step).decided_on

    def result_of_jury(self, step: Step) -> str:
        """A place means an award."""
        return "award" if _nomination(step).rank else "pass"

    def write_papers(self, step: Step) -> str:
        """Urkunde and letter into the case."""
        write_papers(step, _nomination(step))
        return "written"

    def paying_units(self, step: Step) -> list[OrgUnit]:
        """Nobody pays for a recognition without money."""
        return [self.budget_unit(step)] if _nomination(step).amount else []

    def ceremony_day(self, step: Step) -> date:
        """The day of the ceremony; without one, the next day: the award then takes effect on being signed."""
        return _year(step).ceremony_on or step.day + ONE_DAY

    def a_year_later(self, step: Step) -> date:
        """A year after the award."""
        return step.day + timedelta(days=365)

    def filing_day(self, step: Step) -> date:
        """A nomination is filed with its year, on its last day, or at once when that has passed."""
        return max(date(_year(step).year, 12, 31), step.day + ONE_DAY)

    def write_refusal(self, step: Step) -> None:
        """Whoever nominated is told, without reasons that concern others."""
        refusal(_nomination(step), step.at)


class YearRouting(Addressees):
    """The days of a year."""

    def call_ends(self, step: Step) -> date:
        """The day after the Einsendeschluss: it is open until 24:00."""
        closes_on = year_of(step).closes_on
        assert closes_on is not None  # noqa: S101 -- no call goes out without one
        return closes_on + ONE_DAY

    def ceremony_day(self, step: Step) -> date:
        """The day of the ceremony; without one, the next day."""
        return year_of(step).ceremony_on or step.day + ONE_DAY

    def last_day(self, step: Step) -> date:
        """The last day of the year of the prize, or at once when that has passed."""
        return max(date(year_of(step).year, 12, 31), step.day + ONE_DAY)


def year_of(step: Step) -> AwardYear:
    """The year behind a case of its own."""
    return AwardYear.objects.get(case=step.case)


def _nomination(step: Step) -> Nomination:
    return Nomination.objects.select_related("award_year").get(pk=step.case.pk)


def _year(step: Step) -> AwardYear:
    return _nomination(step).award_year
