"""Asking before a case is opened that looks like another."""

from collections.abc import Iterable

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from workflow.forms.query import QueryForm
from workflow.models import Case

FIELD = "weiterer"


class _Answer(QueryForm):
    """Whether the person has said that she means another case."""

    weiterer = forms.BooleanField(required=False)


def is_meant(form: forms.BaseForm, found: Iterable[Case]) -> bool:
    """Whether the case is like no other, or meant although it is; else the form asks, with everything typed."""
    cases = list(found)
    if not cases:
        return True
    form.fields[FIELD] = forms.BooleanField(label=_("Ja, als weiteren Vorgang anlegen"), required=False)
    if _Answer(form.data).asked[FIELD]:
        return True
    links = format_html_join(
        ", ",
        '<a class="kern-link" href="{}">{} {}</a>',
        ((case.get_absolute_url(), case.reference, case.title) for case in cases),
    )
    question = _(
        "Einen solchen Vorgang gibt es schon seit Kurzem: {}. Bestätigen Sie, wenn Sie einen weiteren anlegen wollen."
    )
    form.add_error(FIELD, format_html(question, links))
    return False
