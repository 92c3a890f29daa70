"""Phase 3 and 4: the award is given, and contact kept."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from workflow.nodes import HumanTask, Job, Join, To, WaitUntil, each


class Award:
    """From the decision to the end of the year."""

    award_papers = Job(
        this.write_papers,
        outcomes={"written": To((this.letter, each(this.payment, this.paying_units)), label=_("erzeugt"))},
    ).Annotation(title=_("Urkunde und Schreiben erzeugen"))
    letter = HumanTask(
        outcomes={
            "consented": To(this.prepared, label=_("Unterrichtet, Veröffentlichung erlaubt"), tone="primary"),
            "discreet": To(this.prepared, label=_("Unterrichtet, keine Veröffentlichung")),
        },
        who=this.lead,
        period="5 AT",
        code="P3.2",
    ).Annotation(
        title=_("Ausgezeichnete unterrichten und Einwilligung einholen"),
        description=_(
            "Unterrichten Sie die Ausgezeichneten und fragen Sie, ob Name und Projekt veröffentlicht werden dürfen (Artikel 7 DSGVO)."
        ),
    )
    payment = HumanTask(
        outcomes={"ordered": To(this.prepared, label=_("Zahlung angeordnet"), tone="primary")},
        who=this.budget_unit,
        period="10 AT",
        code="P3.3",
    ).Annotation(
        title=_("Preisgeld anordnen"),
        description=_("Ordnen Sie die Zahlung des Preisgeldes an."),
    )
    prepared = Join(To(this.ceremony))
    ceremony = WaitUntil(this.ceremony_day, To(this.one_year_on, move="enter_into_force")).Annotation(
        title=_("Preisverleihung")
    )
    one_year_on = WaitUntil(this.a_year_later, To(this.follow_up, move="evaluate")).Annotation(
        title=_("Nachgang ein Jahr nach der Verleihung")
    )
    follow_up = HumanTask(
        outcomes={
            "stays": To(this.year_end, move="close", label=_("Kontakt gehalten"), reason=True, tone="primary"),
            "contract": To(this.year_end, move="close", label=_("Integrationsvertrag anregen"), reason=True),
        },
        who=this.lead,
        period="4 w",
        code="P4.1",
    ).Annotation(
        title=_("Mit den Ausgezeichneten in Kontakt bleiben"),
        description=_(
            "Was ist aus dem Projekt geworden? Halten Sie das Ergebnis fest. Eignet es sich für einen Integrationsvertrag, legen Sie dafür einen Vorgang an."
        ),
    )
