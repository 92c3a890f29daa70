"""Kind 3: bodies, their sessions, and appointments to them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    """Bodies of the Land's integration policy."""

    name = "committees"
    verbose_name = _("Gremien")

    def ready(self) -> None:
        """Announce the way in, what stands beside tasks that bodies decide, and the demonstration."""
        from committees.body_demo import load as load_bodies  # noqa: PLC0415 -- models are ready only now
        from committees.entrance import BODIES, SESSIONS  # noqa: PLC0415 -- models are ready only now
        from committees.flows import AppointmentFlow  # noqa: PLC0415 -- models are ready only now
        from committees.pages import AppointmentPages  # noqa: PLC0415 -- models are ready only now
        from committees.placing import offer_agenda  # noqa: PLC0415 -- models are ready only now
        from committees.policy import AppointmentPolicy  # noqa: PLC0415 -- models are ready only now
        from committees.renewals import CHORES as RENEWALS  # noqa: PLC0415 -- models are ready only now
        from committees.session_chores import CHORES  # noqa: PLC0415 -- models are ready only now
        from committees.session_demo import load  # noqa: PLC0415 -- models are ready only now
        from committees.succession import CHORES as SUCCESSION  # noqa: PLC0415 -- models are ready only now
        from workflow.announcements import announce  # noqa: PLC0415 -- models are ready only now
        from workflow.policies import register  # noqa: PLC0415 -- models are ready only now

        register(AppointmentPolicy(), flow=AppointmentFlow, pages=AppointmentPages())
        announce(entrances=(BODIES,), demo=load_bodies, chores=RENEWALS)
        announce(entrances=(SESSIONS,), offering=offer_agenda, demo=load, chores=(*CHORES, *SUCCESSION))
