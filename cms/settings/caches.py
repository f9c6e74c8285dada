"""Settings of the caches: Redis where there is one, else the memory of each process and files."""

from pathlib import Path
from typing import Any

from cms.circuit_breaker import CircuitBreaker


def redis_cache(url: str) -> dict[str, Any]:
    """A cache that counts as empty while it is down or slow, so that no page fails or waits because of it."""
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 0.3,
            "SOCKET_TIMEOUT": 0.3,
            "CONNECTION_POOL_KWARGS": {"retry": CircuitBreaker()},
        },
    }


def caches(redis_url: str, var_dir: Path) -> dict[str, dict[str, Any]]:
    """All caches; with an empty address those that need no server."""
    shared = redis_cache(redis_url)
    return {
        "default": shared if redis_url else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        # Counted for all processes, as misses of approval codes; without Redis in files, for one machine.
        "limits": shared | {"KEY_PREFIX": "limits"}
        if redis_url
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(var_dir / "limits"),
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
        # Sizes of known renditions; never outdated, since a changed picture has another key.
        "renditions": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "renditions",
            "TIMEOUT": 600,
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
    }
