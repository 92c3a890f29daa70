"""Phase 2: longlist, statements of the Ressorts, the jury's decision."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Choice, HumanTask, Join, To, WaitUntil, each


class Selection:
    """From the longlist to the jury's decision."""

    longlist = HumanTask(
        outcomes={
            "take": To(this.whom_to_ask, move="take_up", label=_("Auf die Longlist"), tone="primary"),
            "leave": To(
                this.year_end,
                move="reject",
                do=this.write_refusal,
                label=_("Nicht auf die Longlist"),
                reason=True,
                tone="danger",
            ),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="10 AT",
        code="P2.1",
    ).Annotation(
        title=_("Über die Longlist entscheiden"),
        description=_("Entscheiden Sie, ob die Jury diese Nominierung vorgelegt bekommt."),
    )
    whom_to_ask = Choice(
        this.ressorts_affected,
        outcomes={"yes": To(each(this.comment, this.expert_seats)), "no": To(this.decision)},
    )
    comment = HumanTask(
        outcomes={
            "comment": To(this.commented, label=_("Stellungnahme abgeben"), reason=True, tone="primary"),
            "nil_return": To(this.commented, label=_("Fehlanzeige")),
            "lapsed": To(this.commented, label=_("Fristablauf")),
        },
        rank=Rank.REPRESENTATIVE,
        period="10 AT",
        code="P2.2",
        silent="lapsed",
    ).Annotation(
        title=_("Zur Nominierung Stellung nehmen"),
        description=_("Nehmen Sie für Ihr Ressort fachlich Stellung oder melden Sie Fehlanzeige."),
    )
    commented = Join(To(this.decision))
    # One decision for the year: every nomination waits until it is signed, and then goes its way by itself.
    decision = WaitUntil(this.decision_day, To(this.result), patient=True).Annotation(title=_("Entscheidung der Jury"))
    result = Choice(
        this.result_of_jury,
        outcomes={
            "award": To(this.award_papers, move="freeze"),
            "pass": To(this.year_end, move="reject", do=this.write_refusal),
        },
    )
