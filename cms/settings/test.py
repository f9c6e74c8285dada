"""Settings of the tests: fast password hashing, immediate tasks, files in a temporary folder."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, LOGGING, REDIS_URL, STORAGES

SECRET_KEY = "only-for-tests-" + "0123456789abcdef" * 4
CREDENTIALS_KEY = "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk="
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
ALLOW_DEMO_ACCOUNTS = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = QUEUED_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests that need a server set it themselves.
ELASTICSEARCH_URL = ""
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A process for each file would make the tests slow; those of the process start it themselves.
FILE_READER = "cms.file_text.isolation.read_here"
VAR_DIR = Path(tempfile.mkdtemp(prefix="chungtay-test-"))
MEDIA_ROOT = VAR_DIR / "uploads"
if not REDIS_URL:
    CACHES["limits"]["LOCATION"] = str(VAR_DIR / "limits")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = str(VAR_DIR / "db.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
LOGGING = LOGGING | {"root": {"handlers": ["console"], "level": "WARNING"}}
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
# A worker that is heard from for as long as the tests take.
(VAR_DIR / "worker-heartbeat").write_text('{"at": "2100-01-01T00:00:00+00:00", "problem": ""}')
