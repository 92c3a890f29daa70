"""Attachments as the jury may see them: rebuilt from what one sees, in a process of its own that knows nothing but the file and the names."""

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prizes.blind.outcome import MOST_PAGES, Order, Refusal
from workflow.errors import InputError

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[1]
SECONDS = 90
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
"""All that the process learns of this one: no secret is among it."""
STOPPED = {-signal.SIGXCPU, -signal.SIGKILL}
"""How it ends that took more time or memory than it may."""
KINDS = {"pdf": "pdf", "png": "picture", "jpg": "picture", "jpeg": "picture"}
MADE = {"pdf": ("anlage.pdf", "application/pdf"), "picture": ("anlage.png", "image/png")}
WHY = {
    Refusal.UNREADABLE: gettext_lazy("Diese Datei lässt sich nicht prüfen. Bitte speichern Sie sie neu als PDF."),
    Refusal.TOO_LONG: gettext_lazy("Eine Anlage für die Jury hat höchstens %(most)d Seiten. Bitte teilen Sie die Datei."),
    Refusal.TOO_MUCH: gettext_lazy("Diese Datei ist zu umfangreich: zu viele Zeichen, Zeichnungen oder Bildpunkte. Bitte teilen Sie sie, oder drucken Sie sie neu als PDF."),
    Refusal.NAMES_ASIDE: gettext_lazy("In einem Muster, einer Maske oder einer gezeichneten Schrift stehen noch Namen: %(names)s. Dort lassen sie sich nicht sicher abdecken. Bitte schwärzen Sie sie auf dem Papier oder in der Vorlage, und laden Sie die neue Datei hoch."),
    Refusal.NAMES_LEFT: gettext_lazy("In der Datei stehen noch Namen: %(names)s. Bitte schwärzen Sie sie, und laden Sie die neue Datei hoch."),
}  # fmt: skip


@dataclass(frozen=True)
class BlindCopy:
    """The new file, and what is known of each of its pages."""

    file: SimpleUploadedFile
    pages: list[dict[str, Any]]


def blind_file(upload: UploadedFile, names: list[str]) -> BlindCopy:
    """A new file that shows the same without the names; InputError where there is none to be had."""
    kind = KINDS.get((upload.name or "").rsplit(".", 1)[-1].lower())
    if kind is None:
        raise InputError("file", _("Für die Jury sind PDF und Bilder möglich."))
    order = Order(
        kind, names, hidden=_("[geschwärzt]"), title=_("Anlage ohne Namen"), picture=_("Seite ohne lesbaren Text")
    )
    upload.seek(0)
    answer, _line, content = _rebuilt(json.dumps(asdict(order)).encode() + b"\n" + upload.read()).partition(b"\n")
    outcome = json.loads(answer or f'{{"refused": "{Refusal.UNREADABLE}"}}')
    if "refused" in outcome:
        raise _refused(Refusal(outcome["refused"]), outcome.get("names", []))
    name, mime = MADE[kind]
    return BlindCopy(SimpleUploadedFile(name, content, content_type=mime), outcome["pages"])


def _refused(why: Refusal, names: list[str]) -> InputError:
    return InputError("file", str(WHY[why]) % {"most": MOST_PAGES, "names": ", ".join(names)})


def _rebuilt(asked: bytes) -> bytes:
    """What the process says; nothing when it ended before."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    command = [sys.executable, "-B", "-m", "prizes.blind"]
    try:
        done = subprocess.run(  # noqa: S603 -- our own program; the file is its input
            command, input=asked, capture_output=True, timeout=SECONDS, check=False, cwd=ROOT, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(Refusal.TOO_MUCH, []) from error
    if done.returncode in STOPPED:
        raise _refused(Refusal.TOO_MUCH, [])
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        log.warning("rebuilding a file ended with %s: %s", done.returncode, said[:200])
        return b""
    return done.stdout
