"""What a partner can hand in on its own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.forms import Form
from documents.forms import file_field
from documents.models import DocumentKind


class UploadForm(Form):
    """A paper for the case."""

    title = forms.CharField(label=_("Bezeichnung"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Art"),
        choices=[(kind.value, kind.label) for kind in (DocumentKind.LETTER, DocumentKind.REPORT, DocumentKind.EVIDENCE, DocumentKind.OTHER)],
    )  # fmt: skip
    file = file_field()
