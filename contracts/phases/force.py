"""The end of phase 3: in force, and everybody is told."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Choice, HumanTask, To, WaitUntil
from workflow.states import Extent

IN_FORCE = To(
    (
        this.publish,
        this.file_copies,
        this.inform_committee,
        this.inform_conference,
        this.next_talk,
        this.next_report,
        this.renewal_time,
        this.end_of_term,
    ),
    move="enter_into_force",
)


class EntryIntoForce:
    """D3 and what follows on the day the contract takes effect."""

    confirm_force = HumanTask(
        outcomes={"confirm": To(this.force, label=_("Inkrafttreten feststellen"), tone="primary")},
        who=this.lead,
        period="2 AT",
        code="D3",
    ).Annotation(
        title=_("Zugang prüfen und Inkrafttreten feststellen (D3)"),
        description=_(
            "Prüfen Sie beide Erklärungen und ihren Zugang. Mit der Feststellung werden die Termine des Vertrags berechnet."
        ),
    )
    force = Choice(this.force_reached, outcomes={"now": IN_FORCE, "later": To(this.force_day)})
    force_day = WaitUntil(this.effective_day, IN_FORCE).Annotation(title=_("Inkrafttreten"))
    publish = HumanTask(
        outcomes={"done": To(label=_("Veröffentlicht"), tone="primary")},
        who=this.press_unit,
        rank=Rank.MEMBER,
        period="5 AT",
        code="3.5",
    ).Annotation(
        title=_("Öffentlichkeit unterrichten"),
        description=_("Stimmen Sie Pressetermin und Kurzbeschreibung für das öffentliche Register ab."),
    )
    file_copies = HumanTask(
        outcomes={"done": To(label=_("Abgelegt"), tone="primary")},
        opens=Extent.FILE,
        who=this.registry,
        rank=Rank.MEMBER,
        period="5 AT",
        code="3.5",
    ).Annotation(
        title=_("Ausfertigungen ablegen"),
        description=_("Legen Sie die Ausfertigungen ab und halten Sie den Standort des Originals fest."),
    )
    inform_committee = HumanTask(
        outcomes={"done": To(label=_("Unterrichtet"), tone="primary")},
        who=this.secretariat,
        period="3 m",
        code="3.5",
    ).Annotation(
        title=_("Kabinettsausschuss unterrichten"),
        description=_("Unterrichten Sie den Kabinettsausschuss in der nächsten Sitzung über den Vertragsschluss."),
    )
    inform_conference = HumanTask(
        outcomes={"done": To(label=_("Vorgestellt"), tone="primary")},
        who=this.secretariat,
        period="6 m",
        code="4.10",
    ).Annotation(
        title=_("Vertrag in der Integrationskonferenz vorstellen"),
        description=_("Setzen Sie die Vorstellung des Vertrags auf die Tagesordnung der nächsten Konferenz."),
    )
