"""Where people begin who have to do with the bodies."""

from django.utils.translation import gettext_lazy as _

from workflow.announcements import Entrance

BODIES = Entrance("bodies", "bodies", _("Gremien"), "group")
SESSIONS = Entrance("sessions", "sessions", _("Sitzungen"), "gavel")
