# The commands of the project; what they do is in launcher/. Variables: PORT (8000), DATA_DIR (.local/), PYTHON.
.DEFAULT_GOAL := run
.PHONY: run test test-fast test-long check lint bench bench-pages fmt setup-run setup-dev
ifndef PYTHON
# The first Python that is new enough; python3 says the rest when there is none.
PYTHON := $(or $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done),python3)
endif
VENV := .venv/bin/python
SOURCES := accounts config committees contracts directory documents launcher notifications partners prizes workflow manage.py
# Enough of a production environment for Django's own checks; nothing connects to it.
PRODUCTION := DJANGO_SETTINGS_MODULE=config.settings.prod SECRET_KEY=0123456789-not-a-secret-only-for-checks-abcdefghijklmnopqrstuvwxyz \
  ALLOWED_HOSTS=example.org TRUSTED_PROXIES=10.0.0.0/8 SMTP_HOST=smtp.example.org DATABASE_URL=postgresql://db/vertragswerk BROKER_URL=amqp://broker
export PYTHONDONTWRITEBYTECODE PORT DATA_DIR

## Serve the application with its demo world; Ctrl-C ends everything.
run: setup-run
	@exec $(VENV) -m launcher run --follow

## The suite, both its lanes, on its own servers; ARGS are handed to pytest: make test ARGS="-k launcher"
test: setup-dev
	@exec $(VENV) -m launcher test -- $(ARGS)

## While working: all but what takes long (marked `slow`) and the long proofs.
test-fast: setup-dev
	@exec $(VENV) -m launcher test fast -- $(ARGS)

## The long proofs, marked `long`, of which `make test` asks a sample each.
test-long: setup-dev
	@exec $(VENV) -m launcher test long -- $(ARGS)

## What CI runs.
check: lint test

## Everything of `check` but the tests.
lint: setup-dev
	$(VENV) -m ruff format --check .
	$(VENV) -m ruff check .
	$(VENV) -m mypy $(SOURCES)
	$(VENV) .venv/bin/lint-imports
	find templates -name '*.html' -exec $(VENV) -m djhtml --check --tabwidth 2 {} +
	DJANGO_SETTINGS_MODULE=config.settings.test $(VENV) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING

## The benchmarks, each as a ratio to a raw-SQL floor.
bench: setup-dev
	@exec $(VENV) -m launcher bench

## How the pages do on the demonstration multiplied to a million tasks.
bench-pages: setup-dev
	@exec $(VENV) -m launcher bench pages

## Format what `check` would complain about.
fmt: setup-dev
	$(VENV) -m ruff format .
	$(VENV) -m ruff check --fix .
	find templates -name '*.html' -exec $(VENV) -m djhtml --tabwidth 2 {} +

setup-run:
	@command -v $(PYTHON) >/dev/null || { echo "Vertragswerk braucht Python ab 3.11; $(PYTHON) wurde nicht gefunden." >&2; exit 1; }
	@$(PYTHON) -m launcher setup run

setup-dev:
	@command -v $(PYTHON) >/dev/null || { echo "Vertragswerk braucht Python ab 3.11; $(PYTHON) wurde nicht gefunden." >&2; exit 1; }
	@$(PYTHON) -m launcher setup dev
