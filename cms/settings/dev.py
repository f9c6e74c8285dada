"""Settings of `make run`: one machine, plain HTTP on a loopback address, demo accounts allowed."""

import base64
import secrets

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, CREDENTIALS_KEY, SECRET_KEY, VAR_DIR, env


def stored_secret(name: str) -> str:
    """A secret that is generated once and stored in ``VAR_DIR``, readable by its owner only."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(base64.urlsafe_b64encode(secrets.token_bytes(48)).decode())
        draft.rename(path)
    return path.read_text()


SECRET_KEY = SECRET_KEY or stored_secret("secret_key")
CREDENTIALS_KEY = CREDENTIALS_KEY or stored_secret("credentials_key")[:43] + "="
PORT = env("PORT", default="8000")
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
ALLOW_DEMO_ACCOUNTS = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
