"""`/preis/<year>/jury/<number>/anlage/<file>/`: the office looks at what the jury will see of an attachment, page by page."""

from typing import Any

import pikepdf
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.storage import path_of
from prizes.blind.outcome import Undecided
from prizes.forms.jury import DISCARD, RELEASE, LookedAtForm
from prizes.jury.attachments import TO_BE_SEEN, discard_file, doubts_in, release_file
from prizes.models import BlindFile, JuryStage
from prizes.views.jury_office import EntryView
from workflow.errors import WorkflowError
from workflow.views.base import tell


class FileView(EntryView):
    """Its pages as pictures, the words that a reading program finds in them, and what the program could not decide."""

    def file(self, year: int, number: int, file: int) -> BlindFile:
        """404 where the official herself is excluded from the nomination."""
        found: BlindFile = get_object_or_404(BlindFile, entry=self.find(year, number), number=file)
        return found

    def get(self, request: HttpRequest, year: int, number: int, file: int = 0) -> HttpResponse:
        """The page."""
        row = self.file(year, number, file)
        pages = [page | {"to_be_seen": [TO_BE_SEEN[Undecided(one)] for one in page["undecided"]]} for page in row.pages]
        context = self.get_context_data(
            file=row, entry=row.entry, year=row.entry.jury.award_year, pages=pages, doubts=doubts_in(row),
            preparing=row.entry.jury.stage == JuryStage.PREPARING,
        )  # fmt: skip
        return render(request, "prizes/jury/file.html", context)

    def post(self, request: HttpRequest, year: int, number: int, file: int = 0) -> HttpResponse:
        """Release it, or throw it away."""
        row, act = self.file(year, number, file), LookedAtForm(request.POST).asked["act"]
        try:
            if act == DISCARD:
                discard_file(row, standing=self.standing)
                tell(request, _("Die Anlage ist verworfen."))
            elif act == RELEASE:
                release_file(row, standing=self.standing, at=self.at)
                tell(request, _("Die Anlage ist für die Jury freigegeben."))
        except WorkflowError as error:
            messages.warning(request, error.message)
        return HttpResponseRedirect(reverse("award-jury-entry", args=[year, number]))


class PictureView(FileView):
    """One page as the jury will see it: the very picture in the file."""

    def get(self, request: HttpRequest, year: int, number: int, file: int = 0, **more: int) -> HttpResponse:
        """A picture; inside of this site, for it was made here."""
        row, page = self.file(year, number, file), more["page"]
        if not 1 <= page <= len(row.pages):
            raise Http404
        content, mime = _picture(row, page)
        answer = HttpResponse(content, content_type=mime)
        answer["Cache-Control"] = "private, no-cache"
        return answer

    def post(self, request: HttpRequest, year: int, number: int, file: int = 0, **_more: Any) -> HttpResponse:
        """Nothing to send here."""
        raise Http404


def _picture(row: BlindFile, page: int) -> tuple[bytes, str]:
    path = path_of(row.sha256)
    if row.mime != "application/pdf":
        return path.read_bytes(), row.mime
    with pikepdf.open(path) as pdf:
        (picture,) = pdf.pages[page - 1].get_images().values()
        return picture.read_raw_bytes(), "image/jpeg"
