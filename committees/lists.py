"""Who sits in a body on a day, as a table for a spreadsheet: for the office, and for publication."""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from committees.models import Function
from committees.occupancy import Picture
from workflow.board import harmless


def as_csv(picture: Picture) -> str:
    """One line per person, one for each vacant seat; neither contact data nor anything self-declared."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow([_("Gruppe"), _("Sitz"), _("entsandt von"), _("Name"), _("Funktion"), _("von"), _("bis")])
    for group in picture.groups:
        for place in group.places:
            seat = [group.group.name, place.seat.number, place.seat.sender]
            for mandate in (*place.filled, *place.others):
                ends = mandate.ends.isoformat() if mandate.ends else ""
                row = [*seat[:2], mandate.sender, mandate.member, mandate.get_function_display(), mandate.begins, ends]
                writer.writerow([harmless(str(value)) for value in row])
            if place.vacant:
                writer.writerow([harmless(str(value)) for value in (*seat, _("unbesetzt"), "", "", "")])
    return target.getvalue()


def publication_csv(picture: Picture) -> str:
    """Veröffentlichungsliste: one line per person who consented to it; of the others not even their number."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow([_("Gruppe"), _("entsandt von"), _("Name"), _("Funktion")])
    for group in picture.groups:
        for place in group.places:
            for mandate in (*place.filled, *place.others):
                if mandate.member.published_since and mandate.function != Function.GUEST:
                    row = [group.group.name, mandate.sender, mandate.member, mandate.get_function_display()]
                    writer.writerow([harmless(str(value)) for value in row])
    return target.getvalue()
