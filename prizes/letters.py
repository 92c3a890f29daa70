"""Mails to those who nominate. The nominee hears nothing before the award is signed (§ 28a HDSIG: purpose bound, possibly unaware)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.links import link_to
from directory.models import User
from prizes.models import Jury, Nomination, NominationDraft
from workflow.models import ExternalMail


def link(draft: NominationDraft, token: str, at: datetime) -> None:
    """The way back to one's draft."""
    lines = [
        _("Sie haben auf der Seite des Landes Hessen eine Nominierung begonnen. Mit diesem Verweis setzen Sie sie fort:"), "",
        link_to(reverse("nomination-step", args=[token, 1])), "",
        _("Waren Sie das nicht, brauchen Sie nichts zu tun; der Entwurf wird nach 30 Tagen gelöscht."),
    ]  # fmt: skip
    _send(
        f"nomination-link-{draft.pk}",
        draft.email,
        _("Ihre Nominierung: %(prize)s") % {"prize": draft.award_year},
        lines,
        at=at,
    )


def receipt(nomination: Nomination, at: datetime) -> None:
    """Eingangsbestätigung."""
    lines = [
        _("Ihre Nominierung ist eingegangen."), "",
        _("Preis: %(prize)s") % {"prize": nomination.award_year},
        _("Vorgeschlagen: %(nominee)s") % {"nominee": nomination.nominee},
        _("Projekt: %(project)s") % {"project": nomination.project},
        _("Zeichen: %(reference)s") % {"reference": nomination.case.reference}, "",
        _("Über die Auszeichnung entscheidet eine unabhängige Jury. Sie hören von uns, sobald entschieden ist."),
    ]  # fmt: skip
    subject = _("Eingangsbestätigung: %(reference)s") % {"reference": nomination.case.reference}
    _send(f"nomination-receipt-{nomination.pk}", nomination.nominator_email, subject, lines, at=at)


def refusal(nomination: Nomination, at: datetime) -> None:
    """The nomination is not pursued, in the words of the year; the reasons of the case stay in it."""
    lines = [
        nomination.award_year.texts["refusal_text"], "",
        _("Preis: %(prize)s") % {"prize": nomination.award_year},
        _("Projekt: %(project)s") % {"project": nomination.project},
        _("Zeichen: %(reference)s") % {"reference": nomination.case.reference},
    ]  # fmt: skip
    subject = _("Ihre Nominierung: %(reference)s") % {"reference": nomination.case.reference}
    _send(f"nomination-refusal-{nomination.pk}", nomination.nominator_email, subject, lines, at=at)


def jury_opened(jury: Jury, people: Iterable[User], at: datetime) -> None:
    """To the members: there is something to judge. Names nobody."""
    year = jury.award_year
    lines = [
        _("die Nominierungen liegen zur Bewertung bereit: %(prize)s.") % {"prize": year},
        _("Bitte bewerten Sie bis zum %(day)s.") % {"day": f"{jury.scores_due:%d.%m.%Y}"}, "",
        link_to(reverse("jury")),
    ]  # fmt: skip
    for person in people:
        if person.email:
            subject = _("Jury: %(prize)s") % {"prize": year}
            _send(f"jury-opened-{jury.pk}-{person.pk}", person.email, subject, lines, at=at)


def jury_reminder(jury: Jury, person: User, missing: int, at: datetime) -> None:
    """To a member: nominations she has not judged yet. Names nobody."""
    lines = [
        ngettext("Ihnen liegt noch %(number)d Nominierung zur Bewertung vor.", "Ihnen liegen noch %(number)d Nominierungen zur Bewertung vor.", missing) % {"number": missing},
        _("Bitte bewerten Sie bis zum %(day)s.") % {"day": f"{jury.scores_due:%d.%m.%Y}"}, "",
        link_to(reverse("jury")),
    ]  # fmt: skip
    subject = _("Noch zu bewerten: %(prize)s") % {"prize": jury.award_year}
    _send(f"{reminder_key(jury)}{person.pk}", person.email, subject, lines, at=at)


def reminder_key(jury: Jury) -> str:
    """How the keys of the reminders of a round begin; a later day is another occasion."""
    return f"jury-reminder-{jury.pk}-{jury.round}-{jury.scores_due:%Y%m%d}-"


def _send(key: str, address: str, subject: str, lines: list[str], *, at: datetime) -> None:
    body = "\n".join([_("Guten Tag,"), "", *lines, "", _("Ihr Team Integrationspreis")])
    ExternalMail.objects.get_or_create(
        key=key, defaults={"address": address, "subject": subject, "body": body, "at": at}
    )
