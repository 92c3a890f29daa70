"""Phase 3: from the final text to both signatures."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from directory.models import ContactRole, Rank
from workflow.nodes import Choice, HumanTask, Job, Join, To
from workflow.outcomes import RETURN
from workflow.states import Extent


class Signing:
    """Authority to sign, Vorlage, declarations."""

    verify_text = Job(
        this.verify_final_text,
        outcomes={
            "intact": To((this.check_state_authority, this.check_partner_authority)),
            "damaged": To(this.draft, move="reopen_text"),
        },
    ).Annotation(title=_("Endfassung auf Unversehrtheit prüfen"))

    check_state_authority = HumanTask(
        outcomes={"confirm": To(this.authorised, label=_("Befugnis bestätigen"), tone="primary")},
        who=this.legal_unit,
        period="5 AT",
        code="3.1",
    ).Annotation(
        title=_("Zeichnungsbefugnis des Landes prüfen"),
        description=_(
            "Prüfen Sie, wer das Land vertreten darf (Art. 103 HV, Vertretungsanordnung), und halten Sie das Ergebnis fest."
        ),
    )
    check_partner_authority = HumanTask(
        outcomes={"confirm": To(this.authorised, label=_("Befugnis bestätigen"), tone="primary")},
        who=this.lead,
        period="5 AT",
        code="3.1",
    ).Annotation(
        title=_("Vertretungsbefugnis des Partners prüfen"),
        description=_("Prüfen Sie Registerauszug, Satzung oder Vollmacht des Partners und legen Sie den Nachweis ab."),
    )
    authorised = Join(To(this.submission))

    submission = HumanTask(
        outcomes={"submit": To(this.submission_head, label=_("Vorlage absenden"), tone="primary")},
        who=this.lead,
        period="5 AT",
        code="3.2",
        drafts=True,
    ).Annotation(
        title=_("Zeichnungsvorlage fertigen"),
        description=_(
            "Fertigen Sie die Vorlage mit Mitzeichnungsleiste für Referatsleitung, Abteilungsleitung und Hausleitung."
        ),
    )
    submission_head = HumanTask(
        outcomes={
            "sign": To(this.submission_division, label=_("Zeichnen"), tone="primary"),
            "return": To(this.submission, **RETURN),
        },
        who=this.lead,
        rank=Rank.HEAD_OF_UNIT,
        period="5 AT",
        code="3.2",
    ).Annotation(
        title=_("Vorlage zeichnen (Referatsleitung)"),
        description=_("Prüfen und zeichnen Sie die Vorlage oder geben Sie sie mit Hinweisen zurück."),
    )
    submission_division = HumanTask(
        outcomes={
            "sign": To(this.submission_secretary, label=_("Zeichnen"), tone="primary"),
            "return": To(this.submission, **RETURN),
        },
        opens=Extent.FILE,
        who=this.division,
        rank=Rank.HEAD_OF_DIVISION,
        period="5 AT",
        code="3.2",
    ).Annotation(
        title=_("Vorlage zeichnen (Abteilungsleitung)"),
        description=_("Prüfen und zeichnen Sie die Vorlage oder geben Sie sie mit Hinweisen zurück."),
    )
    submission_secretary = HumanTask(
        outcomes={
            "sign": To(this.who_signs, label=_("Schlusszeichnen"), tone="primary"),
            "return": To(this.submission, **RETURN),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.STATE_SECRETARY,
        period="5 AT",
        code="3.2",
        signs=True,
    ).Annotation(
        title=_("Vorlage schlusszeichnen (Staatssekretär/in)"),
        description=_("Mit Ihrer Schlusszeichnung wird der Vertrag zur Unterzeichnung freigegeben."),
    )
    who_signs = Choice(
        this.signing_level,
        outcomes={"minister": To(this.submission_minister), "secretary": To((this.sign_state, this.sign_partner))},
    )
    submission_minister = HumanTask(
        outcomes={
            "sign": To((this.sign_state, this.sign_partner), label=_("Schlusszeichnen"), tone="primary"),
            "return": To(this.submission, **RETURN),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.MINISTER,
        period="5 AT",
        code="3.2",
        signs=True,
    ).Annotation(
        title=_("Vorlage schlusszeichnen (Minister/in)"),
        description=_("Mit Ihrer Schlusszeichnung wird der Vertrag zur Unterzeichnung freigegeben."),
    )

    sign_state = HumanTask(
        outcomes={
            "signed": To(this.signed, label=_("Unterzeichnung festhalten"), tone="primary"),
            "decline": To(
                this.incorporate,
                move="reopen_text",
                cuts=True,
                label=_("Nicht unterzeichnen"),
                reason=True,
                tone="danger",
            ),
        },
        opens=Extent.FILE,
        who=this.leadership,
        rank=Rank.STATE_SECRETARY,
        period="10 AT",
        code="3.3",
        signs=True,
    ).Annotation(
        title=_("Vertrag für das Land unterzeichnen"),
        description=_("Halten Sie fest, wer wann und wo unterzeichnet hat, und fügen Sie die gezeichnete Fassung bei."),
    )
    sign_partner = HumanTask(
        outcomes={
            "signed": To(this.signed, label=_("Unterzeichnung erklären"), tone="primary"),
            "decline": To(
                this.incorporate,
                move="reopen_text",
                cuts=True,
                label=_("Nicht unterzeichnen"),
                reason=True,
                tone="danger",
            ),
        },
        who=this.partner,
        rank=ContactRole.SIGNATORY,
        period="2 w",
        code="3.3",
    ).Annotation(
        title=_("Vertrag unterzeichnen"),
        description=_("Bitte unterzeichnen Sie die Endfassung und laden Sie die gezeichnete Fassung hoch."),
    )
    signed = Join(To(this.confirm_force))
