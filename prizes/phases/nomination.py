"""Phase 1: is the nomination admissible?"""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from workflow.nodes import Entry, HumanTask, To, WaitUntil


class Admission:
    """From the receipt to the longlist."""

    start = Entry(To(this.check))
    check = HumanTask(
        outcomes={
            "admissible": To(this.longlist, label=_("Zulässig"), tone="primary"),
            "inadmissible": To(
                this.year_end, move="reject", do=this.write_refusal, label=_("Unzulässig"), reason=True, tone="danger"
            ),
        },
        who=this.lead,
        period="10 AT",
        code="P1.1",
    ).Annotation(
        title=_("Zulässigkeit prüfen"),
        description=_(
            "Prüfen Sie, ob die Nominierung den Regeln des Preisjahres entspricht. Ähnliche Nominierungen und frühere Auszeichnungen stehen zum Vergleich daneben; sie schließen niemanden von selbst aus."
        ),
    )
    withdraw = Entry(
        To(this.year_end, move="withdraw", label=_("Nominierung zurückziehen"), reason=True, tone="danger"), clears=True
    )
    # The year is filed as a whole: nobody takes 95 nominations to the Registratur one by one.
    year_end = WaitUntil(this.filing_day, To((), move="file")).Annotation(title=_("Zu den Akten mit dem Preisjahr"))
