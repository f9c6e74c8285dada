"""Circuit breaker of the Redis caches: after one failure nobody waits for the server for some seconds."""

import logging
import time
from collections.abc import Callable
from typing import Any, Self

from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

logger = logging.getLogger(__name__)
PAUSE = 10.0  # seconds


class CircuitBreaker(Retry):
    """A retry policy of redis-py that never tries again, and refuses at once for ``PAUSE`` after a failure.

    redis-py asks the policy before it connects and before each command, so that a dead or hanging server
    costs a process one timeout in ten seconds, not one each call.
    """

    __hash__ = Retry.__hash__

    def __init__(self) -> None:
        super().__init__(NoBackoff(), 0)
        self._closed_until = 0.0

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Each connection copies its policy; all of them are to know of the failure of one.
        return self

    def call_with_retry(
        self, do: Callable[[], Any], fail: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        if time.monotonic() < self._closed_until:
            raise RedisConnectionError("The cache did not answer a moment ago")
        try:
            return super().call_with_retry(do, fail, *args, **kwargs)
        except self._supported_errors as error:
            if time.monotonic() >= self._closed_until:
                logger.warning("The cache does not answer: %s", error)
            self._closed_until = time.monotonic() + PAUSE
            raise
