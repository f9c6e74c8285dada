"""Nothing that is typed into a field runs in a browser, wherever it is shown."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import get_page_models

from campaigns.models import ContentPage, HotlinePage, StandardPage
from cms.accounts.models import Organisation, User
from cms.models import SiteSettings
from cms.vocabulary.models import Topic
from tests import factories
from tests.addresses import plain, routes
from tests.hostile.scripts import MARK, PAYLOADS, executable, payload, value_of

CONTENT = [model for model in get_page_models() if issubclass(model, ContentPage)]
LEFT_ALONE = {"slug", "path", "url_path", "code", "locale", "draft_title", "content_hash", "translation_key"}
# Has a form of its own, and refuses.
LEFT_ALONE.add("number")


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{PAYLOADS[0]}</p>",
        f'<p title="{PAYLOADS[1]}">',
        f"<p title='{PAYLOADS[2]}'>",
        f"<script>var x = '{PAYLOADS[3]}'</script>",
        f"<title>{PAYLOADS[4]}</title>",
        f'<a href="{PAYLOADS[5]}">nối</a>',
        f'<a href="java\tscript:{MARK}1)">nối</a>',
    ],
)
def test_a_payload_runs_where_nothing_is_escaped(html: str) -> None:
    assert executable(html)
    assert not executable(escape(html))


def texts(one: Any) -> dict[str, str]:
    """A payload for each text field of a record that takes one."""
    return {
        field.name: payload(field.max_length)
        for field in one._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and not isinstance(field, models.URLField | models.SlugField | models.EmailField)
        and field.name not in LEFT_ALONE
        and payload(field.max_length)
    }


def filled(model: type[ContentPage], parent: Any, image: Any) -> Any:
    """A published page with a payload in every field that takes it."""
    fields = texts(model(title="x"))
    body = next((field for field in model._meta.fields if field.name == "body"), None)
    if body is not None:
        values = {name: value_of(block, image) for name, block in body.stream_block.child_blocks.items()}
        fields["body"] = [{"type": name, "value": value} for name, value in values.items() if value]
    for _attempt in range(8):
        try:
            return factories.published(model, parent, **fields)
        except ValidationError as refused:
            # The field has a form of its own, and refuses.
            names = set(getattr(refused, "error_dict", {})) & set(fields)
            if not names:
                raise
            fields = {name: value for name, value in fields.items() if name not in names}
    raise AssertionError(model)


@pytest.fixture
def pages(home: Any, department: Any) -> list[Any]:
    """A page of each kind, and the records around it, all with payloads."""
    for row in (SiteSettings.for_site(home.get_site()), Topic.objects.first(), Organisation.objects.first()):
        type(row).objects.filter(pk=row.pk).update(**texts(row))
    image = factories.image(title=payload(255), description=payload(255), credit=payload(200))
    factories.hotline(number="111", is_primary=True, name=payload(120), purpose=payload(200))
    type(department).objects.filter(pk=department.pk).update(title=payload(255), draft_title=payload(255))
    found = []
    for model in CONTENT:
        parent = (
            home if model in (HotlinePage, StandardPage) else factories.section(department, model.search_kind)
        )
        found.append(filled(model, parent, image))
    return found


def addresses(pages: list[Any]) -> Iterator[str]:
    yield from ("/" + plain(route) for route, _pattern in routes() if "<" not in plain(route))
    for page in pages:
        yield page.url
        yield from (page.get_parent().url + end for end in ("", "rss/", "atom/", "json/"))
        yield from (reverse(name, args=[page.code]) for name in ("check", "kit", "embed", "reuse_note"))
        for name in ("edit", "history", "view_draft", "delete"):
            yield reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        yield reverse("wagtailadmin_explore", args=[page.get_parent().pk])
        for name in ("portal_manual", "remarks", "withdraw"):
            yield reverse(name, args=[page.pk])


@pytest.mark.django_db
def test_no_payload_runs_anywhere(pages: list[Any], client: Client) -> None:
    user = User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem")
    User.objects.filter(pk=user.pk).update(first_name=payload(150), last_name=payload(150))
    client.force_login(user)
    client.raise_request_exception = False
    wrong, shown = [], 0
    for address in dict.fromkeys(addresses(pages)):
        if address.startswith(("/admin/logout", "/admin/sprite")):
            continue
        answer = client.get(address)
        kind = answer.get("Content-Type", "")
        if answer.status_code == 500:
            wrong.append(f"{address} 500")
        if "html" in kind:
            html = (answer.getvalue() if answer.streaming else answer.content).decode()
            shown += MARK in html
            wrong += [f"{address} {one}" for one in executable(html)]
        elif answer.status_code == 200:
            assert answer["X-Content-Type-Options"] == "nosniff", address
    assert not wrong, "\n".join(wrong)
    # The payloads are there, escaped.
    assert shown > 50
