"""How every case ends in the file, and how it is given up."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Entry, HumanTask, To
from workflow.states import Extent


class Filing:
    """Withdrawal and z.d.A."""

    withdraw = Entry(
        To(this.file_away, move="withdraw", label=_("Vorgang zurückziehen"), reason=True, tone="danger"), clears=True
    )
    file_away = HumanTask(
        To((), move="file", label=_("Zu den Akten nehmen (z.d.A.)"), tone="primary"),
        opens=Extent.FILE, who=this.registry, rank=Rank.MEMBER, period="10 AT", code="4.11",
    ).Annotation(
        title=_("Vorgang zu den Akten nehmen"),
        description=_("Prüfen Sie die Vollständigkeit der Akte und schließen Sie den Vorgang. Mit der z.d.A.-Verfügung beginnt die Aufbewahrungsfrist."),
    )  # fmt: skip
