"""Phase 1: from the captured proposal to D1."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Choice, Entry, HumanTask, Join, To, WaitUntil, each
from workflow.outcomes import RETURN
from workflow.states import Extent


class Proposal:
    """Checks, vote of the Facharbeitsgruppe, decision note, D1."""

    start = Entry(To(this.with_money))
    with_money = Choice(
        this.needs_money,
        outcomes={
            "yes": To((this.check_partner, this.assign_fields, this.budget_opinion)),
            "no": To((this.check_partner, this.assign_fields)),
        },
    )
    check_partner = HumanTask(
        outcomes={"checked": To(this.examined, label=_("Prüfvermerk abschließen"), reason=True, tone="primary")},
        who=this.lead,
        period="10 AT",
        code="1.2",
    ).Annotation(
        title=_("Partner prüfen"),
        description=_(
            "Prüfen Sie Rechtsform, Register und frühere Vorgänge des Partners und fassen Sie das Ergebnis als Prüfvermerk zusammen."
        ),
    )
    assign_fields = HumanTask(
        outcomes={"assigned": To(this.examined, label=_("Zuordnung festlegen"), tone="primary")},
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="10 AT",
        code="1.3",
    ).Annotation(
        title=_("Handlungsfelder und Ressorts zuordnen"),
        description=_(
            "Ordnen Sie die Handlungsfelder zu und legen Sie fest, welche Ressorts betroffen sind. Diese Ressorts werden um ihr Votum gebeten."
        ),
    )
    budget_opinion = HumanTask(
        outcomes={
            "available": To(this.examined, label=_("Mittel verfügbar"), tone="primary"),
            "unavailable": To(this.examined, label=_("Mittel nicht verfügbar"), reason=True),
        },
        who=this.budget_unit,
        period="10 AT",
        lays=("check_partner",),
        code="1.4",
    ).Annotation(
        title=_("Haushaltsvermerk abgeben"),
        description=_("Prüfen Sie, ob die vorgesehenen Mittel im Haushalt verfügbar sind (§ 9 LHO)."),
    )
    examined = Join(To(each(this.vote, this.expert_seats)))

    vote = HumanTask(
        outcomes={
            "support": To(this.voted, label=_("Zustimmen"), tone="primary"),
            "remarks": To(this.voted, label=_("Zustimmen mit Anmerkungen"), reason=True),
            "object": To(this.voted, label=_("Bedenken"), reason=True),
            "nil_return": To(this.voted, label=_("Fehlanzeige")),
            "lapsed": To(this.voted, label=_("Fristablauf")),
        },
        rank=Rank.REPRESENTATIVE,
        period="10 AT",
        code="1.5",
        silent="lapsed",
    ).Annotation(
        title=_("Votum der Facharbeitsgruppe abgeben"),
        description=_(
            "Geben Sie das Votum Ihres Ressorts zum Vorschlag ab. Ist Ihr Ressort nicht berührt, melden Sie Fehlanzeige."
        ),
    )
    voted = Join(To(this.summarise_vote))
    summarise_vote = HumanTask(
        outcomes={
            "summarised": To(this.decision_note, label=_("Zusammenfassung abgeben"), reason=True, tone="primary")
        },
        who=this.secretariat,
        period="5 AT",
        lays=("check_partner", "budget_opinion", "vote"),
        code="1.5",
    ).Annotation(
        title=_("Votum der Facharbeitsgruppe zusammenfassen"),
        description=_("Fassen Sie die Voten der Ressorts für den Entscheidungsvermerk zusammen."),
    )

    decision_note = HumanTask(
        outcomes={"submit": To(this.note_head, label=_("Vermerk vorlegen"), reason=True, tone="primary")},
        who=this.lead,
        period="5 AT",
        code="1.6",
        drafts=True,
    ).Annotation(
        title=_("Entscheidungsvermerk fertigen"),
        description=_("Stellen Sie Vorschlag, Prüfergebnisse und Voten dar und empfehlen Sie eine Entscheidung."),
    )
    note_head = HumanTask(
        outcomes={
            "sign": To(this.note_division, label=_("Mitzeichnen"), tone="primary"),
            "return": To(this.decision_note, **RETURN),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="5 AT",
        code="1.6",
    ).Annotation(
        title=_("Entscheidungsvermerk mitzeichnen (Referatsleitung)"),
        description=_("Zeichnen Sie den Entscheidungsvermerk mit oder geben Sie ihn mit Hinweisen zurück."),
    )
    note_division = HumanTask(
        outcomes={
            "sign": To(this.decide_proposal, label=_("Mitzeichnen"), tone="primary"),
            "return": To(this.decision_note, **RETURN),
        },
        opens=Extent.FILE,
        who=this.division,
        rank=Rank.HEAD_OF_DIVISION,
        period="5 AT",
        code="1.6",
    ).Annotation(
        title=_("Entscheidungsvermerk mitzeichnen (Abteilungsleitung)"),
        description=_("Zeichnen Sie den Entscheidungsvermerk mit oder geben Sie ihn mit Hinweisen zurück."),
    )
    decide_proposal = HumanTask(
        outcomes={
            "take_up": To(this.key_points, move="take_up", label=_("Verhandlungen aufnehmen"), tone="primary"),
            "defer": To(this.deferred, move="defer", label=_("Zurückstellen"), reason=True),
            "reject": To(this.file_away, move="reject", label=_("Ablehnen"), reason=True, tone="danger"),
            "return": To(this.decision_note, **RETURN),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.STATE_SECRETARY,
        period="5 AT",
        code="D1",
        signs=True,
    ).Annotation(
        title=_("Über die Aufnahme der Verhandlungen entscheiden (D1)"),
        description=_(
            "Entscheiden Sie, ob das Land mit dem Partner verhandelt. Beim Zurückstellen kommt der Vorgang am gewählten Tag von selbst zurück."
        ),
    )
    deferred = WaitUntil(this.deferral_date, To(this.decision_note, move="resume")).Annotation(
        title=_("Wiedervorlage nach Zurückstellung")
    )
    suspended = WaitUntil(this.deferral_date, To((), move="resume", do=this.wake_tasks)).Annotation(
        title=_("Ende der Zurückstellung")
    )
    reopen = Entry(
        To(this.decision_note, move="reopen", label=_("Ablehnung aufheben"), reason=True),
        rank=Rank.HEAD_OF_UNIT,
        clears=True,
    )
