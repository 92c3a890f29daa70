"""CASE: three parallel reviews, a decision, a signature, an automatic step, an evaluation."""

from viewflow import this

from directory.models import OrgUnit
from workflow.nodes import CaseFlow, Entry, HumanTask, Job, Join, To, each
from workflow.steps import Step

REVIEWERS = ("Z 1", "Z 3", "Presse")


class BenchFlow(CaseFlow):
    """Every kind of node once."""

    start = Entry(To(each(this.review, this.reviewers)))
    review = HumanTask(outcomes={"approve": To(this.reviewed), "object": To(this.reviewed)})
    reviewed = Join(To(this.decide, move="take_up"))
    decide = HumanTask(outcomes={"yes": To(this.sign, move="freeze")}, who=this.lead)
    sign = HumanTask(outcomes={"signed": To(this.check)}, who=this.lead)
    check = Job(this.checked, outcomes={"ok": To(this.evaluate, move="enter_into_force")})
    evaluate = HumanTask(outcomes={"done": To((), move=("evaluate", "close", "file"))}, who=this.lead)

    def reviewers(self, step: Step) -> list[OrgUnit]:
        """The same three units every time, as a kind that knows its units would have them at hand."""
        return UNITS

    def lead(self, step: Step) -> OrgUnit:
        """Federführung."""
        return step.case.lead_unit

    def checked(self, step: Step) -> str:
        """Nothing to do but to say so."""
        return "ok"


UNITS: list[OrgUnit] = []
