"""`/preis/`: years, their nominations, and deciding on many at once."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prizes.closing import derivation_of, preview
from prizes.comparison import Glance, glance
from prizes.eligibility import conditions
from prizes.forms.office import BATCHES, STRIKING, BatchForm, ExtendForm, YearForm, YearQuery
from prizes.models import AwardYear, Nomination
from prizes.services import Extension, extend_deadline, may_extend, next_year, nominations_of, save_year
from workflow.errors import WorkflowError
from workflow.models import CaseTask
from workflow.permissions import authority_over
from workflow.policies import policy_of
from workflow.services import complete
from workflow.templatetags.display import weekday
from workflow.views.base import StandingView, attempt, show_refusal, tell


@dataclass(frozen=True)
class Row:
    """A line of the list: the nomination, its open task, its state in words, and what to look at."""

    nomination: Nomination
    task: CaseTask | None
    state: Any
    look: Glance

    def is_at(self, node: str) -> bool:
        """Whether it waits for this decision; for every one if none is chosen."""
        return not node or (self.task is not None and self.task.node.name == node)


class YearsView(StandingView):
    """All years."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, newest first."""
        years = AwardYear.objects.annotate(received=Count("nominations"))
        rows = [(year, year.is_open(self.standing.day), _entries(year)) for year in years]
        return render(request, "prizes/years.html", self.get_context_data(rows=rows))


def _entries(year: AwardYear) -> int | None:
    """Counted while the year runs, then as it was reported; unknown for some years of the history."""
    return year.entries if year.entries is not None or year.published_on is None else year.received  # type: ignore[attr-defined]  # annotated


class EditYearView(StandingView):
    """A new year from the last one, or an existing one."""

    def get(self, request: HttpRequest, year: int | None = None) -> HttpResponse:
        """The form."""
        row = self._row(year)
        source = row if row.pk else AwardYear.objects.select_related("case").first()
        lines = [f"{one.name} = {one.weight}" for one in source.criteria.all()] if source else []
        fields = list(source.case.fields_of_action.all()) if source and source.case else []
        initial = {"criteria": "\n".join(lines), "fields_of_action": fields}
        return self._page(row, YearForm(day=self.standing.day, instance=row, initial=initial))

    def post(self, request: HttpRequest, year: int | None = None) -> HttpResponse:
        """Store it; a day off as Einsendeschluss needs to be meant."""
        row = self._row(year)
        form = YearForm(request.POST, day=self.standing.day, instance=row)
        if form.is_valid() and attempt(form, lambda: self._save(form)):
            tell(request, _("Das Preisjahr %(year)s ist gespeichert.") % {"year": form.instance.year})
            return HttpResponseRedirect(reverse("award-year", args=[form.instance.year]))
        return self._page(row, form, status=422)

    def _save(self, form: YearForm) -> None:
        data = form.cleaned_data
        save_year(form.instance, data["criteria"], fields=data["fields_of_action"], standing=self.standing, at=self.at)

    def _row(self, year: int | None) -> AwardYear:
        if year is not None:
            return get_object_or_404(AwardYear, year=year)
        last = AwardYear.objects.first()
        return next_year(last) if last else AwardYear(year=self.standing.day.year)

    def _page(self, row: AwardYear, form: YearForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "prizes/year_edit.html", self.get_context_data(form=form, row=row), status=status)


class YearView(StandingView):
    """A year's nominations; the ones that wait for the same decision can be decided together."""

    query_form = YearQuery
    once = False

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """The table, filtered by what is due next."""
        return self._page(self._year(year), None)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Decide on the chosen ones, one after the other; what one refuses does not stop the rest."""
        row = self._year(year)
        form = self._batch(row, request.POST)
        if form is None or not form.is_valid():
            return self._page(row, form, status=422)
        verdict = form.verdict()
        done, refused = 0, dict[str, WorkflowError]()
        for pk in form.cleaned_data["tasks"]:
            try:
                complete(int(pk), verdict, standing=self.standing, at=self.at)
                done += 1
            except WorkflowError as error:
                refused[error.message] = error
        if not done:
            for refusal in refused.values():
                show_refusal(form, refusal)
            return self._page(row, form, status=422)
        tell(
            request,
            ngettext("%(number)d Nominierung entschieden: %(outcome)s.", "%(number)d Nominierungen entschieden: %(outcome)s.", done)
            % {"number": done, "outcome": dict(form.fields["outcome"].choices)[verdict.outcome]},  # type: ignore[attr-defined]  # choice fields have choices
        )  # fmt: skip
        return HttpResponseRedirect(reverse("award-year", args=[year]) + self._query())

    def _year(self, year: int) -> AwardYear:
        return get_object_or_404(AwardYear.objects.select_related("case__lead_unit"), year=year)

    def _query(self, **changed: str) -> str:
        """The filters as part of the address, the empty ones left out."""
        chosen = self.query.asked | changed
        return f"?{urlencode({name: value for name, value in chosen.items() if value})}"

    def _tasks(self, row: AwardYear) -> dict[int, CaseTask]:
        """The open task of each nomination that the person may see, by case."""
        tasks = CaseTask.objects.visible_to(self.standing).human().open().filter(process__nomination__award_year=row)
        return {task.process_id: task for task in tasks.select_related("process").order_by("-pk")}

    def _batch(self, row: AwardYear, data: Any) -> BatchForm | None:
        name = self.query.asked["aufgabe"]
        if not name:
            return None
        node = policy_of("nomination").flow_class.find(name)
        tasks = [task for task in self._tasks(row).values() if task.node.name == name]
        ids = [task.pk for task in tasks if authority_over(task, self.standing)]
        if not ids:
            return None
        return BatchForm(
            data, outcomes=[(outcome, node.outcomes[outcome].label) for outcome in BATCHES[name]], tasks=ids,
            asks_on=self.standing.day if name == "longlist" else None,
        )  # fmt: skip

    def _rows(self, row: AwardYear, tasks: dict[int, CaseTask]) -> list[Row]:
        policy = policy_of("nomination")
        return [
            Row(one, tasks.get(one.pk), policy.state_label(one.case.state), glance(row, one))
            for one in nominations_of(row, self.standing)
        ]

    def _page(self, row: AwardYear, form: BatchForm | None, *, status: int = 200) -> HttpResponse:
        name, look = self.query.asked["aufgabe"], self.query.asked["beachten"]
        rows = self._rows(row, self._tasks(row))
        here = [one for one in rows if one.is_at(name)]
        shown = [one for one in here if not look or one.look.striking == STRIKING[look]]
        context = self.get_context_data(
            year=row, rows=shown, filters=self._filters(rows), looks=self._looks(here), batch=form or self._batch(row, None), chosen=name,
            kept=(form and form["tasks"].value()) or [], open=row.is_open(self.standing.day), conditions=conditions(row),
            derivation=derivation_of(row) or preview(row, self.standing.day), laureates=row.laureates.all(),
            due=CaseTask.objects.visible_to(self.standing).human().open().filter(process=row.case_id), may_extend=may_extend(row),
        )  # fmt: skip
        return render(self.request, "prizes/year.html", context, status=status)

    def _filters(self, rows: list[Row]) -> list[dict[str, Any]]:
        """By the decision that is due."""
        flow = policy_of("nomination").flow_class
        labels = {"": _("Alle")} | {node: flow.find(node).task_title for node in BATCHES}
        return [
            {"url": self._query(aufgabe=node), "label": label, "current": node == self.query.asked["aufgabe"], "count": sum(row.is_at(node) for row in rows)}
            for node, label in labels.items()
        ]  # fmt: skip

    def _looks(self, rows: list[Row]) -> list[dict[str, Any]]:
        """By whether there is something to look at, among those of the chosen decision."""
        striking = sum(row.look.striking for row in rows)
        counts = (
            ("", _("Mit und ohne Hinweis"), len(rows)), ("ja", _("Zu beachten"), striking), ("nein", _("Ohne Hinweis"), len(rows) - striking),
        )  # fmt: skip
        return [
            {
                "url": self._query(beachten=look),
                "label": label,
                "current": look == self.query.asked["beachten"],
                "count": count,
            }
            for look, label, count in counts
        ]


class ExtendView(StandingView):
    """Verlängerung of the Einsendeschluss."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """The form."""
        return self._page(get_object_or_404(AwardYear, year=year), ExtendForm())

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Extend."""
        row, form = get_object_or_404(AwardYear, year=year), ExtendForm(request.POST)
        if form.is_valid() and attempt(
            form,
            lambda: extend_deadline(
                row,
                Extension(*(form.cleaned_data[name] for name in ("extended_to", "extension_reason", "rule"))),
                standing=self.standing,
                at=self.at,
            ),
        ):
            tell(request, _("Der Einsendeschluss ist bis %(day)s verlängert.") % {"day": weekday(row.closes_on)})
            return HttpResponseRedirect(reverse("award-year", args=[year]))
        return self._page(row, form, status=422)

    def _page(self, row: AwardYear, form: ExtendForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "prizes/extend.html", self.get_context_data(form=form, year=row), status=status)
