"""Addresses of messages."""

from django.urls import path

from notifications.views import MailFolderView, MessagesView

urlpatterns = [
    path("nachrichten/", MessagesView.as_view(), name="messages"),
    path("verwaltung/postausgang/", MailFolderView.as_view(), name="mail-folder"),
]
