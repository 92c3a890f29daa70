"""`/preis/jury/`: what a member of a jury sees. Nothing here is reached but through `JuryNomination.visible_to`."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.models import User
from documents.storage import path_of
from prizes.forms.jury import ConnectionsForm, DeclarationForm, JudgementForm
from prizes.jury.judging import declare, judge, name_connections, ranking_of
from prizes.jury.sitting import fix, visible_votes
from prizes.models import Ballot, BiasDeclaration, Connections, Jury, JuryNomination, JuryStage
from prizes.querysets import JUDGING
from workflow.errors import WorkflowError
from workflow.views.base import StandingView, attempt, tell


def _may_fix(jury: Jury, user: User) -> bool:
    """Whether the session is recorded and waits for this chair."""
    return jury.stage == JuryStage.OPEN and jury.chair_id == user.pk and jury.held_on is not None


class JurorView(StandingView):
    """For members. A year without a jury of one's own does not exist."""

    def jury(self, year: int) -> Jury:
        """The jury one belongs to, once it judges."""
        rows = Jury.objects.select_related("award_year", "unit", "chair").filter(stage__in=JUDGING)
        return get_object_or_404(rows, award_year__year=year, unit__in=self.standing.unit_ids)

    def require_connections(self, jury: Jury) -> bool:
        """Whether the member still has to name its connections."""
        return (
            jury.stage != JuryStage.FIXED
            and not Connections.objects.filter(jury=jury, juror=self.standing.user).exists()
        )


class JuriesView(JurorView):
    """To the only jury, or the choice of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Newest first."""
        rows = (
            Jury.objects.select_related("award_year")
            .filter(unit__in=self.standing.unit_ids)
            .order_by("-award_year__year")
        )
        working = [jury for jury in rows if jury.stage in JUDGING]
        if len(working) == 1:
            return HttpResponseRedirect(reverse("jury-year", args=[working[0].award_year.year]))
        return render(request, "prizes/jury/juries.html", self.get_context_data(juries=rows, working=working))


class JuryView(JurorView):
    """The nominations to judge, by number."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """First the connections, then the list."""
        jury = self.jury(year)
        if self.require_connections(jury):
            return self._connections(jury, ConnectionsForm())
        return render(request, "prizes/jury/list.html", self.get_context_data(jury=jury, **self._rows(jury)))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Keep the connections."""
        jury, form = self.jury(year), ConnectionsForm(request.POST)
        if form.is_valid() and attempt(
            form, lambda: name_connections(jury, form.cleaned_data["names"], standing=self.standing, at=self.at)
        ):
            tell(request, _("Ihre Angaben sind gespeichert."))
            return HttpResponseRedirect(reverse("jury-year", args=[year]))
        return self._connections(jury, form, status=422)

    def _connections(self, jury: Jury, form: ConnectionsForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(jury=jury, form=form)
        return render(self.request, "prizes/jury/connections.html", context, status=status)

    def _rows(self, jury: Jury) -> dict[str, Any]:
        mine = {"juror": self.standing.user}
        entries = list(JuryNomination.objects.visible_to(self.standing).filter(jury=jury).select_related("nomination"))
        declared = set(BiasDeclaration.objects.filter(entry__in=entries, **mine).values_list("entry", flat=True))
        ballots = {
            ballot.entry_id: ballot for ballot in Ballot.objects.filter(entry__in=entries, round=jury.round, **mine)
        }
        named = jury.stage != JuryStage.BLIND
        rows = [
            (entry, entry.pk in declared, ballots.get(entry.pk), named and entry.pk in declared) for entry in entries
        ]
        return {
            "rows": rows,
            "done": len(ballots),
            "total": len(entries),
            "shut": jury.nominations.count() - len(entries),
            "may_fix": _may_fix(jury, self.standing.user),
        }


class JudgeView(JurorView):
    """One nomination: the declaration first, then all of it and the points."""

    entry: JuryNomination

    def find(self, year: int, number: int) -> JuryNomination:
        """404 for what one is biased on, as for what does not exist."""
        jury = self.jury(year)
        if self.require_connections(jury):
            raise Http404
        rows = JuryNomination.objects.visible_to(self.standing).select_related("jury__award_year", "nomination")
        return get_object_or_404(rows, jury=jury, number=number)

    def get(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """The page."""
        return self._page(self.find(year, number))

    def post(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """Declare, or judge."""
        entry = self.find(year, number)
        if "biased" in request.POST or not self._free(entry):
            return self._declare(entry)
        form = self._judgement_form(entry, request.POST)
        if form.is_valid() and attempt(
            form, lambda: judge(entry, form.judgement(), standing=self.standing, at=self.at)
        ):
            tell(request, _("Die Bewertung zu Nummer %(number)d ist gespeichert.") % {"number": number})
            return HttpResponseRedirect(reverse("jury-year", args=[year]))
        return self._page(entry, judgement=form, status=422)

    def _declare(self, entry: JuryNomination) -> HttpResponse:
        form = DeclarationForm(self.request.POST)
        if form.is_valid() and attempt(
            form, lambda: declare(entry, **form.cleaned_data, standing=self.standing, at=self.at)
        ):
            year = entry.jury.award_year.year
            if form.cleaned_data["biased"]:
                tell(self.request, _("Nummer %(number)d bleibt Ihnen verschlossen.") % {"number": entry.number})
                return HttpResponseRedirect(reverse("jury-year", args=[year]))
            return HttpResponseRedirect(reverse("jury-judge", args=[year, entry.number]))
        return self._page(entry, declaration=form, status=422)

    def _free(self, entry: JuryNomination) -> bool:
        return JuryNomination.objects.filter(pk=entry.pk).declared_by(self.standing).exists()

    def _judgement_form(self, entry: JuryNomination, data: Any = None) -> JudgementForm:
        jury = entry.jury
        ballot = (
            Ballot.objects.filter(entry=entry, juror=self.standing.user, round=jury.round)
            .prefetch_related("points")
            .first()
        )
        return JudgementForm(data, criteria=list(jury.award_year.criteria.all()), ballot=ballot)

    def _page(self, entry: JuryNomination, *, status: int = 200, **forms: Any) -> HttpResponse:
        free, jury = self._free(entry), entry.jury
        works = jury.stage != JuryStage.FIXED
        context = self.get_context_data(
            entry=entry, jury=jury, free=free, named=free and jury.stage != JuryStage.BLIND, works=works,
            declaration=forms.get("declaration") or DeclarationForm(), files=entry.files.seen() if free else [],
            judgement=(forms.get("judgement") or self._judgement_form(entry)) if free and works else None,
        )  # fmt: skip
        return render(self.request, "prizes/jury/judge.html", context, status=status)


class BlindFileView(JudgeView):
    """An attachment without names, to those who declared they are free."""

    def get(self, request: HttpRequest, year: int, number: int, file: int = 0) -> HttpResponse:
        """Download under a name of ours."""
        entry = self.find(year, number)
        if not self._free(entry):
            raise Http404
        row = get_object_or_404(entry.files.seen(), number=file)
        suffix = "pdf" if row.mime == "application/pdf" else "png"
        return FileResponse(  # type: ignore[return-value]  # a file is a response like any other
            path_of(row.sha256).open("rb"), content_type=row.mime, as_attachment=True, filename=f"nominierung-{number}-anlage-{file}.{suffix}"
        )  # fmt: skip

    def post(self, request: HttpRequest, year: int, number: int, file: int = 0) -> HttpResponse:
        """Nothing to send here."""
        raise Http404


class ResultView(JurorView):
    """Ranking and votes without what one is shut out of; the chair fixes and signs."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Once the jury discusses with names."""
        return self._page(self._open(year))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Fix and sign."""
        jury = self._open(year)
        try:
            fix(jury, standing=self.standing, at=self.at)
        except WorkflowError as error:
            messages.warning(request, error.message)
        else:
            tell(request, _("Das Ergebnis ist festgestellt und gezeichnet."))
        return HttpResponseRedirect(reverse("jury-result", args=[year]))

    def _open(self, year: int) -> Jury:
        jury = self.jury(year)
        if jury.stage == JuryStage.BLIND or self.require_connections(jury):
            raise Http404
        return jury

    def _page(self, jury: Jury) -> HttpResponse:
        declared = JuryNomination.objects.filter(jury=jury).declared_by(self.standing).select_related("nomination")
        entries = {entry.pk: entry for entry in declared}
        ranking = [(row, entries[row.entry]) for row in ranking_of(jury, self.standing) if row.entry in entries]
        votes, hidden = visible_votes(jury, self.standing)
        may_fix = _may_fix(jury, self.standing.user) and bool(votes or hidden)
        context = self.get_context_data(jury=jury, ranking=ranking, votes=votes, hidden=hidden, may_fix=may_fix)
        return render(self.request, "prizes/jury/result.html", context)
