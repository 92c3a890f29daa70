"""Abberufung, beside the running term: it needs no move of the case, and clears nothing."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Choice, Entry, HumanTask, Job, To
from workflow.outcomes import RETURN
from workflow.states import Extent


class Recalling:
    """From the draft to the letter; decided by whoever appointed."""

    recall = Entry(To(this.draft_recall))
    draft_recall = HumanTask(
        outcomes={
            "submit": To(this.sign_recall, label=_("Zur Zeichnung vorlegen"), tone="primary"),
            "drop": To(label=_("Nicht weiterverfolgen"), reason=True),
        },
        who=this.lead, period="10 AT", code="B5.1", drafts=True,
    ).Annotation(
        title=_("Abberufung vorbereiten"),
        description=_("Wählen Sie das Mandat, den letzten Tag und die Gründe, und halten Sie fest, ob die Person angehört wurde (§ 28 HVwVfG)."),
    )  # fmt: skip
    sign_recall = HumanTask(
        outcomes={"sign": To(this.recall_decider, label=_("Zeichnen"), tone="primary"), "return": To(this.draft_recall, **RETURN)},
        opens=Extent.FILE, who=this.leadership, rank=Rank.STATE_SECRETARY, period="5 AT", code="B5.2",
    ).Annotation(
        title=_("Abberufung zeichnen (Staatssekretär/in)"), description=_("Prüfen Sie die Gründe und die Anhörung und zeichnen Sie.")
    )  # fmt: skip
    recall_decider = Choice(
        this.decider, outcomes={"minister": To(this.decide_recall), "cabinet": To(this.cabinet_recall)}
    )
    decide_recall = HumanTask(
        outcomes={"recall": To(this.recall_letter, label=_("Abberufen"), tone="primary"), "return": To(this.draft_recall, **RETURN)},
        opens=Extent.FILE, who=this.leadership, rank=Rank.MINISTER, period="10 AT", code="B5.3", signs=True,
    ).Annotation(
        title=_("Mitglied abberufen (Minister/in)"),
        description=_("Mit der Zeichnung endet das Mandat am vorgesehenen letzten Tag; das Schreiben entsteht von selbst."),
    )  # fmt: skip
    cabinet_recall = HumanTask(
        outcomes={
            "recall": To(this.recall_letter, label=_("Kabinett hat beschlossen"), reason=True, tone="primary"),
            "return": To(this.draft_recall, **RETURN),
        },
        who=this.front_office, period="3 w", code="B5.3",
    ).Annotation(
        title=_("Kabinettvorlage zur Abberufung einbringen"),
        description=_("Bringen Sie die Kabinettvorlage ein (Versand mindestens eine Woche vor der Sitzung, § 15 GOL) und halten Sie den Beschluss fest."),
    )  # fmt: skip
    recall_letter = Job(
        this.write_recall_letter, outcomes={"written": To(this.announce_recall, label=_("erzeugt"))}
    ).Annotation(title=_("Abberufungsschreiben erzeugen"))
    announce_recall = HumanTask(
        outcomes={
            "replace": To(do=this.open_replacement, label=_("Versandt, Nachberufung beginnen"), tone="primary"),
            "sent": To(label=_("Versandt")),
        },
        who=this.lead, period="3 AT", code="B5.4",
    ).Annotation(
        title=_("Abberufungsschreiben versenden"),
        description=_("Das Schreiben liegt bei den Dokumenten des Vorgangs. Prüfen Sie, ob ihm eine Rechtsbehelfsbelehrung beizufügen ist. Der Sitz kann sogleich nachbesetzt werden."),
    )  # fmt: skip
