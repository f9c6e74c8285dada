"""The results page, suggestions, the API: what readers and programs get, for any input."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from campaigns.models import NewsPage, OfficialDocumentPage, ScamWarningPage
from cms.vocabulary.models import Audience, Region
from search.defaults import load_defaults
from search.models import BlockedSuggestion, Promotion, SearchSettings, Synonym
from search.sync import deliver_soon
from tests import factories

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(index: Any) -> None:
    Synonym.objects.create(phrases="việc nhẹ lương cao\nviệc nhàn lương cao")
    factories.hotline(number="111", is_primary=True, name="Tổng đài 111")
    factories.published(
        ScamWarningPage,
        title="Cảnh giác việc nhẹ lương cao",
        summary="Hứa <b>việc nhẹ lương cao</b>.",
        regions=[Region.objects.get(slug="20")],
        audiences=[Audience.objects.first()],
    )
    factories.published(NewsPage, title="Tập huấn phòng, chống mua bán người")
    factories.published(OfficialDocumentPage, title="Chỉ thị của Bộ Chính trị", number="48-CT/TW")
    deliver_soon()


def body(client: Client, query: str) -> str:
    answer = client.get(f"/tim-kiem/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pasted_code_leads_to_its_check(client: Client) -> None:
    link = 'href="/xac-minh/AVJUE-VDBX8/"'
    assert link in body(client, "q=m%C3%A3+duy%E1%BB%87t+avjue-vdbx8")
    assert "/xac-minh/AVJUE" not in body(client, "q=avjue")


@pytest.mark.usefixtures("site")
def test_found_without_marks_and_reported(client: Client) -> None:
    page = body(client, "q=viec+nhe+luong+cao")
    assert "Cảnh giác <mark>việc nhẹ lương cao</mark>" in page
    assert "Đang tìm <b>việc nhẹ lương cao</b> (bạn gõ: viec nhe luong cao)" in page
    assert "literal=1" in page
    assert "&lt;b&gt;<mark>việc nhẹ lương cao</mark>&lt;/b&gt;" in page
    literal = body(client, "q=vieejc+nhej&literal=1")
    assert "Có phải bạn muốn tìm:" in literal and "việc nhẹ" in literal


@pytest.mark.usefixtures("site")
def test_not_indexed_by_search_engines_and_free_of_cookies(client: Client) -> None:
    answer = client.get("/tim-kiem/?q=nh%C3%A0+c%C3%A1i+casino.example")
    page = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex" and 'content="noindex"' in page
    assert (
        "casino" not in page.split("</title>")[0] and "casino" not in page.split("<h1>")[1].split("</h1>")[0]
    )
    assert 'href="casino' not in page and not answer.cookies
    assert "Chưa tìm thấy" in page and "tel:111" in page


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("query", ["q=48+ct+tw", "q=48-CT/TW", "q=48cttw"])
def test_a_number_however_it_is_typed(client: Client, query: str) -> None:
    assert client.get(f"/api/search/?{query}").json()["results"][0]["title"] == "Chỉ thị của Bộ Chính trị"


@pytest.mark.usefixtures("site")
def test_the_shape_of_the_api(client: Client) -> None:
    answer = client.get("/api/search/?q=viec+nhe&region=20&kind=canh-bao&size=1")
    found = answer.json()
    assert list(found) == ["query", "corrected_from", "total", "whole", "took_ms", "facets", "results"]
    assert (found["query"], found["corrected_from"], found["total"]) == ("việc nhẹ", "viec nhe", 1)
    assert {"value": "20", "label": Region.objects.get(slug="20").name, "count": 1} in found["facets"][
        "region"
    ]
    (result,) = found["results"]
    assert set(result) == {"title", "url", "kind", "date", "summary", "highlight", "audience", "region"}
    assert (result["kind"], result["region"]) == ("canh-bao", ["20"])
    assert "public" in answer["Cache-Control"] and client.post("/api/search/").status_code == 405


@pytest.mark.usefixtures("site")
def test_communes_are_offered_once_their_province_is_chosen(client: Client) -> None:
    commune = Region.objects.filter(parent__slug="20").first()
    factories.published(NewsPage, title="Việc nhẹ ở xã", regions=[commune])
    deliver_soon()

    def regions(query: str) -> dict[str, int]:
        rows = client.get(f"/api/search/?{query}").json()["facets"]["region"]
        return {row["value"]: row["count"] for row in rows}

    assert regions("q=viec+nhe") == {"20": 2}
    assert regions("q=viec+nhe&region=20") == regions(f"q=viec+nhe&region={commune.slug}")
    assert regions("q=viec+nhe&region=20") == {"20": 2, commune.slug: 1}
    assert commune.name in body(client, "q=viec+nhe&region=20")


@pytest.mark.usefixtures("site")
def test_place_and_unknown_values(client: Client) -> None:
    def total(query: str) -> int:
        return int(client.get(f"/api/search/?{query}").json()["total"])

    assert total("place=20") == total("place=20&q=") >= 3
    assert total("region=20") == 1
    page = body(client, "q=viec+nhe&region=khong-co&year=abcd&sort=x&page=-1&size=999")
    assert "Cảnh giác việc nhẹ" in page.replace("<mark>", "").replace("</mark>", "")
    assert total("q=viec+nhe&page=100000000") == 1


@pytest.mark.usefixtures("site")
def test_who_needs_help_sees_the_hotline_first(client: Client) -> None:
    Promotion.objects.create(queries="bị bán\nbáo tin", match="chua", hotline=True)
    page = body(client, "q=em+toi+bi+ban+sang+bien+gioi")
    assert page.index("tel:111") < page.index("</main>")
    assert 'class="help"' in page and 'class="help"' not in body(client, "q=tap+huan")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "typed", ["buôn người", "buon nguoi", "Mua bán người", "human trafficking", "lừa bán", "nạn buôn người"]
)
def test_words_about_trafficking_itself_show_the_hotline(client: Client, typed: str) -> None:
    load_defaults()
    assert 'class="help"' in body(client, urlencode({"q": typed}))
    assert 'class="help"' not in body(client, urlencode({"q": f"kế hoạch phòng, chống {typed}"}))


@pytest.mark.usefixtures("site")
def test_editors_steer_synonyms_promotions_and_suggestions(client: Client) -> None:
    news = NewsPage.objects.get(title__startswith="Tập huấn")
    Synonym.objects.create(phrases="workshop\ntập huấn")
    Promotion.objects.create(queries="quét nhà", page=news, text="Mời xem bài này trước.")
    assert "Tập huấn" in body(client, "q=workshop")
    assert "Tập huấn" in body(client, "q=quet+nha")
    assert "Mời xem bài này trước." in body(client, "q=quet+nha")
    rows = client.get("/tim-kiem/goi-y/?q=tap+hu", headers={"accept": "application/json"}).json()
    assert rows["suggestions"] == [{"title": news.title, "url": news.url}]
    assert news.title.split()[0] in client.get("/tim-kiem/goi-y/?q=tap+hu").content.decode()
    BlockedSuggestion.objects.create(phrase="Tập huấn")
    address = "/tim-kiem/goi-y/?q=tap+hu"
    assert client.get(address, headers={"accept": "application/json"}).json()["suggestions"] == []
    BlockedSuggestion.objects.all().delete()
    SearchSettings.objects.update_or_create(pk=1, defaults={"suggestions": False})
    assert client.get(address, headers={"accept": "application/json"}).json()["suggestions"] == []
