"""`/oeffentlich/preis/`: the call, the winners, and nominating without an account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.limits import is_within
from prizes.closing import notice
from prizes.eligibility import conditions
from prizes.forms.public import BeginForm, FilesForm, SendForm, StepForm, StepQuery, steps_of
from prizes.models import AwardYear, Laureate, NominationDraft
from prizes.services import attach, begin_draft, find_draft, keep, send
from prizes.stamps import spend
from workflow import clock
from workflow.errors import WorkflowError
from workflow.forms.query import Removal
from workflow.views.base import QueryView, attempt, show_refusal


class OverError(Exception):
    """What was here is over: said with its reason, and with the way on."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self.title, self.text = title, text


@method_decorator([login_not_required, never_cache], name="dispatch")
class PublicView(QueryView):
    """A page without an account; nothing of it stays in caches."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the clock once."""
        super().setup(request, *args, **kwargs)
        self.at = clock.now()
        self.day = timezone.localtime(self.at).date()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A page, or why there is none any more."""
        try:
            self.prepare(**kwargs)
            return super().dispatch(request, *args, **kwargs)
        except OverError as over:
            return render(request, "prizes/over.html", {"title": over.title, "text": over.text}, status=404)

    def prepare(self, **kwargs: Any) -> None:
        """What has to be there before the page."""

    def open_year(self, year: int) -> AwardYear:
        """The year if nominations are taken today; OverError for a call that has ended, 404 for one that was never out."""
        found = get_object_or_404(AwardYear, year=year, published_on__lte=self.day)
        if not found.is_open(self.day):
            raise OverError(
                _("Nominieren ist zurzeit nicht möglich"),
                _("Einsendeschluss war am %(day)s.") % {"day": f"{found.closes_on:%d.%m.%Y}"},
            )
        return found


class PrizeView(PublicView):
    """The call that is open, and the years before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Only what is published."""
        years = AwardYear.objects.filter(published_on__lte=self.day) | AwardYear.objects.filter(case=None)
        laureates = Prefetch("laureates", Laureate.objects.order_by("place", "name"))
        rows = list(years.prefetch_related(laureates).order_by("-year"))
        context = {
            "open_years": [(year, conditions(year), notice(year)) for year in rows if year.is_open(self.day)],
            "past": [year for year in rows if not year.is_open(self.day)],
        }
        return render(request, "prizes/public.html", context)


class BeginView(PublicView):
    """Where to send the link."""

    once = False

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """The form."""
        return self._page(self.open_year(year), BeginForm())

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Send the link. A program gets the same answer as a person and no mail."""
        award_year, form = self.open_year(year), BeginForm(request.POST)
        if not form.is_valid():
            return self._page(award_year, form, status=422)
        if form.is_human:
            refusal = self._refusal(form)
            if refusal:
                form.add_error(None, refusal)
                return self._page(award_year, form, status=429)
            begin_draft(award_year, form.cleaned_data["email"], at=self.at)
        return HttpResponseRedirect(reverse("nomination-mailed", args=[year]))

    def _refusal(self, form: BeginForm) -> str:
        """Why no link is sent now. Each page sends one, and one network only so many in an hour, to whomever."""
        if not spend(form.cleaned_data["opened"]):
            return _(
                "Diese Seite wurde schon abgesendet. Soll ein weiterer Verweis kommen, drücken Sie bitte noch einmal."
            )
        if not is_within(self.request, "nominate"):
            return _(
                "Aus Ihrem Netz wurden gerade viele Verweise angefordert. Bitte versuchen Sie es in einer Stunde noch einmal."
            )
        return ""

    def _page(self, year: AwardYear, form: BeginForm, *, status: int = 200) -> HttpResponse:
        if form.is_bound:
            form.renew()
        return render(self.request, "prizes/begin.html", {"year": year, "form": form}, status=status)


class MailedView(PublicView):
    """What happens next."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Look into the mail."""
        return render(request, "prizes/mailed.html", {"year": self.open_year(year)})


class StepView(PublicView):
    """One page of the draft; the last one sends it."""

    query_form = StepQuery
    draft: NominationDraft
    steps: list[type[StepForm]]

    def prepare(self, **kwargs: Any) -> None:
        """OverError for a link that leads nowhere: most often its draft was deleted when it was old."""
        draft = find_draft(kwargs["token"])
        if draft is None:
            raise OverError(
                _("Diesen Entwurf gibt es nicht mehr"),
                _(
                    "Entwürfe bleiben 30 Tage gespeichert und werden dann gelöscht. Vielleicht ist auch der Verweis aus der E-Mail nicht vollständig. "
                    "Solange der Preis ausgeschrieben ist, können Sie neu beginnen."
                ),
            )
        self.draft, self.steps = draft, steps_of(draft.award_year)
        if draft.case_id is None and not 1 <= kwargs["step"] <= len(self.steps) + 1:
            raise Http404

    def get(self, request: HttpRequest, token: str, step: int) -> HttpResponse:
        """The page with what was typed before; a draft that was sent shows its receipt."""
        if self.draft.case is not None:
            return render(request, "prizes/sent.html", {"case": self.draft.case, "year": self.draft.award_year})
        return self._page(token, step, self._form(step, None))

    def post(self, request: HttpRequest, token: str, step: int) -> HttpResponse:
        """Keep the answers and go on, or send."""
        form = self._form(step, request.POST)
        if self.draft.case is not None:
            return HttpResponseRedirect(self._address(token, step))
        if not form.is_valid():
            return self._page(token, step, form, status=422)
        if isinstance(form, FilesForm):
            return self._files(form, token, step)
        if step > len(self.steps):
            return self._send(form, token, step)
        answers = {name: form.data.get(name, "") for name in form.fields}
        if not attempt(form, lambda: keep(self.draft, answers, at=self.at)):
            return self._page(token, step, form, status=422)
        return HttpResponseRedirect(self._address(token, self._following(step)))

    def _following(self, step: int) -> int:
        """The next page; whoever came from the last one to change something goes back to it."""
        return len(self.steps) + 1 if self.query.asked["pruefen"] else step + 1

    def _send(self, form: StepForm, token: str, step: int) -> HttpResponse:
        """To the first page with something missing, or into a case."""
        missing = self._first_incomplete()
        if missing:
            return HttpResponseRedirect(self._address(token, missing))
        try:
            send(self.draft, self._detail(), at=self.at)
        except WorkflowError as error:
            show_refusal(form, error)
            return self._page(token, step, form, status=422)
        return HttpResponseRedirect(self._address(token, step))

    def _files(self, form: FilesForm, token: str, step: int) -> HttpResponse:
        """Add one file, take one away, or go on."""
        removed, upload = Removal(self.request.POST).asked["entfernen"], form.cleaned_data["file"]
        if removed:
            self.draft.files.filter(pk=removed).delete()
        elif not upload:
            return HttpResponseRedirect(self._address(token, step + 1))
        elif not attempt(form, lambda: attach(self.draft, upload)):
            return self._page(token, step, form, status=422)
        return HttpResponseRedirect(self._address(token, step))

    def _form(self, step: int, data: Any) -> StepForm:
        form_class = self.steps[step - 1] if step <= len(self.steps) else SendForm
        files = self.request.FILES if data is not None else None
        return form_class(data, files, year=self.draft.award_year, initial=self.draft.data)

    def _answered(self) -> list[StepForm]:
        return [
            form_class(self.draft.data, year=self.draft.award_year)
            for form_class in self.steps
            if form_class is not FilesForm
        ]

    def _first_incomplete(self) -> int:
        return next((number for number, form in enumerate(self._answered(), 1) if not form.is_valid()), 0)

    def _detail(self) -> dict[str, Any]:
        detail: dict[str, Any] = {}
        for form in self._answered():
            form.is_valid()
            detail |= form.cleaned_data
        return detail

    def _address(self, token: str, step: int) -> str:
        return reverse("nomination-step", args=[token, step])

    def _page(self, token: str, step: int, form: StepForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form, "step": step, "steps": len(self.steps) + 1, "year": self.draft.award_year, "last": step == len(self.steps) + 1,
            "back": self._address(token, step - 1) if step > 1 else "",
            "answers": [(one.title, f"{self._address(token, number)}?pruefen=1", list(one)) for number, one in enumerate(self._answered(), 1)] if step > len(self.steps) else [],
            "files": self.draft.files.all(), "takes_files": isinstance(form, FilesForm), "files_at": self._address(token, len(self.steps)),
        }  # fmt: skip
        return render(self.request, "prizes/step.html", context, status=status)
