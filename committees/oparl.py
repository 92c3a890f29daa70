"""A body with its people and their mandates, past ones included, as OParl 1.1 (https://schema.oparl.org/1.1/).

Ids are addresses of this export with the object behind the `#`. No contact data and nothing anybody declared of herself goes out.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from committees.models import Body, Function, Mandate

SCHEMA = "https://schema.oparl.org/1.1/"
VOTING = (Function.MEMBER, Function.CHAIR, Function.GROUP_LEAD)
Address = Callable[[str], str]


def export(body: Body, address: str) -> dict[str, Any]:
    """The whole body as one document; `address` is the absolute one it is fetched from. Two queries."""
    rows = Mandate.objects.of([body.pk]).select_related("member", "seat__group").order_by("begins", "pk")
    mandates = list(rows)

    def url(fragment: str) -> str:
        return f"{address}#{fragment}"

    return {
        "body": _state(body, url),
        "organization": [_organization(body, mandates, url)],
        "person": _people(mandates, url),
        "membership": [_membership(mandate, url) for mandate in mandates],
    }


def _object(kind: str, ident: str, created: datetime, modified: datetime) -> dict[str, Any]:
    stamps = {"created": _moment(created), "modified": _moment(modified)}
    return {"id": ident, "type": f"{SCHEMA}{kind}", **stamps}


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _days(begins: date | None, ends: date | None) -> dict[str, str]:
    named = {"startDate": begins, "endDate": ends}
    return {name: day.isoformat() for name, day in named.items() if day is not None}


def _state(body: Body, url: Address) -> dict[str, Any]:
    """The Land as the corporation the body belongs to."""
    made = _object("Body", url("body"), body.created_at, body.modified_at)
    return made | {"name": _("Land Hessen"), "shortName": _("Hessen"), "organization": [url("organization")]}


def _organization(body: Body, mandates: list[Mandate], url: Address) -> dict[str, Any]:
    made = _object("Organization", url("organization"), body.created_at, body.modified_at)
    return made | {
        "body": url("body"),
        "name": body.unit.name,
        "shortName": body.unit.short,
        "organizationType": _("Gremium"),
        "classification": body.get_kind_display(),
        "membership": [url(f"membership-{mandate.pk}") for mandate in mandates],
        **_days(body.begins, body.dissolved or body.ends),
    }


def _people(mandates: list[Mandate], url: Address) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for mandate in mandates:
        member = mandate.member
        if member.pk not in found:
            made = _object("Person", url(f"person-{member.pk}"), member.created_at, member.modified_at)
            made |= {
                "body": url("body"),
                "name": str(member),
                "givenName": member.given_name,
                "familyName": member.name,
            }
            found[member.pk] = made | ({"title": [member.title]} if member.title else {}) | {"membership": []}
        found[member.pk]["membership"].append(url(f"membership-{mandate.pk}"))
    return list(found.values())


def _membership(mandate: Mandate, url: Address) -> dict[str, Any]:
    made = _object("Membership", url(f"membership-{mandate.pk}"), mandate.created_at, mandate.modified_at)
    sender = {"hessen:sendingOrganization": mandate.sender} if mandate.sender else {}
    return made | {
        "person": url(f"person-{mandate.member_id}"),
        "organization": url("organization"),
        "role": mandate.get_function_display(),
        "votingRight": mandate.function in VOTING,
        **_days(mandate.begins, mandate.ends),
        "hessen:seatGroup": mandate.seat.group.name,
        **sender,
    }
