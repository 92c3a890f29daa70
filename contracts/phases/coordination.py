"""Phase 2, second part: draft, co-signing, dissent, committees, D2."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import ContactRole, Rank
from workflow.nodes import Choice, HumanTask, Join, To, each
from workflow.outcomes import RETURN
from workflow.states import Extent


class Coordination:
    """From a draft to the final text."""

    draft = HumanTask(
        outcomes={
            "circulate": To(
                (
                    each(this.cosign_house, this.house_units),
                    each(this.cosign_ressort, this.ressort_seats),
                    this.partner_feedback,
                ),
                label=_("Entwurf in die Abstimmung geben"),
                tone="primary",
            )
        },
        who=this.lead,
        period="2 w",
        code="2.4",
        drafts=True,
    ).Annotation(
        title=_("Vertragsentwurf fertigen"),
        description=_(
            "Laden Sie den Vertragsentwurf als neue Fassung hoch. Haus, Ressorts und Partner werden gleichzeitig beteiligt; frühere Mitzeichnungen gelten dann als überholt."
        ),
    )
    cosign_house = HumanTask(
        outcomes={
            "consent": To(this.cosigned, label=_("Zustimmen"), tone="primary"),
            "remarks": To(this.cosigned, label=_("Zustimmen mit Anmerkungen"), reason=True),
            "dissent": To(this.cosigned, label=_("Dissens"), reason=True, tone="danger"),
            "nil_return": To(this.cosigned, label=_("Fehlanzeige")),
            "lapsed": To(this.cosigned, label=_("Fristablauf")),
        },
        period="10 AT",
        lays=("check_partner",),
        code="2.5",
        silent="lapsed",
    ).Annotation(
        title=_("Vertragsentwurf mitzeichnen (Haus)"),
        description=_(
            "Mit Ihrer Mitzeichnung übernehmen Sie die fachliche Verantwortung für Ihren Bereich. Sie gilt für genau diese Fassung."
        ),
    )
    cosign_ressort = HumanTask(
        outcomes={
            "consent": To(this.cosigned, label=_("Zustimmen"), tone="primary"),
            "remarks": To(this.cosigned, label=_("Zustimmen mit Anmerkungen"), reason=True),
            "dissent": To(this.cosigned, label=_("Dissens"), reason=True, tone="danger"),
            "nil_return": To(this.cosigned, label=_("Fehlanzeige")),
            "lapsed": To(this.cosigned, label=_("Fristablauf")),
        },
        rank=Rank.REPRESENTATIVE,
        period="15 AT",
        code="2.6",
        silent="lapsed",
    ).Annotation(
        title=_("Vertragsentwurf mitzeichnen (Ressort)"),
        description=_("Geben Sie die Mitzeichnung Ihres Ressorts ab. Sie gilt für genau diese Fassung."),
    )
    partner_feedback = HumanTask(
        outcomes={
            "agreed": To(this.cosigned, label=_("Einverstanden"), tone="primary"),
            "disputed": To(this.cosigned, label=_("Änderungen gewünscht"), reason=True),
        },
        who=this.partner,
        rank=ContactRole.EDITOR,
        period="3 w",
        code="2.7",
    ).Annotation(
        title=_("Rückmeldung zum Vertragsentwurf geben"),
        description=_(
            "Bitte lesen Sie den Entwurf und teilen Sie mit, ob Ihre Organisation einverstanden ist oder welche Klauseln geändert werden sollen."
        ),
    )
    cosigned = Join(
        by=this.verdict,
        outcomes={"clear": To(this.committee), "remarks": To(this.incorporate), "dissent": To(this.resolve_head)},
    )
    incorporate = HumanTask(
        outcomes={
            "new_version": To(this.draft, label=_("Neue Fassung fertigen"), tone="primary"),
            "unchanged": To(this.committee, label=_("Fassung beibehalten"), reason=True),
        },
        who=this.lead,
        period="5 AT",
        code="2.7",
        drafts=True,
    ).Annotation(
        title=_("Anmerkungen auswerten"),
        description=_(
            "Werten Sie die Anmerkungen aus. Eine neue Fassung geht erneut an alle Mitzeichnenden; bleibt der Text, begründen Sie das."
        ),
    )

    resolve_head = HumanTask(
        outcomes={
            "revise": To(this.draft, label=_("Einigung: Text ändern"), reason=True, tone="primary"),
            "settled": To(this.committee, label=_("Dissens ausgeräumt, Text bleibt"), reason=True),
            "escalate": To(this.resolve_division, label=_("An Abteilungsleitung geben"), reason=True),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="5 AT",
        code="2.8",
    ).Annotation(
        title=_("Dissens klären (Referatsleitung)"),
        description=_(
            "Klären Sie den Dissens mit den Beteiligten. Gelingt das nicht, geht der Streitstand an die Abteilungsleitung."
        ),
    )
    resolve_division = HumanTask(
        outcomes={
            "revise": To(this.draft, label=_("Einigung: Text ändern"), reason=True, tone="primary"),
            "settled": To(this.committee, label=_("Dissens ausgeräumt, Text bleibt"), reason=True),
            "escalate": To(this.resolve_secretary, label=_("An Staatssekretär/in geben"), reason=True),
        },
        opens=Extent.FILE,
        who=this.division,
        rank=Rank.HEAD_OF_DIVISION,
        period="5 AT",
        code="2.8",
    ).Annotation(
        title=_("Dissens klären (Abteilungsleitung)"),
        description=_("Klären Sie den Dissens auf Abteilungsebene oder legen Sie den Streitstand der Hausleitung vor."),
    )
    resolve_secretary = HumanTask(
        outcomes={
            "revise": To(this.draft, label=_("Entscheidung: Text ändern"), reason=True, tone="primary"),
            "settled": To(this.committee, label=_("Entscheidung: Text bleibt"), reason=True),
            "fail": To(this.file_away, move="reject", label=_("Verhandlung gescheitert"), reason=True, tone="danger"),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.STATE_SECRETARY,
        period="5 AT",
        code="2.8",
    ).Annotation(
        title=_("Dissens entscheiden (Staatssekretär/in)"),
        description=_("Entscheiden Sie über den Streitstand. Ihre Entscheidung wird mit Begründung festgehalten."),
    )

    committee = Choice(this.committee_needed, outcomes={"yes": To(this.committee_decision), "no": To(this.cabinet)})
    committee_decision = HumanTask(
        outcomes={
            "approved": To(this.cabinet, label=_("Zugestimmt"), tone="primary"),
            "return": To(this.incorporate, label=_("Zur Überarbeitung zurückverwiesen"), reason=True, tone="return"),
            "rejected": To(this.file_away, move="reject", label=_("Abgelehnt"), reason=True, tone="danger"),
        },
        who=this.secretariat,
        period="6 w",
        lays=("check_partner", "summarise_vote"),
        code="2.9",
    ).Annotation(
        title=_("Beschluss des Kabinettsausschusses herbeiführen"),
        description=_(
            "Setzen Sie den Vertragsentwurf auf die Tagesordnung einer Sitzung des Kabinettsausschusses oder fragen Sie ihn im Umlauf. Das Ergebnis dort erledigt diese Aufgabe; nur was auf anderem Weg beschlossen wurde, halten Sie hier fest."
        ),
    )
    cabinet = Choice(this.cabinet_needed, outcomes={"yes": To(this.cabinet_paper), "no": To(this.release)})
    cabinet_paper = HumanTask(
        outcomes={
            "approved": To(this.release, label=_("Kabinett hat beschlossen"), reason=True, tone="primary"),
            "return": To(this.incorporate, **RETURN),
        },
        who=this.front_office,
        period="3 w",
        lays=("check_partner", "decision_note", "committee_decision"),
        code="2.10",
    ).Annotation(
        title=_("Kabinettvorlage einbringen"),
        description=_(
            "Bringen Sie die Kabinettvorlage ein (Versand mindestens eine Woche vor der Sitzung, § 15 GOL) und halten Sie den Beschluss fest."
        ),
    )
    release = HumanTask(
        outcomes={
            "release": To(this.verify_text, move="freeze", label=_("Endfassung freigeben"), tone="primary"),
            "return": To(this.incorporate, **RETURN),
        },
        opens=Extent.FILE,
        who=this.division,
        rank=Rank.HEAD_OF_DIVISION,
        period="5 AT",
        code="D2",
        signs=True,
    ).Annotation(
        title=_("Endfassung freigeben (D2)"),
        description=_("Mit der Freigabe wird der Text eingefroren. Nur diese Fassung kann unterzeichnet werden."),
    )
