import time
from directory.models import User
from directory.reference import load_reference
from workflow import clock
from tests.conftest import TODAY
from django.db import connection
from django.test.utils import CaptureQueriesContext

def test_roles(reference, clerk, head, representative, partner_editor):
    representative("HMKB")
    assert clock.today() == TODAY
    t=time.perf_counter()
    with CaptureQueriesContext(connection) as q:
        load_reference()
    print("load", time.perf_counter()-t, len(q))

def test_race(race_db, clerk):
    assert User.objects.count()==1

def test_after(reference):
    assert User.objects.count()==0
