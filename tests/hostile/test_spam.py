"""Words and addresses of a query become no content of the site (rule 138)."""

import re
from typing import Any

import pytest
from django.test import Client

from campaigns.models import NewsPage
from cms.accounts.models import User
from media.models import CustomRendition
from tests import factories
from tests.addresses import plain, routes

pytestmark = pytest.mark.django_db
SPAM = "casino nha-cai.example https://nha-cai.example/win"
# Addresses that answer to words, each with the parameter that takes them.
ADDRESSES = [
    *(("/tim-kiem/", name) for name in ("q", "kind", "region", "sort", "page")),
    ("/tim-kiem/goi-y/", "q"),
    *(("/{section}/", name) for name in ("q", "topic", "year", "tag", "place", "page")),
    *(("/{section}/rss/", name) for name in ("q", "topic", "department")),
    ("/{section}/atom/", "audience"),
    *(("/xac-minh/", name) for name in ("ma", "code")),
    ("/lay-ve/", "chon"),
    ("/oembed/", "url"),
    ("/", "q"),
    ("/casino-nha-cai.example/", "x"),
    ("/lay-ve/{code}/", "ten"),
    ("/nhung/{code}/", "x"),
]


@pytest.fixture
def page(department: Any) -> Any:
    return factories.published(NewsPage, department)


@pytest.mark.parametrize(("address", "name"), ADDRESSES)
def test_a_query_is_no_content(page: Any, client: Client, address: str, name: str) -> None:
    section = factories.section(page.get_parent().get_parent(), "tin-tuc").url.strip("/")
    answer = client.get(address.format(section=section, code=page.code), {name: SPAM}, follow=True)
    html = answer.content.decode()
    assert answer.status_code < 500
    heads = re.findall(r"<(?:title|h1)[ >].*?</(?:title|h1)>|<meta[^>]*>", html, re.S)
    assert not [head for head in heads if "casino" in head and "og:url" not in head]
    assert not re.search(r"<a[^>]+href=\"(?:https?:)?//nha-cai", html)
    if answer.status_code == 200 and "casino" in html:
        assert "noindex" in answer.get("X-Robots-Tag", "") + "".join(heads)


@pytest.mark.parametrize("agent", ["Mozilla/5.0", "Googlebot/2.1 (+http://www.google.com/bot.html)", "curl"])
def test_robots_get_the_same_page_as_people(page: Any, client: Client, agent: str) -> None:
    plain_answer = client.get(page.url)
    answer = client.get(
        page.url,
        HTTP_USER_AGENT=agent,
        HTTP_REFERER="https://www.google.com/search?q=casino",
        HTTP_X_FORWARDED_FOR="66.249.66.1",
    )
    assert answer.content == plain_answer.content
    assert answer.status_code == 200 and "User-Agent" not in answer.get("Vary", "")


def test_no_address_makes_a_picture_of_another_size(page: Any, client: Client) -> None:
    image = factories.image()
    named = [plain(route) for route, _pattern in routes() if "filter_spec" in route]
    assert all(route.startswith("admin/") for route in named)
    before = CustomRendition.objects.count()
    for width in range(1, 30):
        assert client.get(f"/tep/images/anh.width-{width}.png").status_code == 404
        assert client.get(f"/images/x/{image.pk}/width-{width}/").status_code == 404
    assert CustomRendition.objects.count() == before


@pytest.mark.parametrize("spec", ["width-10000", "fill-9000x9000", "width-1|" * 50 + "width-2", "original"])
def test_staff_get_no_other_size_either(admin_client: Client, spec: str) -> None:
    image = factories.image()
    assert admin_client.get(f"/admin/images/{image.pk}/preview/{spec}/").status_code == 404
    assert admin_client.get(f"/admin/images/{image.pk}/generate_url/output/").status_code == 404


FOREIGN_ADDRESSES = [
    "https://ke-gian.example/",
    "//ke-gian.example/",
    "/\\ke-gian.example/",
    "\\\\ke-gian.example",
    "https:ke-gian.example",
    "javascript:alert(1)",
    "http:///ke-gian.example",
    "/%09/ke-gian.example",
    "\t//ke-gian.example",
]


@pytest.mark.parametrize("target", FOREIGN_ADDRESSES)
def test_nothing_leads_to_another_site(page: Any, client: Client, target: str) -> None:
    """Sign-in, sign-out, forms of the admin and the readers' pages redirect to this site alone."""
    user = User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem")
    sign_in = {"username": "trum", "password": "mat-khau-thu-nghiem", "next": target}
    answers = [
        client.post("/admin/login/", sign_in),
        client.get("/admin/login/", {"next": target}),
        client.post(f"/admin/pages/{page.pk}/lock/", {"next": target}),
        client.post(f"/admin/pages/{page.pk}/unpublish/", {"next": target}),
        client.post(f"/admin/bulk/wagtailcore/page/delete/?id={page.get_parent().pk}&next={target}"),
        client.get("/_util/login/", {"next": target}),
        client.get("/xac-minh/", {"ma": target, "code": target, "next": target}),
        client.get("/", {"next": target, "language": target, "url": target}),
        client.get(f"/{target}"),
    ]
    assert user.pk
    for answer in answers:
        place = answer.get("Location", "")
        assert not place or (place.startswith("/") and not place.startswith(("//", "/\\")))
