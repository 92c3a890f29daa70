"""The year itself: its call, its jury, the signed decision, the ceremony, what remains."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import Rank
from workflow.nodes import Entry, HumanTask, Join, To, WaitUntil
from workflow.outcomes import RETURN
from workflow.states import Extent


class Call:
    """Phase 1: the Ausschreibung is written and approved; it is out on the day the Hausleitung approves it."""

    start = Entry(To(this.prepare_call))
    prepare_call = HumanTask(
        To(this.approve_head, label=_("Zur Billigung vorlegen"), tone="primary"), who=this.lead, period="20 AT", code="J1.1", drafts=True,
    ).Annotation(
        title=_("Ausschreibung vorbereiten"),
        description=_("Legen Sie Motto, Regeln, Einsendeschluss, Kriterien und Texte des Preisjahres fest und legen Sie die Ausschreibung vor."),
    )  # fmt: skip
    approve_head = HumanTask(
        outcomes={
            "sign": To(this.approve_call, label=_("Zeichnen"), tone="primary"),
            "return": To(this.prepare_call, **RETURN),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="5 AT",
        code="J1.2",
    ).Annotation(
        title=_("Ausschreibung mitzeichnen (Referatsleitung)"),
        description=_("Prüfen Sie die Ausschreibung und zeichnen Sie mit."),
    )
    approve_call = HumanTask(
        outcomes={
            "approve": To(this.call, move="take_up", label=_("Billigen und ausschreiben"), tone="primary"),
            "return": To(this.prepare_call, **RETURN),
            "stop": To(this.file_away, move="reject", label=_("Nicht ausschreiben"), reason=True, tone="danger"),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.STATE_SECRETARY,
        period="5 AT",
        code="J1.3",
        signs=True,
    ).Annotation(
        title=_("Ausschreibung billigen (Staatssekretär/in)"),
        description=_(
            "Mit der Billigung ist der Preis ausgeschrieben; die öffentliche Seite nimmt ab dann Nominierungen an."
        ),
    )


class JuryWork:
    """Phase 2: nominations come in, the jury judges and resolves."""

    call = WaitUntil(this.call_ends, To(this.prepare_jury)).Annotation(title=_("Einsendeschluss"))
    prepare_jury = HumanTask(
        To(this.jury_session, label=_("Der Jury vorlegen"), tone="primary"), who=this.lead, period="4 w", code="J2.1", drafts=True,
    ).Annotation(
        title=_("Jury und Unterlagen vorbereiten"),
        description=_("Berufen Sie die Mitglieder, prüfen Sie die Fassungen ohne Namen und legen Sie die Longlist der Jury vor."),
    )  # fmt: skip
    jury_session = HumanTask(
        To(this.sign_head, label=_("Vorlage zur Zeichnung geben"), tone="primary"), who=this.lead, period="8 w", code="J2.2", drafts=True,
    ).Annotation(
        title=_("Jury begleiten, Ergebnis vorlegen"),
        description=_("Begleiten Sie Bewertung und Sitzung. Sobald der Vorsitz das Ergebnis festgestellt hat, geben Sie die Vorlage zur Zeichnung."),
    )  # fmt: skip


class Decision:
    """Phase 3: the jury's decision is signed, the ceremony prepared."""

    sign_head = HumanTask(
        outcomes={
            "sign": To(this.sign_secretary, label=_("Zeichnen"), tone="primary"),
            "return": To(this.jury_session, **RETURN),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="5 AT",
        code="J3.1",
    ).Annotation(
        title=_("Juryentscheidung mitzeichnen (Referatsleitung)"),
        description=_("Prüfen Sie die Vorlage mit der Niederschrift und zeichnen Sie mit."),
    )
    sign_secretary = HumanTask(
        outcomes={
            "sign": To(
                (this.press_text, this.ceremony_plan), move="freeze", label=_("Schlusszeichnen"), tone="primary"
            ),
            "return": To(this.jury_session, **RETURN),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.STATE_SECRETARY,
        period="5 AT",
        code="J3.2",
        signs=True,
    ).Annotation(
        title=_("Juryentscheidung schlusszeichnen (Staatssekretär/in)"),
        description=_(
            "Die Jury hat entschieden. Mit der Zeichnung wird die Auszeichnung verbindlich; Urkunden und Schreiben entstehen von selbst."
        ),
    )
    press_text = HumanTask(
        To(this.prepared, label=_("Pressetext fertig"), tone="primary"), who=this.press_unit, period="10 AT", code="J3.3",
    ).Annotation(
        title=_("Pressetext zur Verleihung fertigstellen"),
        description=_("Ein Entwurf steht unten. Er nennt nur, wer in die Veröffentlichung eingewilligt hat."),
    )  # fmt: skip
    ceremony_plan = HumanTask(
        outcomes={
            "done": To(this.prepared, label=_("Verleihung vorbereitet"), tone="primary"),
            "none": To(this.prepared, label=_("Ohne Verleihung auszeichnen"), reason=True),
        },
        who=this.lead, period="10 AT", code="J3.4",
    ).Annotation(
        title=_("Verleihung vorbereiten"),
        description=_("Tag und Ort festlegen, mit der Staatskanzlei abstimmen, Ausgezeichnete einladen."),
    )  # fmt: skip
    prepared = Join(To(this.ceremony))


class Review:
    """Phase 4: figures and lessons."""

    ceremony = WaitUntil(this.ceremony_day, To(this.year_over, move="enter_into_force")).Annotation(
        title=_("Preisverleihung")
    )
    year_over = WaitUntil(this.last_day, To(this.statistics, move="evaluate")).Annotation(
        title=_("Ende des Preisjahres")
    )
    statistics = HumanTask(
        To(this.file_away, move="close", label=_("Auswertung abschließen"), reason=True, tone="primary"), who=this.lead, period="4 w", code="J4.1",
    ).Annotation(
        title=_("Preisjahr auswerten"),
        description=_("Die Zahlen des Jahres stehen daneben. Halten Sie fest, was im nächsten Jahr anders werden soll."),
    )  # fmt: skip
