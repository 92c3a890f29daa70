"""Setting and ending deputyships. They are dated rows, never deleted: what was done in another's name stays explicable."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from directory.models import DeputyScope, Deputyship, Membership, UnitKind, User
from directory.standing import Standing

LONGEST = timedelta(days=366)


class DeputyError(Exception):
    """A deputyship that cannot be; `field` names where, `message` is German and meant for the user."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True)
class NewDeputyship:
    """Who shall stand in for whom, both days included."""

    principal: User
    deputy: User
    valid_from: date
    valid_to: date
    scope: str = DeputyScope.FULL
    reason: str = ""


def may_set_for(standing: Standing) -> QuerySet[User]:
    """People whose deputy this person may name: herself, and those of the units she leads."""
    members = Membership.objects.valid_on(standing.day).exclude(unit__kind=UnitKind.SEAT)
    led = Q(pk__in=[])
    for path in standing.led_paths:
        led |= Q(unit__path__startswith=path)
    highest = max((post.rank for post in standing.posts), default=0)
    ids = members.filter(led, rank__lt=highest).values("user")
    return User.objects.filter(Q(pk=standing.user.pk) | Q(pk__in=ids), is_active=True).order_by(
        "last_name", "first_name"
    )


def possible_deputies(standing: Standing) -> QuerySet[User]:
    """Colleagues of the same Ressorts."""
    roots = {post.unit_path.strip("/").split("/", 1)[0] for post in standing.posts}
    found = Q(pk__in=[])
    for root in roots:
        found |= Q(unit__path__startswith=f"/{root}/")
    members = Membership.objects.valid_on(standing.day).filter(found)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("last_name", "first_name")


def appoint(new: NewDeputyship, *, standing: Standing) -> Deputyship:
    """Name a deputy; DeputyError when the dates or the people do not fit."""
    if not may_set_for(standing).filter(pk=new.principal.pk).exists():
        raise DeputyError("principal", _("Für diese Person können Sie keine Vertretung einrichten."))
    if new.principal == new.deputy:
        raise DeputyError("deputy", _("Niemand kann sich selbst vertreten."))
    if not possible_deputies(standing).filter(pk=new.deputy.pk).exists():
        raise DeputyError("deputy", _("Vertreten kann nur, wer demselben Ressort angehört."))
    if new.valid_from < standing.day:
        raise DeputyError("valid_from", _("Eine Vertretung kann nicht rückwirkend beginnen."))
    if not new.valid_from <= new.valid_to <= new.valid_from + LONGEST:
        raise DeputyError("valid_to", _("Das Ende muss nach dem Beginn liegen, höchstens ein Jahr später."))
    same = Deputyship.objects.filter(principal=new.principal, deputy=new.deputy, valid_from__lte=new.valid_to)
    if same.filter(Q(valid_to=None) | Q(valid_to__gte=new.valid_from)).exists():
        raise DeputyError("deputy", _("Für diese Zeit ist diese Vertretung schon eingerichtet."))
    return Deputyship.objects.create(**vars(new))


def end(deputyship: Deputyship, *, standing: Standing) -> None:
    """End a deputyship: yesterday if it has begun, else it never comes into force."""
    if not may_set_for(standing).filter(pk=deputyship.principal_id).exists():
        raise DeputyError("", _("Diese Vertretung können Sie nicht beenden."))
    if deputyship.valid_from >= standing.day:
        # A period that ends before it begins is refused by the database; one day in the past is none for anybody.
        deputyship.valid_from = deputyship.valid_to = standing.day - timedelta(days=1)
    else:
        deputyship.valid_to = standing.day - timedelta(days=1)
    deputyship.save(update_fields=["valid_from", "valid_to"])


def deputyships_of(standing: Standing) -> QuerySet[Deputyship]:
    """Present and coming deputyships the person is part of or may end."""
    people = may_set_for(standing).values("pk")
    rows = Deputyship.objects.filter(Q(valid_to=None) | Q(valid_to__gte=standing.day))
    mine = Q(principal=standing.user) | Q(deputy=standing.user) | Q(principal__in=people)
    return rows.filter(mine).select_related("principal", "deputy").order_by("valid_from", "pk")
