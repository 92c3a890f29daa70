"""Where people begin who have to do with the prize."""

from django.utils.translation import gettext_lazy as _

from workflow.announcements import Entrance

ENTRANCES = (Entrance("prize", "award-years", _("Preis"), "flag"), Entrance("jury", "jury", _("Jury"), "group"))
