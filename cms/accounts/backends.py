"""Authentication of staff accounts."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Django's backend; demo accounts can log in only with ``ALLOW_DEMO_ACCOUNTS``."""

    def user_can_authenticate(self, user: Any) -> bool:
        if user is not None and user.is_demo and not settings.ALLOW_DEMO_ACCOUNTS:
            return False
        return super().user_can_authenticate(user)
