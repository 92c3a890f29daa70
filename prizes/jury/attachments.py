"""Attachments without names: rebuilt, looked at by the office page by page, released to the jury or thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from documents.checks import check_upload
from documents.services import take_in
from prizes.blind.outcome import Undecided
from prizes.blind_files import blind_file
from prizes.doubts import Doubt, doubts
from prizes.identity import identities, identity_of
from prizes.models import BlindFile, Jury, JuryNomination, JuryStage
from prizes.permissions import require_office
from workflow.errors import WorkflowError

TO_BE_SEEN = {
    Undecided.PICTURE: gettext_lazy("Ein Bild: Was darauf steht, liest das Programm nicht."),
    Undecided.DRAWING: gettext_lazy("Eine Zeichnung: Schrift, die als Umriss gezeichnet ist, liest das Programm nicht."),
    Undecided.DRAWN_LETTERS: gettext_lazy("Eine Schrift aus Zeichnungen: Was zu lesen ist, kann anderes sein, als im Text steht."),
    Undecided.UNKNOWN_LETTERS: gettext_lazy("Buchstaben, von denen die Datei nicht sagt, welche es sind."),
    Undecided.ASIDE: gettext_lazy("Text oder Bild in einem Muster, einer Maske oder einer gezeichneten Schrift."),
}  # fmt: skip


def add_blind_file(entry: JuryNomination, upload: UploadedFile, *, standing: Standing) -> BlindFile:
    """Rebuild and store an attachment, for the office to look at; InputError on the field `file` where that cannot be done."""
    _require_preparing(entry.jury, standing)
    check_upload(upload)
    copy = blind_file(upload, identities(entry.nomination))
    bare = take_in(copy.file)
    with _preparing(entry, standing):
        number = (entry.files.aggregate(last=Max("number"))["last"] or 0) + 1
        return BlindFile.objects.create(
            entry=entry, number=number, sha256=bare.sha256, size=bare.size, mime=bare.mime, pages=copy.pages
        )


def doubts_in(file: BlindFile) -> list[Doubt]:
    """Words on its pages that may name somebody."""
    return doubts("\n".join(page["text"] for page in file.pages), identity_of(file.entry.nomination))


def release_file(file: BlindFile, *, standing: Standing, at: datetime) -> None:
    """Somebody has looked at every page: the jury may see it."""
    with _preparing(file.entry, standing):
        file.checked_at = at
        file.save(update_fields=["checked_at"])


def discard_file(file: BlindFile, *, standing: Standing) -> None:
    """Take it away; a better one gets another number."""
    with _preparing(file.entry, standing):
        file.delete()


@contextmanager
def _preparing(entry: JuryNomination, standing: Standing) -> Iterator[None]:
    """The jury locked, and still without the nominations."""
    with transaction.atomic():
        _require_preparing(Jury.objects.select_for_update().get(pk=entry.jury_id), standing)
        yield


def _require_preparing(jury: Jury, standing: Standing) -> None:
    require_office(standing)
    if jury.stage != JuryStage.PREPARING:
        raise WorkflowError(_("Die Bewertung hat begonnen; die Anlagen stehen fest."))
