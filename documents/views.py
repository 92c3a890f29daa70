"""The papers of a case: list, filing, versions, releasing, download."""

from typing import Any

from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.cosigning import cosign_table
from documents.forms import PaperForm, VersionForm
from documents.models import Document, DocumentKind, DocumentVersion
from documents.services import add_paper, add_version, release_to_partner, share_with_participants
from documents.storage import stored
from workflow.errors import WorkflowError
from workflow.policies import policy_for
from workflow.reading import note_reading
from workflow.states import ReadPart
from workflow.views.base import StandingView, attempt, show_refusal, tell
from workflow.views.case import CaseTab

FIXED = (DocumentKind.CONTRACT, DocumentKind.SIGNED)


class DocumentsView(CaseTab):
    """`/vorgaenge/<id>/dokumente/`."""

    tab, template_name = "documents", "documents/tab.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The papers with the versions the person may read, and the state of co-signing."""
        versions = DocumentVersion.objects.visible_to(self.standing).select_related("created_by").order_by("-number")
        papers = Document.objects.visible_to(self.standing).filter(case=self.case)
        kwargs.setdefault("form", self._form())
        return super().get_context_data(
            papers=papers.prefetch_related(Prefetch("versions", versions)).select_related("created_by"),
            cosigning=cosign_table(self.case) if self.full else [], fixed_kinds=FIXED, **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """File a paper."""
        form = self._form(request.POST, request.FILES)
        if form.is_valid() and attempt(form, lambda: self._file(form)):
            tell(request, _("„%(title)s“ ist abgelegt.") % {"title": form.cleaned_data["title"]})
            return HttpResponseRedirect(reverse("case-documents", args=[pk]))
        return self.page(status=422, form=form)

    def _form(self, *given: Any) -> PaperForm:
        return PaperForm(*given, day=self.standing.day, gathers=policy_for(self.case).gathers)

    def _file(self, form: PaperForm) -> None:
        add_paper(self.case.pk, form.new(), form.cleaned_data["file"], standing=self.standing, at=self.at)


class VersionView(StandingView):
    """A further version of a paper."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The empty form."""
        return self._page(self._document(pk), VersionForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store it."""
        document, form = self._document(pk), VersionForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                version = add_version(
                    pk, form.cleaned_data["file"], form.cleaned_data["remark"], standing=self.standing, at=self.at
                )
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, _("Fassung %(number)s ist abgelegt.") % {"number": version.number})
                return HttpResponseRedirect(reverse("case-documents", args=[document.case_id]))
        return self._page(document, form, status=422)

    def _document(self, pk: int) -> Document:
        return get_object_or_404(Document.objects.visible_to(self.standing).select_related("case"), pk=pk)

    def _page(self, document: Document, form: VersionForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, document=document)
        return render(self.request, "documents/version.html", context, status=status)


class OpenUpView(StandingView):
    """Release a version to the partner, or share it with those who were asked."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open it up; it cannot be taken back."""
        version = get_object_or_404(DocumentVersion.objects.visible_to(self.standing).select_related("document"), pk=pk)
        release = "partner" in request.POST
        act = release_to_partner if release else share_with_participants
        act(pk, standing=self.standing, at=self.at)
        to = _("den Partner") if release else _("die Beteiligten")
        tell(request, _("Fassung %(number)s ist für %(to)s freigegeben.") % {"number": version.number, "to": to})
        return HttpResponseRedirect(reverse("case-documents", args=[version.document.case_id]))


class DownloadView(StandingView):
    """The bytes of a version, for whoever may read it; office and partners alike."""

    def get(self, request: HttpRequest, case_pk: int, pk: int) -> Any:
        """Always as an attachment: nothing a stranger uploaded is shown inside this site."""
        seen = DocumentVersion.objects.visible_to(self.standing).filter(document__case=case_pk)
        version = get_object_or_404(seen.select_related("document__case"), pk=pk)
        note_reading(version.document.case, ReadPart.PAPER, standing=self.standing, at=self.at, what=str(version))
        etag = f'"{version.sha256}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponseNotModified()
        try:
            file = stored(version)
        except FileNotFoundError as error:
            raise Http404(
                _("Die Datei ist im Speicher nicht auffindbar. Bitte verständigen Sie die Fachadministration.")
            ) from error
        response = FileResponse(file, as_attachment=True, filename=version.original_name, content_type=version.mime)
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        return response
