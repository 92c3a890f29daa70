"""Beginning an Abberufung, in the frame of the case that gave the mandate."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.recalls import begin_recall, may_recall
from workflow.views.office import CaseAction


class RecallView(CaseAction):
    """Mitglied abberufen: opens the drafting."""

    title: Any = gettext_lazy("Mitglied abberufen")
    explanation = gettext_lazy(
        "Über die Abberufung entscheidet, wer berufen hat. Nach dem Entwurf zeichnen Staatssekretärin oder Staatssekretär und Ministerin oder Minister (oder das Kabinett beschließt). Die Amtszeit der übrigen läuft weiter."
    )
    submit = gettext_lazy("Abberufung vorbereiten")

    def require(self) -> None:
        """Only the lead unit, while the term runs."""
        if not may_recall(self.case, self.standing):
            raise PermissionDenied(_("Das steht Ihnen bei diesem Vorgang zurzeit nicht offen."))

    def act(self, form: Any) -> str:
        """Begin it."""
        begin_recall(self.case.pk, form.cleaned_data["reason"], standing=self.standing, at=self.at)
        return _("Die Aufgabe „Abberufung vorbereiten“ liegt bereit.")
