"""The suite's settings with the workload's own kind of case."""

from config.settings.test import *

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.apps.BenchmarksConfig"]
DATABASES["default"]["CONN_MAX_AGE"] = None
