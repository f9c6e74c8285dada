"""Asks an address as one account, and says what the answer gives away or changes of the neighbour."""

import io
import re
import sys
import zipfile
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.messages import get_messages
from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.db import connection, models, transaction
from django.test import RequestFactory

from tests.foreign.objects import NUMBERS

WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
# What a request writes about the one who asks.
OWN_TABLES = {"django_session", "audit_securityevent", "wagtailadmin_editingsession"}


class Asker:
    """One account; without Django's test client, which reads it anew and copies the context of templates."""

    def __init__(self, user: Any = None) -> None:
        self.user = user
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.errors: list[str] = []
        self.inserts: list[str] = []
        self.has_written = False
        self.before = _rows()
        self.status = 0

    def ask(self, method: str, address: str, data: dict[str, Any], secrets: Iterable[str]) -> list[str]:
        """What is wrong with the answer: an error, a secret word in it, or what was changed."""
        self.errors, self.inserts, self.has_written = [], [], False
        got_request_exception.connect(self._note)
        with transaction.atomic(), connection.execute_wrapper(self._watch):
            request = self._request(method, address, data)
            response = self.handler.get_response(request)
            text = _said(request, response)
            changes = self._changes()
            transaction.set_rollback(True)
        got_request_exception.disconnect(self._note)
        self.status = response.status_code
        if self.status >= 500 and not self.errors:
            self.errors.append(str(self.status))
        return [*self.errors, *(word for word in secrets if word in text), *changes]

    def _request(self, method: str, address: str, data: dict[str, Any]) -> Any:
        factory = RequestFactory()
        request = factory.post(address, data) if method == "POST" else factory.get(address, data)
        request._dont_enforce_csrf_checks = True
        if self.user is not None:
            # As if read from the session; with the permissions that were looked up before.
            request._cached_user = self.user
        return request

    def _note(self, **kwargs: Any) -> None:
        self.errors.append(repr(sys.exc_info()[1]))

    def _watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found and found[2] not in OWN_TABLES:
            self.has_written = True
            values = {str(value) for row in (params if many else [params]) for value in row or ()}
            if found[1] == "INSERT INTO" and values.intersection(map(str, NUMBERS)):
                self.inserts.append(f"inserts into {found[2]}")
        return execute(sql, params, many, context)

    def _changes(self) -> list[str]:
        if not self.has_written:
            return []
        now = _rows()
        changed = [f"changes {name}" for name, rows in now.items() if rows != self.before[name]]
        return [*changed, *dict.fromkeys(self.inserts)]


def _rows() -> dict[str, list[Any]]:
    """All rows with the numbers of the neighbour's objects, by table."""
    return {
        model._meta.db_table: list(model._base_manager.filter(pk__in=NUMBERS).order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if isinstance(model._meta.pk, models.AutoField | models.OneToOneField)
        and model._meta.db_table not in OWN_TABLES
    }


def _said(request: Any, response: Any) -> str:
    """Everything that reaches the one who asks, small letters: headers, messages, content, packed or not."""
    content = response.getvalue() if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    said = [str(message) for message in get_messages(request)]
    said += [f"{name}: {value}" for name, value in response.items()]
    return "\n".join([*said, content.decode("utf-8", "replace")]).lower()
