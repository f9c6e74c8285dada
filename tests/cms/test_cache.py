"""A shared cache that is there, that dies, that hangs: readers and editors notice nothing."""

import os
import shutil
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as RedisConnectionError

from campaigns.models import NewsPage, SloganPage
from cms.circuit_breaker import CircuitBreaker
from cms.settings.caches import redis_cache
from tests import factories
from tests.search.conftest import index  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
TIMEOUT = 30


def use(settings: Any, address: str) -> None:
    """The site's own settings with a server at this address."""
    # With a breaker of its own, so that a dead server of one test does not pause the next.
    shared = redis_cache(address)
    settings.CACHES = {**settings.CACHES, "default": shared, "limits": shared | {"KEY_PREFIX": "limits"}}


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """(address, process) of a server of its own, behind a socket in a folder of its own."""
    program = shutil.which("redis-server")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("left out: Redis, for want of redis-server")
        warnings.warn("left out: Redis, for want of redis-server", stacklevel=1)
        pytest.skip("redis-server")
    place = tmp_path / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(place), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    end = time.monotonic() + TIMEOUT
    while not place.exists() and time.monotonic() < end:
        time.sleep(0.02)
    try:
        yield f"unix://{place}?db=0", process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def hanging() -> Iterator[str]:
    """A port that accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


def everything_works(client: Client) -> None:
    page = factories.published(NewsPage, title="Bản tin khi bộ nhớ đệm nghỉ")
    slogan = factories.published(SloganPage)
    addresses = ["/", "/tim-kiem/?q=ban+tin", "/api/search/?q=ban+tin", "/xac-minh/", page.url]
    addresses += [f"/{part}/{slogan.code}/" for part in ("xac-minh", "lay-ve", "nhung")]
    addresses += [f"/lay-ve/{slogan.code}/bang-led.txt", f"/oembed/?url=http://testserver{slogan.url}"]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )
    # Wrong codes are counted in the cache.
    assert client.get("/xac-minh/AAAAA-AAAAA/").status_code == 404


@pytest.mark.usefixtures("one_minute")
def test_a_real_server_keeps_and_counts(settings: Any, redis: Any, client: Client) -> None:
    use(settings, redis[0])
    settings.SEARCH_PER_MINUTE = 3
    cache.set("chung-tay", 1)
    assert cache.get("chung-tay") == 1
    assert client.get("/api/search/?q=a").status_code == 200
    assert 429 in [client.get("/api/search/?q=a").status_code for _ in range(7)]


def test_a_server_that_is_killed(settings: Any, redis: Any, client: Client) -> None:
    address, process = redis
    use(settings, address)
    everything_works(client)
    process.kill()
    process.wait()
    everything_works(client)


def test_a_server_that_hangs(settings: Any, hanging: str, client: Client) -> None:
    use(settings, hanging)
    everything_works(client)


def test_after_one_failure_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    now, calls = [0.0], []
    monkeypatch.setattr("cms.circuit_breaker.time.monotonic", lambda: now[0])

    def ask() -> None:
        calls.append(now[0])
        raise RedisConnectionError("chết")

    breaker = CircuitBreaker()
    for moment in (1, 2, 10.9, 11.1):
        now[0] = moment
        with pytest.raises(RedisConnectionError):
            breaker.call_with_retry(ask, lambda error: None)
    assert calls == [1, 11.1]
