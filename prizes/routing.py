"""Who gets a task of a nomination, which way its choices go, and when its waits end."""

from datetime import date, timedelta

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


def _nomination(step: Step) -> Nomination:
    return Nomination.objects.select_related("award_year").get(pk=step.case.pk)


def _year(step: Step) -> AwardYear:
    return _nomination(step).award_year
