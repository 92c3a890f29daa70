"""The smallest site that the launcher can serve: the real health answers, no tables, no pages, a demo world of two accounts."""

from config.settings.env import database, required, text

SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["tests.launcher"]
MIDDLEWARE = ["config.health.HealthMiddleware"]
ROOT_URLCONF = "tests.launcher.site"
urlpatterns: list[object] = []
DATABASES = {"default": database(required("DATABASE_URL"))}
CELERY_BROKER_URL = text("BROKER_URL")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
