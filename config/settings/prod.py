"""Production: everything secret or local comes from the environment."""

from config.settings.base import *
from config.settings.env import networks, text

ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
SITE_URL = text("SITE_URL", f"https://{ALLOWED_HOSTS[0]}")
TRUSTED_PROXIES = networks(required("TRUSTED_PROXIES"))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# A browser takes cookies of these names only over TLS, for this host alone and for the whole of it.
SESSION_COOKIE_NAME = "__Host-sitzung"
CSRF_COOKIE_NAME = "__Host-formular"
DEVICE_COOKIE_NAME = "__Host-geraet"
EMAIL_HOST = required("SMTP_HOST")
EMAIL_PORT = int(text("SMTP_PORT", "587"))
EMAIL_HOST_USER = text("SMTP_USER")
EMAIL_HOST_PASSWORD = text("SMTP_PASSWORD")
EMAIL_USE_TLS = text("SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
