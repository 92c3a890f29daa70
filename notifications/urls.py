"""Addresses of messages, and which standing reaches them."""

from django.urls import path

from directory.audiences import ACCOUNT, ADMINISTRATION, reached_by
from notifications.views import MailFolderView, MessagesView

urlpatterns = [
    *reached_by(ACCOUNT, path("nachrichten/", MessagesView.as_view(), name="messages")),
    *reached_by(ADMINISTRATION, path("verwaltung/postausgang/", MailFolderView.as_view(), name="mail-folder")),
]
