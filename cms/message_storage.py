"""Messages to staff: each stands once, however often it was added before it could be shown."""

from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage


class DistinctMessages(FallbackStorage):
    """Django's storage of messages without repetitions."""

    def add(self, level: int, message: Any, extra_tags: str | None = "") -> None:
        storage: Any = self
        waiting = [*storage._loaded_messages, *storage._queued_messages]
        if not any(one.level == level and str(one.message) == str(message) for one in waiting):
            super().add(level, message, extra_tags or "")
