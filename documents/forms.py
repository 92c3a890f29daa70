"""Filing a paper."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.forms import Form
from documents.models import Direction, DocumentKind
from documents.services import NewDocument
from workflow.forms.task import DateInput

# The text of a contract and its signed copies come into being in their own tasks.
FILABLE = [
    (kind.value, kind.label) for kind in DocumentKind if kind not in {DocumentKind.CONTRACT, DocumentKind.SIGNED}
]
FILE = _("Datei")


def file_field(label: Any = FILE, *, required: bool = True) -> forms.FileField:
    """An upload; what is accepted is checked when it is filed."""
    megabytes = settings.FILE_UPLOAD_MAX_BYTES // 2**20
    hint = _("PDF, Word, Excel, OpenDocument oder Bild, höchstens %(size)s MB.") % {"size": megabytes}
    return forms.FileField(label=label, required=required, max_length=200, help_text=hint)


class PaperForm(Form):
    """A new paper: internal, Eingang or Ausgang."""

    title = forms.CharField(label=_("Bezeichnung"), max_length=200)
    kind = forms.ChoiceField(label=_("Art"), choices=FILABLE, initial=DocumentKind.OTHER)
    direction = forms.ChoiceField(
        label=_("Richtung"), choices=Direction.choices, widget=forms.RadioSelect, initial=Direction.INTERNAL
    )
    letter_date = forms.DateField(label=_("Datum des Schreibens"), widget=DateInput(), required=False)
    received_on = forms.DateField(label=_("Eingegangen am"), widget=DateInput(), required=False)
    sent_on = forms.DateField(label=_("Abgesandt am"), widget=DateInput(), required=False)
    correspondent = forms.CharField(label=_("Absender oder Empfänger"), max_length=200, required=False)
    foreign_reference = forms.CharField(label=_("Fremdes Geschäftszeichen"), max_length=80, required=False)
    tells_of_none = forms.BooleanField(required=False)
    file = file_field(required=False)

    def __init__(self, *args: Any, day: date, gathers: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        if gathers:
            several = {"several": gathers}
            self.fields["tells_of_none"].label = gettext("Betrifft keine einzelnen %(several)s") % several
            self.fields["tells_of_none"].help_text = gettext(
                "Sonst bleibt das Dokument allen verschlossen, die von einem dieser Vorgänge ausgeschlossen sind (Befangenheit)."
            )
        else:
            del self.fields["tells_of_none"]

    def clean(self) -> dict[str, Any]:
        """Eingang and Ausgang have their date; what did not happen has none."""
        cleaned = super().clean() or {}
        needed = {Direction.IN: "received_on", Direction.OUT: "sent_on"}.get(cleaned.get("direction", ""))
        if needed and not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, _("Bitte geben Sie das Datum an."))
        for name in ("letter_date", "received_on", "sent_on"):
            if cleaned.get(name) and cleaned[name] > self.day:
                self.add_error(name, _("Das Datum liegt in der Zukunft."))
        return cleaned

    def new(self) -> NewDocument:
        """What the service needs."""
        return NewDocument(**{name: value for name, value in self.cleaned_data.items() if name != "file"})


class VersionForm(Form):
    """A further version."""

    remark = forms.CharField(label=_("Was hat sich geändert?"), max_length=300, required=False)

    file = file_field()
