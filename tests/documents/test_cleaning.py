"""Bytes nobody names leave the store; what is named, fresh, or stored again meanwhile stays."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import cleaning
from documents.cleaning import sweep
from documents.models import CoSignature, DocumentVersion
from documents.storage import path_of, store
from tests.factories.contracts import in_coordination

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def shelf(monkeypatch, tmp_path):
    """An empty store."""
    monkeypatch.setattr("documents.storage.default_storage", FileSystemStorage(location=tmp_path))


def stored(text: bytes, days: int) -> str:
    sha256 = store(SimpleUploadedFile("a.txt", text))
    then = (NOW - timedelta(days=days)).timestamp()
    os.utime(path_of(sha256), (then, then))
    return sha256


def test_only_what_is_old_and_named_by_nobody_goes(house):
    old, fresh = stored(b"alt", 3), stored(b"neu", 1)
    driver = in_coordination()
    named = DocumentVersion.objects.filter(document__case=driver.case)[0].sha256
    os.utime(path_of(named), (0, 0))

    assert sweep(NOW) == 1

    assert [path_of(one).exists() for one in (old, fresh, named)] == [False, True, True]
    assert sweep(NOW) == 0


def test_what_stays_is_not_even_moved(house):
    """Whoever reads it meanwhile finds it under its name."""
    fresh = stored(b"neu", 1)
    named = DocumentVersion.objects.filter(document__case=in_coordination().case)[0].sha256
    os.utime(path_of(named), (0, 0))
    before = [path_of(one).stat().st_ctime_ns for one in (fresh, named)]

    assert sweep(NOW) == 0

    assert [path_of(one).stat().st_ctime_ns for one in (fresh, named)] == before


def test_what_is_named_while_it_is_set_aside_comes_back(monkeypatch):
    old = stored(b"alt", 3)
    answers = iter([False, True])
    monkeypatch.setattr(cleaning, "_is_named", lambda _sha256: next(answers))

    assert (sweep(NOW), path_of(old).exists()) == (0, True)


def test_what_is_stored_again_while_it_is_set_aside_stays(monkeypatch):
    old = stored(b"alt", 3)

    def meanwhile(_sha256) -> bool:
        if not path_of(old).exists():
            store(SimpleUploadedFile("b.txt", b"alt"))
        return False

    monkeypatch.setattr(cleaning, "_is_named", meanwhile)

    assert (sweep(NOW), path_of(old).exists()) == (1, True)


def test_every_table_that_names_bytes_is_asked():
    """A co-signature repeats the hash of the version it is bound to."""
    naming = {model for model in apps.get_models() if any(field.name == "sha256" for field in model._meta.fields)}

    assert naming - {CoSignature} == set(cleaning._keepers)
