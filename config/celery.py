"""The background application; the schedule names what beats and how often."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")

app = Celery("vertragswerk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "tick": {"task": "workflow.tick", "schedule": 60.0},
    "sweep": {"task": "workflow.sweep", "schedule": 20.0},
    "drain": {"task": "notifications.drain", "schedule": 10.0},
    "anchor": {"task": "workflow.anchor", "schedule": crontab(hour="2", minute="30")},
    "forget": {"task": "accounts.forget", "schedule": crontab(hour="3", minute="15")},
    "files": {"task": "documents.sweep", "schedule": crontab(hour="3", minute="30")},
}
