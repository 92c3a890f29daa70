"""Phase 2: longlist, statements of the Ressorts, what the jury resolved."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Choice, HumanTask, Join, To, each

NOT_CHOSEN: dict[str, Any] = {"move": "reject", "do": this.write_refusal, "reason": True, "tone": "danger"}


class Selection:
    """From the longlist to the jury's decision."""

    longlist = HumanTask(
        outcomes={
            "take": To(this.whom_to_ask, move="take_up", label=_("Auf die Longlist"), tone="primary"),
            "leave": To(this.year_end, label=_("Nicht auf die Longlist"), **NOT_CHOSEN),
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
        outcomes={"yes": To(each(this.comment, this.expert_seats)), "no": To(this.jury_decision)},
    )
    comment = HumanTask(
        outcomes={
            "comment": To(this.commented, label=_("Stellungnahme abgeben"), reason=True, tone="primary"),
            "nil_return": To(this.commented, label=_("Fehlanzeige")),
        },
        rank=Rank.REPRESENTATIVE,
        period="10 AT",
        code="P2.2",
    ).Annotation(
        title=_("Zur Nominierung Stellung nehmen"),
        description=_("Nehmen Sie für Ihr Ressort fachlich Stellung oder melden Sie Fehlanzeige."),
    )
    commented = Join(To(this.jury_decision))
    jury_decision = HumanTask(
        outcomes={
            "award": To(this.sign_head, label=_("Auszuzeichnen"), tone="primary"),
            "pass": To(this.year_end, label=_("Nicht ausgewählt"), **NOT_CHOSEN),
        },
        who=this.secretariat,
        period="8 w",
        code="P2.3",
        drafts=True,
    ).Annotation(
        title=_("Entscheidung der Jury festhalten"),
        description=_("Halten Sie fest, wie die Jury entschieden hat: Platz und Preisgeld oder keine Auszeichnung."),
    )
