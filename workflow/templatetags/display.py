"""What templates need to show dates, money, due dates, states and form fields in one way."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.widgets import DateTimeBaseInput
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import audiences
from workflow.states import CaseState

register = template.Library()

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
SOON_DAYS = 1
NEAR_DAYS = 7

# Tone and icon of each state; the label comes from the case, because each kind names its phases itself.
STATE_LOOKS: dict[str, tuple[str, str]] = {
    CaseState.PROPOSAL: ("info", "edit"),
    CaseState.DEFERRED: ("warning", "pause"),
    CaseState.NEGOTIATION: ("info", "message"),
    CaseState.SIGNATURE: ("info", "sign"),
    CaseState.IN_FORCE: ("success", "handshake"),
    CaseState.EVALUATION: ("info", "chart"),
    CaseState.COMPLETED: ("success", "check-circle"),
    CaseState.TERMINATED: ("danger", "stop"),
    CaseState.REJECTED: ("danger", "close"),
    CaseState.WITHDRAWN: ("neutral", "undo"),
    CaseState.FILED: ("neutral", "archive"),
}

# HTML input type and the one text format browsers accept for it, whatever the active language writes.
NATIVE_INPUTS: dict[type[DateTimeBaseInput], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon of `static/icons.svg`; its meaning must stand beside it as text."""
    return format_html(
        '<svg class="icon {}" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def opens(context: dict[str, Any], route: str) -> bool:
    """Whether the page of this name is for the person: what stands before every link to it."""
    return audiences.opens(context["standing"], route)


@register.inclusion_tag("components/_due.html")
def due(day: date | None, today: date) -> dict[str, object]:
    """How far away a due date is, as a badge with tone, icon and words, the date below it."""
    if day is None:
        return {"tone": "none", "text": _("ohne Frist"), "day": None, "icon": ""}
    days = (day - today).days
    tone, symbol = _urgency(days)
    return {"tone": tone, "icon": symbol, "text": distance(days), "day": day}


@register.filter
def away(day: date, today: date) -> str:
    """The distance of a due date alone, where the date stands beside it."""
    return distance((day - today).days)


def distance(days: int) -> str:
    """Say in words how far away a day is; negative days have passed."""
    if days < 0:
        return ngettext("%(days)d Tag überfällig", "%(days)d Tage überfällig", -days) % {"days": -days}
    if days == 0:
        return _("heute fällig")
    if days == 1:
        return _("morgen fällig")
    return _("in %(days)d Tagen") % {"days": days}


def _urgency(days: int) -> tuple[str, str]:
    if days < 0:
        return "danger", "error"
    if days <= SOON_DAYS:
        return "warning", "clock"
    return ("info", "calendar") if days <= NEAR_DAYS else ("none", "")


@register.inclusion_tag("components/_state.html")
def state(value: str, label: str = "") -> dict[str, object]:
    """The state of a case as a badge; `label` is what this kind of case calls it."""
    tone, symbol = STATE_LOOKS[value]
    return {"tone": tone, "icon": symbol, "text": label or CaseState(value).label}


@register.inclusion_tag("components/_phase.html")
def phase(number: int | None, label: str) -> dict[str, object]:
    """Four dots, filled up to phase `number` (1 to 4; None before the first), with the phase's name."""
    return {"dots": [step <= (number or 0) for step in range(1, 5)], "label": label}


@register.filter
def answer(field: BoundField) -> str:
    """What was typed or chosen, in words."""
    value = field.value()
    choices = dict(getattr(field.field, "choices", ()))
    if isinstance(field.field, forms.DateField) and value:
        parsed = field.field.to_python(value)
        return f"{parsed:%d.%m.%Y}" if parsed else ""
    return str(choices.get(value, value if value is not None else ""))


@register.filter
def groups(form: forms.Form) -> list[tuple[str, list[BoundField]]]:
    """The form's visible fields under the legends it names in `groups`; those it does not name follow without one."""
    named: list[tuple[str, list[str]]] = getattr(form, "groups", [])
    taken = {name for _legend, names in named for name in names}
    rest = [field for field in form.visible_fields() if field.name not in taken]
    return [*((legend, [form[name] for name in names]) for legend, names in named), ("", rest)]


@register.filter
def kind(field: BoundField) -> str:
    """Which of the four markups a field needs: `check`, `group`, `select` or `input`."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect):  # groups of checkboxes descend from it
        return "group"
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return "select"
    return "input"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's input with KERN's class and the input type that brings the browser's own picker.

    Django adds `aria-describedby` and `aria-invalid` itself; `components/_field.html` supplies the ids they name.
    """
    widget = field.field.widget
    native = next((look for parent, look in NATIVE_INPUTS.items() if isinstance(widget, parent)), None)
    if native and isinstance(widget, DateTimeBaseInput):
        widget.input_type, widget.format = native
    base = {"check": "kern-form-check__checkbox", "select": "kern-form-input__select"}.get(
        kind(field), "kern-form-input__input"
    )
    return field.as_widget(attrs={"class": _classes(base, widget, field)})


@register.filter
def options(field: BoundField) -> list[BoundWidget]:
    """The single inputs of a radio or checkbox group, with KERN's class."""
    widget = field.field.widget
    base = "kern-form-check__checkbox" if isinstance(widget, forms.CheckboxSelectMultiple) else "kern-form-check__radio"
    widget.attrs["class"] = _classes(base, widget, field)
    return field.subwidgets


def _classes(base: str, widget: forms.Widget, field: BoundField) -> str:
    own = widget.attrs.get("class", "")
    return " ".join(name for name in (base, f"{base}--error" if field.errors else "", own) if name)


@register.filter
def anchor(field: BoundField) -> str:
    """The id a link to the field leads to; in a group the first choice."""
    return f"{field.auto_id}_0" if kind(field) == "group" else field.id_for_label


@register.filter
def day(value: date | None) -> str:
    """`21.05.2026`; empty for None."""
    return f"{_local(value):%d.%m.%Y}" if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """`Do, 21.05.2026`; empty for None."""
    return f"{WEEKDAYS[_local(value).weekday()]}, {day(value)}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`21.05.2026, 09:12 Uhr` in Europe/Berlin; empty for None."""
    return _("%(day)s, %(time)s Uhr") % {"day": day(value), "time": f"{_local(value):%H:%M}"} if value else ""


@register.filter
def euro(value: Decimal | float | None) -> str:
    """`7.000 €`, cents only where there are some; empty for None."""
    if value is None:
        return ""
    amount = Decimal(str(value))
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)}\N{NO-BREAK SPACE}€"


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
