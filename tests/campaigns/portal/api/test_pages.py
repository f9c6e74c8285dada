"""The read API of pages: filters and paging, and only what is public."""

import json
from typing import Any

import pytest
from django.test import Client

from campaigns.models import CampaignPage, NewsPage, SloganPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from cms.vocabulary.models import Audience, Region
from tests import factories

pytestmark = pytest.mark.django_db
WORD = "xanhngocbich"


def get(path: str, **params: Any) -> Any:
    response = Client().get(f"/api/v2/{path}", params)
    assert response.status_code == 200, response.content
    return response.json()


def titles(**params: Any) -> list[str]:
    return [row["title"] for row in get("pages/", **params)["items"]]


def hidden_pages(department: Any, staff: Any) -> list[Any]:
    """Return one page of every state that is not public; each has the word in its title."""
    draft = factories.draft(NewsPage, department, title=f"{WORD} nháp")
    private = factories.published(NewsPage, department, title=f"{WORD} riêng")
    private.view_restrictions.create(restriction_type="login")
    unpublished = factories.published(NewsPage, department, title=f"{WORD} gỡ")
    unpublished.unpublish()
    withdrawn = factories.published(NewsPage, department, title=f"{WORD} thu hồi")
    withdrawals.withdraw(withdrawn, staff(Role.APPROVER), "Sai")
    edited = factories.published(NewsPage, department, title="Bản đang công bố")
    edited.title = f"{WORD} sửa"
    edited.save_revision()
    return [draft, private, unpublished, withdrawn]


def test_a_page_has_its_approval(department: Any) -> None:
    picture = factories.image(description="Mô tả")
    page = factories.published(NewsPage, department, title="Bản tin mở", picture=picture)
    listing = get("pages/")
    row = listing["items"][0]
    record = page.approvals.get()
    assert row["approval"]["code"].replace("-", "") == page.code and row["approval"]["state"] == "in-force"
    assert row["approval"]["content_hash"] == record.content_hash and "html" not in row
    detail = get(f"pages/{page.pk}/")
    assert "Gọi 111 khi nghi ngờ." in detail["html"] and detail["text"] == record.text
    assert detail["pictures"][0]["alt"] == "Mô tả" and detail["terms"]["topic"]
    assert detail["kind"] == "tin-tuc" and detail["uid"] == f"urn:uuid:{page.translation_key}"


def test_answers_are_open_to_all_and_cacheable(department: Any) -> None:
    page = factories.published(NewsPage, department)
    for path in ("pages/", f"pages/{page.pk}/", "regions/", "images/"):
        response = Client().get(f"/api/v2/{path}")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, max-age=5"
        assert "Set-Cookie" not in response and "application/json" in response["Content-Type"]
    assert "public" not in Client().get("/api/v2/pages/999999/")["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_not_allowed(department: Any, method: str, staff: Any) -> None:
    page = factories.published(NewsPage, department)
    client = Client()
    client.force_login(staff(Role.EDITOR))
    for path in ("/api/v2/pages/", f"/api/v2/pages/{page.pk}/"):
        assert getattr(client, method)(path, "{}", content_type="application/json").status_code == 405


@pytest.mark.parametrize("signed_in", [False, True])
def test_only_public_pages_are_answered(department: Any, staff: Any, signed_in: bool) -> None:
    pages = hidden_pages(department, staff)
    codes = [page.code for page in pages if page.code]
    client = Client()
    if signed_in:
        client.force_login(staff(Role.EDITOR))
    section = factories.section(department, "tin-tuc")
    paths = ["pages/", "pages/?fields=*", "pages/?kind=tin-tuc&size=50", "images/", "documents/"]
    paths += [f"pages/?code={code}" for code in codes] + [f"pages/find/?code={code}" for code in codes]
    paths += [f"pages/{page.pk}/" for page in pages] + [f"pages/find/?id={page.pk}" for page in pages]
    texts = [client.get(f"/api/v2/{path}").content.decode() for path in paths]
    texts += [client.get(f"{section.url}{feed}/").content.decode() for feed in ("rss", "atom", "json")]
    assert not [text for text in texts if WORD in text]
    assert all(client.get(f"/api/v2/pages/{page.pk}/").status_code == 404 for page in pages)
    assert get("pages/")["meta"]["total_count"] == 1


def test_private_fields_are_not_answered(department: Any, staff: Any) -> None:
    editor = staff(Role.EDITOR, username="ten-dang-nhap-rieng")
    image = factories.image(consent="so-dong-y-rieng", uploaded_by_user=editor, title="Ảnh")
    page = factories.published(NewsPage, department, picture=image, owner=editor)
    paths = [
        "pages/?fields=*",
        f"pages/{page.pk}/?fields=*",
        "images/?fields=*",
        f"images/{image.pk}/?fields=*",
    ]
    text = "".join(json.dumps(get(path)) for path in paths)
    for word in (
        "ten-dang-nhap-rieng",
        "so-dong-y-rieng",
        "owner",
        "email",
        "password",
        "original_images",
        "file_hash",
    ):
        assert word not in text, word
    for field in ("owner", "uploaded_by_user", "view_restrictions", "workflow_states", "revisions"):
        assert Client().get(f"/api/v2/pages/?fields={field}").status_code == 400


def test_the_filters_of_the_sections(department: Any, home: Any) -> None:
    women, children = Audience.objects.all()[:2]
    province = Region.objects.filter(parent=None).first()
    commune = Region.objects.filter(parent=province).first()
    elsewhere = Region.objects.filter(parent=None).exclude(pk=province.pk).first()
    campaign = factories.published(CampaignPage, department, title="Chiến dịch")
    factories.published(NewsPage, department, title="Cho phụ nữ", audiences=[women], date="2026-07-01")
    factories.published(
        NewsPage, department, title="Ở xã", regions=[commune], date="2025-07-01", campaign=campaign
    )
    other = factories.department()
    factories.published(NewsPage, other, title="Nơi khác", regions=[elsewhere], audiences=[children])
    slogan = factories.published(SloganPage, department, text="Khẩu hiệu một")
    assert titles(kind="khau-hieu") == ["Khẩu hiệu một"]
    assert titles(kind="tin-tuc", audience=women.slug) == ["Cho phụ nữ"]
    assert titles(region=province.slug) == ["Ở xã"]
    assert set(titles(kind="tin-tuc", place=commune.slug)) == {"Ở xã", "Cho phụ nữ"}
    assert titles(year="2025") == ["Ở xã"]
    assert titles(campaign=campaign.pk) == ["Ở xã"]
    assert titles(department=other.slug) == ["Nơi khác"]
    assert titles(code=slogan.code) == ["Khẩu hiệu một"]
    assert titles(code=f"{slogan.code[:5]}-{slogan.code[5:]}".lower()) == ["Khẩu hiệu một"]
    both = set(titles(kind="tin-tuc", audience=[women.slug, children.slug]))
    assert both == {"Cho phụ nữ", "Nơi khác"}


@pytest.mark.parametrize(
    "query",
    [
        *(
            "kind=khong-co",
            "audience=%00",
            "region=999999",
            "year=abc",
            "year=99999",
            "campaign=-1",
            "page=0",
        ),
        *(
            "page=abc",
            "page=0000000002",
            "size=-5",
            "size=100000",
            "limit=x",
            "offset=-1",
            "offset=99999999999",
            "search=%00",
            "slug=x",
            "type=a.B",
        ),
        *(
            "child_of=x",
            "order=x",
            "locale=zz",
            "site=x",
            "la=1",
            "code=%F0%9F",
            "translation_of=x",
        ),
    ],
)
def test_what_means_nothing_is_named_with_400(query: str) -> None:
    answer = Client().get(f"/api/v2/pages/?{query}")
    assert answer.status_code == 400 and query.partition("=")[0] in answer.json()["message"]
    assert answer["Access-Control-Allow-Origin"] == "*" and answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "images/?slug=a",
        "documents/?tags=a",
        "regions/?name=a",
        "regions/?key=khong-co",
        "regions/?key=20&parent=khong-co",
        "topics/?q=a",
        "audiences/?parent=20",
        "pages/find/?html_path=/",
        "pages/find/?code=abc",
        "pages/1/?kind=tin-tuc",
    ],
)
def test_every_endpoint_names_what_it_does_not_know(path: str) -> None:
    answer = Client().get(f"/api/v2/{path}")
    assert answer.status_code == 400 and "“" in answer.json()["message"]


def test_an_unknown_parameter_is_told_with_those_that_exist() -> None:
    message = Client().get("/api/v2/pages/?slug=tin-1").json()["message"]
    assert "“slug”" in message and "audience" in message and "size" in message


def test_invalid_addresses_and_formats_are_refused(department: Any) -> None:
    assert Client().get("/api/v2/pages/?rich_text_format=x").status_code == 400
    for path in ("find/?id=999999", "find/?code=", "find/", "99999999999999999999/"):
        assert Client().get(f"/api/v2/pages/{path}").status_code == 404


def test_paging(department: Any) -> None:
    for number in range(7):
        factories.published(NewsPage, department, title=f"Tin {number}")
    assert titles(size=3, page=1) == ["Tin 6", "Tin 5", "Tin 4"]
    assert titles(size=3, page=3) == ["Tin 0"]
    assert titles(limit=2, offset=5) == ["Tin 1", "Tin 0"]
    assert get("pages/", size=3)["meta"]["total_count"] == 7


def test_queries_do_not_grow_with_pages(
    department: Any, django_assert_max_num_queries: Any, client: Client
) -> None:
    for _ in range(12):
        factories.published(NewsPage, department, picture=factories.image())
    client.get("/api/v2/pages/?size=20")
    with django_assert_max_num_queries(14):
        assert len(client.get("/api/v2/pages/?size=20").json()["items"]) == 12
    client.get("/api/v2/images/?size=20")
    with django_assert_max_num_queries(12):
        assert len(client.get("/api/v2/images/?size=20").json()["items"]) == 12
    with django_assert_max_num_queries(4):
        client.get("/api/v2/regions/?size=50")


@pytest.mark.parametrize("feed", ["rss", "atom", "json"])
def test_feeds_carry_the_approval(department: Any, feed: str) -> None:
    page = factories.published(NewsPage, department)
    section = factories.section(department, "tin-tuc")
    text = Client().get(f"{section.url}{feed}/").content.decode()
    record = page.approvals.get()
    assert record.shown_code in text and record.content_hash in text and "in-force" in text
    if feed == "json":
        assert json.loads(text)["items"][0]["_duyet"]["version"] == 1
    else:
        assert 'xmlns:duyet="urn:chung-tay:duyet"' in text
