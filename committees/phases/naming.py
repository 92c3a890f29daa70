"""Phase 1 and 2: who is named, checked and coordinated."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import ContactRole, Rank
from workflow.nodes import Entry, HumanTask, Join, To, each


class Naming:
    """From the concept to the list."""

    start = Entry(To(this.concept))
    concept = HumanTask(
        outcomes={
            "request": To(
                (each(this.name_people, this.sending_organisations), this.record_names), label=_("Um Benennung bitten"), tone="primary"
            )
        },
        who=this.lead,
        period="10 AT",
        code="B1.1",
    ).Annotation(
        title=_("Besetzungskonzept prüfen, um Benennung bitten"),
        description=_("Prüfen Sie Gruppen, Sitze und entsendende Stellen. Organisationen mit Zugang zum Portal werden dort gebeten, Personen zu benennen."),
    )  # fmt: skip
    name_people = HumanTask(
        outcomes={
            "named": To(this.named, label=_("Personen benennen"), tone="primary"),
            "nobody": To(this.named, label=_("Niemanden benennen"), reason=True),
        },
        rank=ContactRole.EDITOR,
        period="4 w",
        code="B1.2",
    ).Annotation(
        title=_("Personen für das Gremium benennen"),
        description=_("Bitte benennen Sie für jeden Sitz Ihrer Organisation nach Möglichkeit eine Frau und einen Mann, und wenn Sie möchten eine Stellvertretung. Angaben zur Person über den Namen hinaus sind freiwillig. Das Kurzprofil lesen nur die Stellen, die über die Berufung entscheiden; es wird gelöscht, wenn die Person nicht berufen wird."),
    )  # fmt: skip
    record_names = HumanTask(
        To(this.named, label=_("Benennungen erfasst"), tone="primary"), who=this.lead, period="4 w", code="B1.3",
    ).Annotation(
        title=_("Benennungen der übrigen Stellen erfassen"),
        description=_("Erfassen Sie, wen Stellen ohne Zugang zum Portal benannt haben."),
    )  # fmt: skip
    named = Join(To(this.check_list, move="take_up"))


class Coordination:
    """The list is checked for parity and agreed upon."""

    check_list = HumanTask(
        outcomes={
            "forward": To(each(this.coordinate, this.expert_seats), label=_("Liste abstimmen"), tone="primary"),
            "more": To(this.record_more, label=_("Weitere Namen einholen")),
        },
        who=this.lead,
        period="10 AT",
        code="B2.1",
        drafts=True,
    ).Annotation(
        title=_("Vorschlagsliste aufstellen"),
        description=_("Wählen Sie für jeden Sitz, wer berufen werden soll, und höchstens eine Stellvertretung. Liegt der Anteil der Frauen unter der Hälfte oder lässt er sich nicht sagen, begründen Sie die Liste (§ 13 HGlG)."),
    )  # fmt: skip
    record_more = HumanTask(
        To(this.check_list, label=_("Benennungen erfasst"), tone="primary"), who=this.lead, period="10 AT", code="B2.2",
    ).Annotation(title=_("Weitere Benennungen erfassen"), description=_("Erfassen Sie, wer noch benannt wurde."))  # fmt: skip
    coordinate = HumanTask(
        outcomes={
            "consent": To(this.coordinated, label=_("Einverstanden"), tone="primary"),
            "dissent": To(this.coordinated, label=_("Dissens"), reason=True),
        },
        rank=Rank.REPRESENTATIVE,
        period="10 AT",
        code="B2.3",
    ).Annotation(
        title=_("Vorschlagsliste abstimmen"), description=_("Nehmen Sie für Ihr Ressort zur Vorschlagsliste Stellung.")
    )
    coordinated = Join(by=this.verdict, outcomes={"clear": To(this.sign_head), "dissent": To(this.check_list)})
