"""Which unit is meant: by function, by place in the tree, by responsibility. Always on a day, because units are dated."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from directory.models import FieldOfAction, OrgUnit, Responsibility, UnitFunction, UnitKind


def ressort_of(unit: OrgUnit) -> OrgUnit:
    """The Ressort at the root of the unit's line; a seat belongs to the Ressort it represents."""
    if unit.represents is not None:
        return unit.represents
    root = unit.ancestor_ids[0]
    return unit if root == unit.pk else OrgUnit.objects.get(pk=root)


def division_of(unit: OrgUnit) -> OrgUnit | None:
    """The Abteilung above the unit, or the unit itself if it is one."""
    return OrgUnit.objects.filter(pk__in=unit.ancestor_ids, kind=UnitKind.DIVISION).first()


def leadership_of(unit: OrgUnit, day: date) -> OrgUnit | None:
    """The Hausleitung of the unit's Ressort."""
    return unit_with_function(UnitFunction.TOP_MANAGEMENT, unit, day)


def unit_with_function(function: UnitFunction, unit: OrgUnit, day: date) -> OrgUnit | None:
    """The unit of the same Ressort that does this on `day`."""
    root = f"/{unit.ancestor_ids[0]}/"
    return OrgUnit.objects.valid_on(day).filter(path__startswith=root, function=function).order_by("path").first()


def body(function: UnitFunction, day: date) -> OrgUnit | None:
    """The body with this function on `day`."""
    return (
        OrgUnit.objects.valid_on(day)
        .filter(function=function, kind__in=[UnitKind.BODY, UnitKind.WORKING_GROUP])
        .order_by("path")
        .first()
    )


def seats(function: UnitFunction, day: date) -> QuerySet[OrgUnit]:
    """All seats of the body with this function."""
    return OrgUnit.objects.valid_on(day).filter(kind=UnitKind.SEAT, parent__function=function).order_by("short")


def seats_of(ressorts: Iterable[OrgUnit], function: UnitFunction, day: date) -> list[OrgUnit]:
    """The seats of these Ressorts in the body with this function, in a stable order."""
    return list(seats(function, day).filter(represents__in=list(ressorts)))


def responsible_ressorts(fields: Iterable[FieldOfAction], day: date) -> list[OrgUnit]:
    """The Ressorts that answer for these Handlungsfelder on `day`."""
    rows = Responsibility.objects.valid_on(day).filter(field__in=list(fields))
    return list(OrgUnit.objects.valid_on(day).filter(pk__in=rows.values("unit")).order_by("short"))
