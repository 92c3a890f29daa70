"""Why somebody sees what: `/verwaltung/rechte/` for those who look after rights, and one's own reasons beside a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory.models import User
from directory.standing import standing_of
from workflow.access import may_ask_by_reference, waiting_for
from workflow.forms.lists import RightsQuery
from workflow.models import Case
from workflow.reasons import everybody, reasons
from workflow.rights import examinable, grants, holders, people_called, rights
from workflow.views.base import StandingView
from workflow.views.case import CaseTab


class RightsView(StandingView):
    """A person, a case, or both, on a day: what she reaches, whom it is open to, and why."""

    query_form = RightsQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """The question, and the answer once it is asked."""
        asked = self.query.asked
        people = people_called(asked["person"])
        person = people[0] if len(people) == 1 else None
        case = examinable(self.standing).filter(reference=asked["vorgang"]).first() if asked["vorgang"] else None
        context = self.get_context_data(
            asked=asked, day=asked["tag"] or self.standing.day, people=people, person=person, case=case,
            may_ask=may_ask_by_reference(self.standing), waiting=waiting_for(self.standing).count(), **self._answer(person, case),
        )  # fmt: skip
        return render(request, "workflow/rights.html", context)

    def _answer(self, person: User | None, case: Case | None) -> dict[str, Any]:
        day, named = self.query.asked["tag"] or self.standing.day, self.query.asked["vorgang"]
        if case is not None and person is not None:
            return {"access": reasons(case, standing_of(person, day)), **self._known(case)}
        if case is not None and not self.query.asked["person"]:
            accesses = everybody(case, day)
            shut = [access.standing.user for access in accesses if access.excluded]
            return {"holders": holders(case, day, accesses), "shut": shut, **self._known(case)}
        if person is not None and not named:
            return {"rights": rights(standing_of(person, day))}
        return {} if named or self.query.asked["person"] else {"grants": grants(self.standing)}

    def _known(self, case: Case) -> dict[str, Any]:
        """Whether the reader may open the case as well; those who only look after rights may not."""
        return {"readable": Case.objects.visible_to(self.standing).filter(pk=case.pk).exists()}


class WhyView(CaseTab):
    """`warum/`: one's own reasons."""

    tab, template_name = "why", "workflow/case_why.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why the case is open to the person, and how far."""
        return super().get_context_data(access=reasons(self.case, self.standing), **kwargs)
