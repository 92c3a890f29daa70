"""`/preis/<year>/jury/`: what the office prepares, follows and records."""

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.models import User
from prizes.forms.jury import NAMES, ROUND, BlindFileForm, BlindForm, JuryForm, NextStepForm, SessionForm, ShutOutForm
from prizes.identity import identity_of
from prizes.jury.attachments import add_blind_file
from prizes.jury.judging import declare_for, open_names, ranking_of, second_round
from prizes.jury.preparation import appoint, check_entry, enter_longlist, jury_of, members_of
from prizes.jury.sitting import needed, record, require_all_open
from prizes.models import AwardYear, Ballot, BiasDeclaration, Jury, JuryNomination, JuryStage
from prizes.ranking import Judged
from prizes.redaction import HIDDEN
from workflow.board import harmless
from workflow.errors import InputError, WorkflowError
from workflow.views.base import StandingView, attempt, show_refusal, tell

STEPS = {NAMES: open_names, ROUND: second_round}


class JuryOfficeView(StandingView):
    """Knows the jury of the year in the address; a year of the history has none."""

    def jury(self, year: int) -> Jury:
        """Made with its body the first time it is asked for."""
        row = get_object_or_404(AwardYear, year=year, case__isnull=False)
        return jury_of(row, self.standing.day)

    def entries(self, jury: Jury) -> list[JuryNomination]:
        """The nominations before the jury that the official herself may see."""
        rows = jury.nominations.without_bias_of(self.standing)
        return list(rows.select_related("nomination__case", "vote").prefetch_related("files"))


class JuryOverview(JuryOfficeView):
    """Members, stage, texts without names, scores."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """The page; newly listed nominations come before the jury by themselves while it is prepared."""
        jury = self.jury(year)
        if jury.stage == JuryStage.PREPARING:
            enter_longlist(jury)
        return self._page(jury, None)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Save members and rules, or take the next step."""
        jury = self.jury(year)
        wanted = NextStepForm(request.POST).asked["schritt"]
        if wanted:
            try:
                STEPS[wanted](jury, standing=self.standing, at=self.at)
            except WorkflowError as error:
                messages.warning(request, error.message)
            else:
                tell(request, _("Die Jury ist einen Schritt weiter."))
            return HttpResponseRedirect(reverse("award-jury", args=[year]))
        form = self._form(jury, request.POST)
        if form.is_valid() and attempt(
            form, lambda: appoint(jury, form.cleaned_data["members"], standing=self.standing)
        ):
            form.save()
            tell(request, _("Die Jury ist gespeichert."))
            return HttpResponseRedirect(reverse("award-jury", args=[year]))
        return self._page(jury, form, status=422)

    def _form(self, jury: Jury, data: Any) -> JuryForm:
        people = User.objects.filter(is_active=True, contacts__isnull=True).order_by("last_name", "first_name")
        members = list(members_of(jury, self.standing.day).values_list("pk", flat=True))
        return JuryForm(data, instance=jury, people=people, day=self.standing.day, initial={"members": members})

    def _page(self, jury: Jury, form: JuryForm | None, *, status: int = 200) -> HttpResponse:
        entries = self.entries(jury)
        judged = {row.entry: row for row in ranking_of(jury, self.standing)}
        shut = BiasDeclaration.objects.filter(entry__in=entries, biased=True).values_list("entry", flat=True)
        biased = {pk: list(shut).count(pk) for pk in set(shut)}
        rows = [(entry, judged.get(entry.pk), biased.get(entry.pk, 0)) for entry in entries]
        if jury.stage != JuryStage.PREPARING:
            rows.sort(key=lambda row: (_place(row[1]), row[0].number))
        people = list(members_of(jury, self.standing.day))
        progress = _progress(jury, people)
        context = self.get_context_data(
            jury=jury, year=jury.award_year, form=form or self._form(jury, None), rows=rows, people=people, progress=progress,
            missing=sum(total - done for _person, done, total in progress),
            unread=sum(entry.checked_at is None for entry in entries), unseen=sum(file.checked_at is None for entry in entries for file in entry.files.all()),
            needed=needed(jury, len(people)),
        )  # fmt: skip
        return render(self.request, "prizes/jury/office.html", context, status=status)


def _place(row: Judged | None) -> int:
    return row.rank if row and row.rank else 10_000


def _progress(jury: Jury, people: list[User]) -> list[tuple[User, int, int]]:
    """Per member: judged in this round, and out of how many."""
    ballots = list(Ballot.objects.filter(entry__jury=jury, round=jury.round).values_list("juror", flat=True))
    shut = list(BiasDeclaration.objects.filter(entry__jury=jury, biased=True).values_list("juror", flat=True))
    total = jury.nominations.count()
    return [(person, ballots.count(person.pk), total - shut.count(person.pk)) for person in people]


class EntryView(JuryOfficeView):
    """One nomination before the jury: its text without names, its attachments, who is shut out."""

    def find(self, year: int, number: int) -> JuryNomination:
        """404 where the official herself is excluded."""
        rows = self.jury(year).nominations.without_bias_of(self.standing)
        found: JuryNomination = get_object_or_404(
            rows.select_related("jury__award_year", "nomination__case", "nomination__award_year"), number=number
        )
        return found

    def get(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """The page."""
        return self._page(self.find(year, number))

    def post(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """Release the text, add an attachment, or shut a member out."""
        entry = self.find(year, number)
        name = next((name for name in ("file", "juror") if name in request.POST or name in request.FILES), "project")
        form = self._forms(entry, request)[name]
        if form.is_valid() and attempt(form, lambda: self._act(name, entry, form)):
            tell(request, _("Gespeichert."))
            following = (
                entry.jury.nominations.filter(checked_at=None, number__gt=number).first() if name == "project" else None
            )
            if name == "file":
                return HttpResponseRedirect(
                    reverse("award-jury-file", args=[year, number, entry.files.latest("number").number])
                )
            return HttpResponseRedirect(
                reverse("award-jury-entry", args=[year, following.number if following else number])
            )
        return self._page(entry, status=422, **{name: form})

    def _act(self, name: str, entry: JuryNomination, form: Any) -> None:
        data = form.cleaned_data
        if name == "file":
            add_blind_file(entry, data["file"], standing=self.standing)
        elif name == "juror":
            declare_for(entry, data["juror"], data["reason"], standing=self.standing, at=self.at)
        else:
            check_entry(entry, form.version(), standing=self.standing, at=self.at)

    def _forms(self, entry: JuryNomination, request: HttpRequest | None = None) -> dict[str, Any]:
        data, files = (request.POST, request.FILES) if request else (None, None)
        people = members_of(entry.jury, self.standing.day)
        return {
            "project": BlindForm(
                data,
                initial={"project": entry.project, "description": entry.description},
                identity=identity_of(entry.nomination),
            ),
            "file": BlindFileForm(data, files),
            "juror": ShutOutForm(data, people=people),
        }

    def _page(self, entry: JuryNomination, *, status: int = 200, **given: Any) -> HttpResponse:
        forms = self._forms(entry) | given
        context = self.get_context_data(
            entry=entry, nomination=entry.nomination, year=entry.jury.award_year, identity=identity_of(entry.nomination), hidden=HIDDEN,
            text=forms["project"], upload=forms["file"], shut=forms["juror"], files=entry.files.all(),
            declarations=entry.declarations.filter(biased=True).select_related("juror"), preparing=entry.jury.stage == JuryStage.PREPARING,
            works=entry.jury.stage != JuryStage.FIXED,
        )  # fmt: skip
        return render(self.request, "prizes/jury/entry.html", context, status=status)


class SessionView(JuryOfficeView):
    """Who was there and what was voted."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """The form, filled with what was recorded."""
        jury = self.jury(year)
        require_all_open(jury, self.standing)
        return self._page(jury, None)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Record it."""
        jury = self.jury(year)
        require_all_open(jury, self.standing)
        form = self._form(jury, request.POST)
        if form.is_valid():
            try:
                record(jury, form.minutes(), standing=self.standing)
            except InputError as error:
                name = error.field.replace("vote_", "yes_")
                form.add_error(name if name in form.fields else None, error.message)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, _("Die Sitzung ist festgehalten. Der Vorsitz kann das Ergebnis jetzt feststellen."))
                return HttpResponseRedirect(reverse("award-jury", args=[year]))
        return self._page(jury, form, status=422)

    def _form(self, jury: Jury, data: Any) -> SessionForm:
        initial = {
            "held_on": jury.held_on or self.standing.day, "place": jury.place, "chair": jury.chair_id, "course": jury.course,
            "present": list(jury.present.values_list("pk", flat=True)),
        }  # fmt: skip
        people = members_of(jury, self.standing.day)
        return SessionForm(data, people=people, entries=self.entries(jury), initial=initial)

    def _page(self, jury: Jury, form: SessionForm | None, *, status: int = 200) -> HttpResponse:
        judged = {row.entry: row for row in ranking_of(jury, self.standing)}
        context = self.get_context_data(
            jury=jury, year=jury.award_year, form=form or self._form(jury, None), judged=judged, works=jury.stage == JuryStage.OPEN, fixed=jury.stage == JuryStage.FIXED,
            needed=needed(jury, members_of(jury, self.standing.day).count()),
        )  # fmt: skip
        return render(self.request, "prizes/jury/session.html", context, status=status)


class RankingExport(JuryOfficeView):
    """The ranking as CSV."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """One line per nomination, best first."""
        jury = self.jury(year)
        entries = {entry.pk: entry for entry in self.entries(jury)}
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="reihung-{year}.csv"'
        answer.write("\ufeff")
        lines = csv.writer(answer, delimiter=";")
        lines.writerow(
            [
                _("Platz"),
                _("Nummer"),
                _("Vorgeschlagen"),
                _("Projekt"),
                _("Wert"),
                _("Streuung"),
                _("Bewertungen"),
                _("Enthaltungen"),
            ]
        )
        for row in ranking_of(jury, self.standing):
            nomination = entries[row.entry].nomination
            score = "" if row.score is None else f"{row.score:.2f}".replace(".", ",")
            cells = [row.rank or "", entries[row.entry].number, nomination.nominee, nomination.project, score]
            lines.writerow(
                [harmless(str(cell)) for cell in cells]
                + [f"{row.spread:.2f}".replace(".", ","), row.votes, row.abstentions]
            )
        return answer
