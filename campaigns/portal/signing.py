"""HMAC-SHA256 over time and body: who holds the shared secret wrote this, and wrote it now."""

import hashlib
import hmac
import time

SIGNATURE, TIMESTAMP, KEY = "X-ChungTay-Signature", "X-ChungTay-Timestamp", "Idempotency-Key"
# Older or newer than this, a message is somebody's copy.
TOLERANCE = 300


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """ "sha256=" and the hex digest over "<timestamp>.<body>"."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def signed(secret: str, key: str, body: bytes) -> dict[str, str]:
    """The headers of a signed message; each try has a time of its own and the key of the first."""
    timestamp = str(int(time.time()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        TIMESTAMP: timestamp,
        SIGNATURE: signature(secret, timestamp, body),
        KEY: key,
    }


def genuine(secret: str, timestamp: str, body: bytes, given: str, now: float) -> bool:
    """Whether the signature is of this secret, time and body, and the time is about now."""
    if not secret or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        return False
    fresh = abs(now - int(timestamp)) <= TOLERANCE
    return hmac.compare_digest(signature(secret, timestamp, body).encode(), given.encode()) and fresh
