"""Urkunde and letter of an award, and the minutes of a jury, as PDF in the case."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.models import Direction, Document, DocumentKind
from documents.rendering import render
from documents.services import NewDocument, file_version
from prizes.models import Nomination
from workflow.steps import Step


def write_papers(step: Step, nomination: Nomination) -> None:
    """Urkunde and letter as drafts. A second run writes nothing: a job may come twice."""
    if Document.objects.filter(case=step.case, kind=DocumentKind.CERTIFICATE).exists():
        return
    papers = (
        (DocumentKind.CERTIFICATE, _("Urkunde"), "urkunde.pdf", certificate(nomination, step.day)),
        (DocumentKind.LETTER, _("Schreiben zur Auszeichnung"), "schreiben.pdf", letter(nomination, step.day)),
    )
    for kind, title, name, (source, values) in papers:
        new = NewDocument(kind=kind, title=title, direction=Direction.INTERNAL)
        file_version(step, new, render(source, name, values), remark=_("vom System erzeugt"))


def renew_certificate(step: Step, nomination: Nomination) -> None:
    """A new version with the day and place of the ceremony; nothing while the first is still to be written."""
    document = Document.objects.filter(case=step.case, kind=DocumentKind.CERTIFICATE).first()
    if document:
        source, values = certificate(nomination, step.day)
        file_version(step, document, render(source, "urkunde.pdf", values), remark=_("Tag und Ort der Verleihung"))


def certificate(nomination: Nomination, day: date) -> tuple[str, dict[str, str]]:
    """Source and values of the Urkunde; dated on the day of the ceremony where that is known."""
    year = nomination.award_year
    return "certificate", {
        "title": _("Urkunde: %(name)s") % {"name": nomination.nominee},
        "prize": str(year),
        "motto": year.motto,
        "nominee": nomination.nominee,
        "project": nomination.project,
        "rank": str(nomination.rank),
        "amount": euro(nomination.amount) if nomination.amount else "",
        "place": year.ceremony_place,
        "date": f"{year.ceremony_on or day:%d.%m.%Y}",
    }


def letter(nomination: Nomination, day: date) -> tuple[str, dict[str, str]]:
    """Source and values of the letter to the winner; it asks for consent to publication (Art. 7 DSGVO)."""
    year = nomination.award_year
    paragraphs = [
        _("Sehr geehrte Damen und Herren,"),
        _("die Jury hat entschieden: Ihr Projekt „%(project)s“ wird ausgezeichnet. Herzlichen Glückwunsch zum %(rank)s. Platz! (%(prize)s)")
        % {"project": nomination.project, "prize": year, "rank": nomination.rank},
    ]  # fmt: skip
    if nomination.amount:
        paragraphs.append(
            _("Mit der Auszeichnung ist ein Preisgeld von %(amount)s verbunden.") % {"amount": euro(nomination.amount)}
        )
    if not nomination.self_nominated:
        paragraphs.append(
            _(
                "Vorgeschlagen wurden Sie von Dritten. Ihre Daten haben wir allein für die Entscheidung über die Auszeichnung verarbeitet (§ 28a HDSIG)."
            )
        )
    if year.ceremony_on:
        where = f", {year.ceremony_place}" if year.ceremony_place else ""
        paragraphs.append(
            _("Die Verleihung ist am %(day)s%(where)s.") % {"day": f"{year.ceremony_on:%d.%m.%Y}", "where": where}
        )
    paragraphs.append(year.texts["winners_text"])
    paragraphs.append(
        _("Bitte teilen Sie uns mit, ob wir Ihren Namen und Ihr Projekt veröffentlichen dürfen und auf welches Konto wir das Preisgeld überweisen sollen.")
        if nomination.amount
        else _("Bitte teilen Sie uns mit, ob wir Ihren Namen und Ihr Projekt veröffentlichen dürfen.")
    )  # fmt: skip
    lead = nomination.case.lead_unit
    return "letter", {
        "title": str(year),
        "sender": _("Land Hessen, %(unit)s") % {"unit": lead.name},
        "recipient": f"{nomination.nominee}\n{nomination.place}",
        "reference": nomination.case.reference,
        "date": f"{day:%d.%m.%Y}",
        "body": "\n\n".join(paragraphs),
        "closing": _("Mit freundlichen Grüßen"),
    }


def euro(amount: Decimal) -> str:
    """Money as Germans write it."""
    text = f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{text.removesuffix(',00')} €"
