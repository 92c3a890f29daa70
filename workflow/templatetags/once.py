"""The key that lets a form act once."""

from typing import Any
from uuid import uuid4

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workflow.forms.query import QueryForm
from workflow.views.once import key_of

register = template.Library()


@register.simple_tag(takes_context=True)
def once(context: Context, form: Any = None) -> SafeString | str:
    """A hidden field with a fresh key; a form that came back keeps the one it was sent with, a form that only asks has none."""
    if isinstance(form, QueryForm):
        return ""
    request = context.get("request")
    kept = key_of(request) if request and getattr(form, "is_bound", False) else None
    return format_html('<input type="hidden" name="once" value="{}">', kept or uuid4())
