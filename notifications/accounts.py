"""What befell accounts is told: to their owners or the administration, and to the mailboxes it concerns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Notice, NoticeKind
from accounts.services import owners_of
from accounts.tokens import ResetTokens
from directory.links import link_to
from notifications.models import Message
from notifications.recipients import administration
from workflow.models import ExternalMail

BATCH = 100


@dataclass(frozen=True)
class Letter:
    """What is said, and the name of the page it leads to."""

    subject: str
    lines: list[str]
    page: str = ""


def announce(at: datetime) -> int:
    """Turn notices into messages and mails; how many. Each once, however many workers do it at the same time."""
    waiting = list(Notice.objects.filter(told_at=None).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(_tell(pk, at) for pk in waiting)


def _tell(pk: int, at: datetime) -> int:
    with transaction.atomic():
        rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
        notice = rows.filter(pk=pk, told_at=None).first()
        if notice is None:
            return 0
        if notice.kind == NoticeKind.RESET_ASKED:
            _mail_links(notice, at)
        else:
            _announce(notice, _LETTERS[notice.kind](notice), at)
        notice.told_at = at
        notice.save(update_fields=["told_at"])
    return 1


def _announce(notice: Notice, letter: Letter, at: datetime) -> None:
    """A message to the owner, or to the administration where it concerns nobody alone; and a mail where an address is named."""
    path = reverse(letter.page)
    for person in [notice.user] if notice.user else administration(timezone.localtime(at).date()):
        body = [_("Guten Tag, %(name)s,") % {"name": person.name}, "", *letter.lines, "", link_to(path)]
        Message.objects.create(
            key=f"n{notice.pk}-u{person.pk}", recipient=person, subject=letter.subject, body="\n".join(body), url=path, at=at
        )  # fmt: skip
    if notice.address:
        _mail(f"notice-{notice.pk}", notice.address, letter, at)


def _mail_links(notice: Notice, at: datetime) -> None:
    """To the mailbox of each account that has this address, as it is stored; to nobody else."""
    for owner in owners_of(notice.address):
        secret = {"uidb36": user_pk_to_url_str(owner), "key": ResetTokens().make_token(owner)}
        lines = [
            _("für Ihr Konto „%(account)s“ wurde ein neues Passwort verlangt. Mit diesem Verweis setzen Sie es; er gilt eine Stunde und nur einmal:") % {"account": owner.username}, "",
            link_to(reverse("account_reset_password_from_key", kwargs=secret)), "",
            _("Waren Sie das nicht, brauchen Sie nichts zu tun; Ihr Passwort bleibt, wie es ist."),
        ]  # fmt: skip
        _mail(f"notice-{notice.pk}-{owner.pk}", owner.email, Letter(_("Neues Passwort"), lines), at)


def _mail(key: str, address: str, letter: Letter, at: datetime) -> None:
    body = "\n".join([_("Guten Tag,"), "", *letter.lines])
    ExternalMail.objects.create(key=key, address=address, subject=letter.subject, body=body, at=at)


def _closed(notice: Notice) -> Letter:
    lines = [
        _("am %(moment)s wurde für Ihr Konto mehrmals ein falsches Passwort eingegeben, aus dem Netz %(network)s.") % {"moment": _moment(notice), **notice.data},
        _("Waren Sie das, brauchen Sie nichts zu tun. Waren Sie es nicht, ist Ihr Konto trotzdem geschützt, und an Geräten, an denen Sie sich schon angemeldet haben, arbeiten Sie weiter."),
        _("Benutzen Sie Ihr Passwort auch anderswo, ändern Sie es bitte."),
    ]  # fmt: skip
    return Letter(_("Fehlversuche an Ihrem Konto"), lines, "account_change_password")


def _sprayed(notice: Notice) -> Letter:
    where = _("aus dem Netz %(network)s") % notice.data if notice.data["network"] else _("aus vielen Netzen")
    tried = {"accounts": notice.data["accounts"], "where": where, "moment": _moment(notice)}
    lines = [
        _("in der Stunde vor %(moment)s wurden %(where)s Passwörter an %(accounts)d Konten probiert, ohne dass jemand hineinkam.") % tried,
        _("Ein einzelnes Netz ist gesperrt, solange das anhält; bekannte Geräte kommen weiter hinein. Bitte geben Sie der Informationssicherheit Ihres Hauses Bescheid."),
    ]  # fmt: skip
    subject = _("Passwörter werden durchprobiert: %(accounts)d Konten, %(where)s") % tried
    return Letter(subject, lines, "administration")


def _password_changed(notice: Notice) -> Letter:
    lines = [
        _("am %(moment)s wurde das Passwort Ihres Kontos geändert; alle anderen Sitzungen sind beendet.") % {"moment": _moment(notice)},
        _("Waren Sie das nicht, wenden Sie sich bitte sofort an die Fachadministration."),
    ]  # fmt: skip
    return Letter(_("Ihr Passwort wurde geändert"), lines, "account_sessions")


def _address_changed(notice: Notice) -> Letter:
    lines = [
        _("am %(moment)s hat die Fachadministration die E-Mail-Adresse Ihres Kontos geändert; Nachrichten gehen von nun an dorthin.") % {"moment": _moment(notice)},
        _("Haben Sie darum nicht gebeten, wenden Sie sich bitte sofort an die Fachadministration."),
    ]  # fmt: skip
    return Letter(_("Die E-Mail-Adresse Ihres Kontos wurde geändert"), lines, "messages")


def _moment(notice: Notice) -> str:
    return f"{timezone.localtime(notice.at):%d.%m.%Y, %H:%M} Uhr"


_LETTERS: dict[str, Callable[[Notice], Letter]] = {
    NoticeKind.CLOSED: _closed,
    NoticeKind.SPRAYED: _sprayed,
    NoticeKind.PASSWORD_CHANGED: _password_changed,
    NoticeKind.ADDRESS_CHANGED: _address_changed,
}
