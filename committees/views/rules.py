"""`/gremien/regeln/`: how each body works, as data that no source confirms until somebody names one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.sessions import RulesForm
from committees.leadtimes import default_rules, rules_of
from committees.members import bodies
from committees.models import BodyRules
from committees.sittings import save_rules
from committees.views.session_base import BodiesPage, FormPage
from directory.models import OrgUnit


class RulesView(BodiesPage):
    """How each body works."""

    section = "rules"

    def get(self, request: HttpRequest) -> HttpResponse:
        """All bodies. Two queries."""
        stored = {rules.body_id: rules for rules in BodyRules.objects.all()}
        rows = [(body, stored.get(body.pk) or default_rules(body)) for body in bodies(self.standing.day)]
        return render(request, "committees/sessions/rules.html", self.get_context_data(rows=rows))


class EditRulesView(FormPage):
    """The rules of one body."""

    section = "rules"
    explanation = gettext_lazy("Die Vorläufe sind keine gesetzlichen Fristen. Ohne Quelle sind sie als Vorbelegung, nicht bestätigt, gekennzeichnet.")  # fmt: skip
    body: OrgUnit

    def find(self, **kwargs: Any) -> None:
        """The body."""
        self.body = get_object_or_404(bodies(self.standing.day), pk=kwargs["pk"])

    @property
    def title(self) -> Any:
        """Which one."""
        return _("Regeln: %(body)s") % {"body": self.body.name}

    def form(self, data: Any = None) -> RulesForm:
        """As they stand."""
        return RulesForm(data, instance=rules_of(self.body))

    def act(self, form: RulesForm) -> str:
        """Store them."""
        save_rules(form.instance, standing=self.standing)
        return _("Die Regeln sind gespeichert: %(body)s.") % {"body": self.body.name}

    def back_url(self) -> str:
        """All rules."""
        return reverse("body-rules")
