"""Texts of a year as they are shipped: they stand wherever the office has written none. None of them is confirmed by any source."""

from django.utils.translation import gettext_lazy as _

SHIPPED = {
    "introduction": _(
        "Das Land Hessen zeichnet Menschen und Organisationen aus, deren Projekte das Zusammenleben in Vielfalt stärken. Alle Bürgerinnen und Bürger können vorschlagen; auch Eigenbewerbungen sind möglich."
    ),
    "form_hints": _(
        "Beschreiben Sie das Projekt so, dass auch jemand es versteht, der es nicht kennt. Nennen Sie Namen nur, wo es nötig ist, und machen Sie keine Angaben zu Herkunft, Religion oder Gesundheit einzelner Menschen."
    ),
    "winners_text": _("Im Namen des Landes Hessen danken wir Ihnen für Ihr Engagement."),
    "refusal_text": _("vielen Dank für Ihre Nominierung. Sie konnte in diesem Jahr nicht berücksichtigt werden."),
}
