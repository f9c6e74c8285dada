"""HMAC-SHA256 signatures over time and body, made with the secret that both sides share."""

import hashlib
import hmac
import time

SIGNATURE, TIMESTAMP, KEY = "X-ChungTay-Signature", "X-ChungTay-Timestamp", "Idempotency-Key"
# Seconds; older or newer than this, a message counts as a replay.
TOLERANCE = 300


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return "sha256=" and the hex digest over "<timestamp>.<body>"."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def signed_headers(secret: str, key: str, body: bytes) -> dict[str, str]:
    """Return the headers of a signed message; a retry has a new time and the same idempotency key."""
    timestamp = str(int(time.time()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        TIMESTAMP: timestamp,
        SIGNATURE: signature(secret, timestamp, body),
        KEY: key,
    }


def is_valid_signature(secret: str, timestamp: str, body: bytes, given: str, now: float) -> bool:
    """Return whether the signature fits secret, time and body, and the time is within ``TOLERANCE``."""
    if not secret or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        return False
    is_fresh = abs(now - int(timestamp)) <= TOLERANCE
    return hmac.compare_digest(signature(secret, timestamp, body).encode(), given.encode()) and is_fresh
