"""Filing papers and versions, releasing them, and freezing a final text."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from directory.models import User
from directory.standing import Standing
from documents.checks import check_upload
from documents.cosigning import supersede
from documents.models import Direction, Document, DocumentKind, DocumentVersion
from documents.storage import store
from workflow.errors import InputError, NotAllowedError
from workflow.models import Case
from workflow.opening import opened_case
from workflow.permissions import Authority, require_direction
from workflow.policies import policy_for
from workflow.steps import Step


@dataclass(frozen=True)
class NewDocument:
    """A paper that is not yet in the case."""

    kind: str
    title: str
    direction: str = Direction.INTERNAL
    letter_date: date | None = None
    received_on: date | None = None
    sent_on: date | None = None
    correspondent: str = ""
    foreign_reference: str = ""
    tells_of_none: bool = False
    """Of a case that gathers others: nothing in it is about one of them."""


@dataclass(frozen=True)
class StoredFile:
    """Bytes that are checked and lie in the store."""

    sha256: str
    size: int
    mime: str
    name: str


def file_version(step: Step, target: Document | NewDocument, upload: UploadedFile, *, remark: str) -> DocumentVersion:
    """Check and store an upload as the next version, within a step. Co-signatures of earlier versions become überholt."""
    return file_stored(step, target, take_in(upload), remark=remark)


def take_in(upload: UploadedFile) -> StoredFile:
    """Check an upload and store its bytes; InputError on the field `file` for what is not accepted."""
    mime = check_upload(upload)
    name = PurePosixPath(upload.name or "").name[-200:]
    return StoredFile(sha256=store(upload), size=upload.size or 0, mime=mime, name=name)


def file_stored(step: Step, target: Document | NewDocument, file: StoredFile, *, remark: str = "") -> DocumentVersion:
    """The same for bytes that were checked and stored before there was a case."""
    document = target if isinstance(target, Document) else _create(step, target)
    last = document.versions.order_by("-number").first()
    version = DocumentVersion.objects.create(
        document=document, number=last.number + 1 if last else 1, sha256=file.sha256, size=file.size, mime=file.mime,
        original_name=file.name, remark=remark.strip()[:300], created_by=_author(step), created_at=step.at,
    )  # fmt: skip
    if last:
        supersede(document, step.at)
    if last and (gathered := _gathered(step)) and document.tells_of.exists():
        document.tells_of.add(*gathered)
    step.log("version_added", title=document.title, number=version.number, sha256=version.sha256, document=document.pk)
    return version


def _create(step: Step, new: NewDocument) -> Document:
    if new.received_on and new.received_on > step.day:
        raise InputError("received_on", _("Das Eingangsdatum liegt in der Zukunft."))
    if not new.title.strip():
        raise InputError("title", _("Bitte geben Sie eine Bezeichnung an."))
    fields = vars(new) | {"title": new.title.strip()[:200]}
    tells_of = [] if fields.pop("tells_of_none") else _gathered(step)
    document = Document.objects.create(case=step.case, created_by=_author(step), created_at=step.at, **fields)
    if tells_of:
        document.tells_of.set(tells_of)
    return document


def _gathered(step: Step) -> list[int]:
    """What a paper in this file tells of besides its own case, as long as nobody says otherwise."""
    return list(policy_for(step.case).gathered(step.case))


def _author(step: Step) -> User | None:
    return step.authority.actor if step.authority else None


def add_paper(
    case_id: int, new: NewDocument, upload: UploadedFile | None, *, standing: Standing, at: datetime
) -> Document:
    """File a paper: by those with the whole file, or by the partner for its own case. Eingang and Ausgang may be recorded without a file."""
    with opened_case(case_id, at=at) as step:
        partner = _require_filing(step.case, standing)
        step.authority = Authority(standing.user)
        if upload is None and (partner or new.direction == Direction.INTERNAL):
            raise InputError("file", _("Bitte wählen Sie eine Datei aus."))
        if partner:
            new = NewDocument(
                kind=new.kind,
                title=new.title,
                direction=Direction.IN,
                received_on=step.day,
                correspondent=str(step.case.organisation),
            )
        if upload is None:
            document = _create(step, new)
            step.log("paper_recorded", title=document.title, direction=document.direction)
            return document
        version = file_version(step, new, upload, remark="")
        if partner:
            version.released_at = at
            version.save(update_fields=["released_at"])
    return version.document


def add_version(
    document_id: int, upload: UploadedFile, remark: str, *, standing: Standing, at: datetime
) -> DocumentVersion:
    """File a further version of a paper. The text of a contract gets new versions only through its own task."""
    document = Document.objects.visible_to(standing).filter(pk=document_id).first()
    if document is None:
        raise NotAllowedError(_("Dieses Dokument gibt es nicht oder Sie dürfen es nicht sehen."))
    if document.kind in {DocumentKind.CONTRACT, DocumentKind.SIGNED}:
        raise NotAllowedError(
            _("Eine neue Fassung des Vertragstextes entsteht in der Aufgabe „Vertragsentwurf fertigen“.")
        )
    with opened_case(document.case_id, at=at) as step:
        partner = _require_filing(step.case, standing)
        if partner and document.created_by_id != standing.user.pk:
            raise NotAllowedError(_("Neue Fassungen können Sie nur zu eigenen Dokumenten einreichen."))
        step.authority = Authority(standing.user)
        version = file_version(step, document, upload, remark=remark)
        if partner:
            version.released_at = at
            version.save(update_fields=["released_at"])
    return version


def _require_filing(case: Case, standing: Standing) -> bool:
    """Whether the person files as the partner (True) or as the office (False); NotAllowedError when as neither."""
    if Case.objects.in_full_view_of(standing).filter(pk=case.pk).exists():
        return False
    if case.organisation_id in standing.roles and case.shared_on is not None:
        return True
    raise NotAllowedError(_("Zu diesem Vorgang können Sie keine Dokumente ablegen."))


def release_to_partner(version_id: int, *, standing: Standing, at: datetime) -> DocumentVersion:
    """Let the partner read this version; by the lead unit. It cannot be taken back, for it may have been read."""
    return _open_up(version_id, "released_at", "version_released", standing=standing, at=at)


def share_with_participants(version_id: int, *, standing: Standing, at: datetime) -> DocumentVersion:
    """Let the units and Ressorts that were asked read this version; by the lead unit."""
    return _open_up(version_id, "shared_at", "version_shared", standing=standing, at=at)


def _open_up(version_id: int, field: str, action: str, *, standing: Standing, at: datetime) -> DocumentVersion:
    version = DocumentVersion.objects.visible_to(standing).select_related("document").get(pk=version_id)
    with opened_case(version.document.case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        if getattr(version, field) is None:
            setattr(version, field, at)
            version.save(update_fields=[field])
            step.log(action, title=version.document.title, number=version.number)
    return version


def freeze(step: Step, version: DocumentVersion) -> None:
    """Make a version the Endfassung, within a step."""
    version.frozen_at = step.at
    version.save(update_fields=["frozen_at"])
    step.log("version_frozen", title=version.document.title, number=version.number, sha256=version.sha256)
