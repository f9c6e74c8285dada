"""What is hidden stands nowhere among the public pages, and no cache may hold what is not for all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from campaigns.models import CampaignPage, NewsPage, ScamWarningPage
from cms.accounts.models import Role
from tests import factories
from tests.addresses import plain, routes
from tests.campaigns.workflow import submit

pytestmark = pytest.mark.django_db
WORD = "chuonchuonkimloai"
TITLE = f"Bài {WORD}"


@pytest.fixture
def hidden(department: Any, everybody: None) -> list[Any]:
    """A draft, one in review, scheduled, ended, private and unpublished, and a live page's newer draft."""
    author = factories.staff(Role.COMMUNICATOR, department)
    fields = {"title": TITLE, "summary": TITLE}
    drafts = [
        factories.draft(model, department, **fields) for model in (NewsPage, ScamWarningPage, CampaignPage)
    ]
    in_review = submit(factories.draft(NewsPage, department, author=author, **fields), author)
    scheduled = factories.draft(NewsPage, department, **fields)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision()
    factories.approve(scheduled)
    scheduled.get_latest_revision().publish()
    ended, private, newer, gone = (factories.published(NewsPage, department, **fields) for _ in range(4))
    Page.objects.filter(pk=ended.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    Page.objects.filter(pk=newer.pk).update(title="Bài cũ")
    NewsPage.objects.filter(pk=newer.pk).update(summary="Cũ")
    gone.unpublish()
    return [*drafts, in_review, scheduled, private]


@pytest.fixture
def everybody(department: Any) -> None:
    for role in (Role.APPRAISER, Role.APPROVER, Role.EDITOR):
        factories.staff(role, department)


def public_addresses(home: Any, department: Any) -> list[str]:
    found = ["/" + plain(route) for route, _pattern in routes() if "<" not in plain(route)]
    for page in Page.objects.live().descendant_of(home, inclusive=True).specific():
        if page.depth < 5:
            found += [page.url, *(page.url + end for end in ("rss/", "atom/", "json/", f"{WORD}-/"))]
    queries = (f"?q={WORD[:-1]}", f"?q={WORD}", f"?search={WORD}", f"?slug=bai-{WORD}")
    found += [
        path + query for path in ("/tim-kiem/", "/tim-kiem/goi-y/", "/api/search/") for query in queries
    ]
    found += [f"/api/v2/pages/{query}" for query in queries]
    return [path for path in dict.fromkeys(found) if not path.startswith("/admin/")]


def test_a_hidden_page_stands_nowhere(hidden: list[Any], home: Any, department: Any, client: Client) -> None:
    wrong = []
    for path in public_addresses(home, department):
        answer = client.get(path)
        content = answer.getvalue() if answer.streaming else answer.content
        said = content.decode("utf-8", "replace").replace(path, "").replace(f'"{WORD}"', "")
        if TITLE in said:
            wrong.append(path)
    assert not wrong
    for page in hidden:
        answer = client.get(page.url or page.get_url() or "/khong-co/")
        assert answer.status_code != 200 and TITLE not in answer.content.decode()
        for pattern in ("/api/v2/pages/{0}/", "/api/v2/pages/find/?id={0}"):
            assert client.get(pattern.format(page.pk)).status_code == 404


def test_a_page_that_becomes_private_is_stored_nowhere(department: Any, client: Client) -> None:
    page = factories.published(NewsPage, department, title=TITLE)
    opened = client.get(page.url)
    assert "public" in opened["Cache-Control"] and "max-age=5" in opened["Cache-Control"]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    for extra in (
        {},
        {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"HTTP_IF_NONE_MATCH": "*"},
    ):
        closed = client.get(page.url, **extra)
        assert closed.status_code in (302, 403) and TITLE not in closed.content.decode()
        assert "public" not in closed.get("Cache-Control", "")
        assert "no-store" in closed["Cache-Control"] or "private" in closed["Cache-Control"]
    editor = Client()
    editor.force_login(factories.staff(Role.EDITOR, department))
    seen = editor.get(page.url)
    assert TITLE in seen.content.decode() and "no-store" in seen["Cache-Control"]
    restriction.delete()
    assert "public" in client.get(page.url)["Cache-Control"]


def test_the_bar_of_staff_reaches_no_reader(department: Any, client: Client) -> None:
    page = factories.published(NewsPage, department)
    for_readers = client.get(page.url)
    editor = Client()
    editor.force_login(factories.staff(Role.EDITOR, department))
    preview = editor.get(f"/admin/pages/{page.pk}/view_draft/")
    assert preview.status_code == 200 and "no-store" in preview["Cache-Control"]
    for_staff = editor.get(page.url)
    assert "userbar" in for_staff.content.decode() and "no-store" in for_staff["Cache-Control"]
    assert "userbar" not in for_readers.content.decode() and "/admin/" not in for_readers.content.decode()
    assert client.get(page.url).content == for_readers.content
