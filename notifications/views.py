"""One's own messages; and, in the demonstration, the folder of sent mails."""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from notifications.models import Message
from notifications.services import mark_read
from workflow.forms.query import PageQuery
from workflow.views.base import StandingView

PAGE_SIZE = 50
MAILS_SHOWN = 200


class MessagesView(StandingView):
    """`/nachrichten/`: what I was told."""

    query_form = PageQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """Newest first."""
        rows = Message.objects.visible_to(self.standing).order_by("-at", "-pk")
        page = Paginator(rows, PAGE_SIZE).get_page(self.query.asked["page"])
        base = "portal/base.html" if self.standing.is_partner else "base.html"
        return render(request, "notifications/messages.html", self.get_context_data(page_obj=page, base_template=base))

    def post(self, request: HttpRequest) -> HttpResponse:
        """All read."""
        mark_read(self.standing.user.pk, self.at)
        return HttpResponseRedirect(reverse("messages"))


class MailFolderView(StandingView):
    """`/verwaltung/postausgang/`: the mails of the demonstration."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Newest first."""
        if not settings.DEMO:
            raise Http404
        folder = Path(settings.EMAIL_FOLDER)
        files = (
            sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True) if folder.is_dir() else []
        )
        mails = [_read(file) for file in files[:MAILS_SHOWN]]
        return render(request, "notifications/folder.html", self.get_context_data(mails=mails, total=len(files)))


def _read(file: Path) -> dict[str, Any]:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    return {
        "to": mail["To"],
        "subject": mail["Subject"],
        "date": mail["Date"],
        "text": body.get_content() if body else "",
    }
