"""A browser in the words of its owner. Good enough to recognise one's own; nothing is decided by it."""

from django.utils.translation import gettext as _

# What comes first wins: every browser also claims to be the older ones.
BROWSERS = (("Edg", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


def program_of(user_agent: str) -> str:
    """`Firefox, Windows`"""
    found = [next((name for sign, name in signs if sign in user_agent), "") for signs in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("unbekanntes Programm")
