"""The demonstration: one machine, plain HTTP on loopback, mails into a folder, a clock that can be moved."""

import os

os.environ.setdefault("SECRET_KEY", "demo-only-replaced-by-the-launcher")

from config.settings.base import *

DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]  # on any port
EMAIL_BACKEND = "notifications.backends.FolderBackend"
EMAIL_FOLDER = DATA_DIR / "mail"
AUTH_PASSWORD_VALIDATORS = []
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
