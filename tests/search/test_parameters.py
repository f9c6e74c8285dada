"""One set of parameter names, with one meaning in lists, feeds, search and API (rule: parameters)."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from campaigns.models import CampaignPage, NewsPage
from cms.listing import PARAMETERS
from cms.vocabulary.models import Audience, Channel, Region, Topic
from search.sync import deliver_soon
from tests import factories

pytestmark = pytest.mark.usefixtures("index")
WORD = "Gặp gỡ bà con"


@pytest.fixture
def values(department: Any, home: Any) -> dict[str, str]:
    """One page that every value fits, one of another department that none fits."""
    other = factories.department()
    audience, region = Audience.objects.first(), Region.objects.get(slug="04")
    topic, channel = Topic.objects.last(), Channel.objects.first()
    campaign = factories.published(CampaignPage, department)
    terms = {"audiences": [audience], "regions": [region], "topics": [topic], "channels": [channel]}
    factories.published(
        NewsPage, department, title=f"{WORD} một", campaign=campaign, date=date(2025, 5, 1), **terms
    )
    elsewhere = {"regions": [Region.objects.get(slug="20")], "audiences": [Audience.objects.last()]}
    factories.published(NewsPage, other, title=f"{WORD} hai", date=date(2026, 5, 1), **elsewhere)
    deliver_soon()
    return {
        "q": WORD,
        "kind": "tin-tuc",
        "audience": audience.slug,
        "region": "04",
        "place": "04",
        "topic": topic.slug,
        "channel": channel.slug,
        "year": "2025",
        "campaign": str(campaign.pk),
        "department": department.slug,
        "sort": "date",
        "page": "2",
        "size": "1",
    }


APIS = {"search API": "/api/search/", "API": "/api/v2/pages/"}


def answers(client: Client, query: dict[str, str], apis: bool = True) -> dict[str, list[str]]:
    """The titles that a list, a feed, the search page, its API and the API of pages give."""
    kind, words = {"kind": "tin-tuc"}, {"q": WORD}
    pages = {
        "list": client.get("/tin-tuc/", query),
        "feed": client.get("/tin-tuc/json/", query),
        "search": client.get("/tim-kiem/", words | kind | query),
    }
    if apis:
        pages["search API"] = client.get(APIS["search API"], words | kind | query)
        ordered = {name: value for name, value in query.items() if name != "sort"}
        pages["API"] = client.get(APIS["API"], kind | ordered)
    found = {}
    for name, answer in pages.items():
        assert answer.status_code == 200, name
        if name in ("list", "search"):
            text = re.sub(r"</?(span|mark)[^>]*>", "", answer.content.decode())
            found[name] = re.findall(rf'<a href="[^"]*">({WORD} \w+)', text)
        else:
            data = answer.json()
            rows = data.get("items") or data.get("results") or []
            found[name] = [row["title"] for row in rows]
    return found


FILTERS = [name for name in PARAMETERS if name not in ("q", "kind", "sort", "page", "size")]


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_means_the_same_everywhere(client: Client, values: dict[str, str], name: str) -> None:
    found = answers(client, {name: values[name]})
    assert all(titles == [f"{WORD} một"] for titles in found.values()), found


@pytest.mark.parametrize("name", FILTERS)
def test_an_unknown_value_is_ignored_for_readers_and_named_to_programs(
    client: Client, values: dict[str, str], name: str
) -> None:
    found = answers(client, {name: "khong-co"}, apis=False)
    assert all(set(titles) == {f"{WORD} một", f"{WORD} hai"} for titles in found.values()), found
    for address in APIS.values():
        answer = client.get(address, {name: "khong-co"})
        assert answer.status_code == 400 and f"{name} không có giá trị “khong-co”" in answer.json()["message"]


@pytest.mark.parametrize("query", ["slug=x", "page=0", "size=51", "sort=x", "literal=co", "q=" + "a" * 201])
def test_the_search_api_names_what_it_cannot_use(client: Client, values: dict[str, str], query: str) -> None:
    name = query.partition("=")[0]
    answer = client.get(f"/api/search/?{query}")
    assert answer.status_code == 400 and name in answer.json()["message"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/tim-kiem/?{query}").status_code == 200


def test_a_page_after_the_last_one_is_empty_for_programs(client: Client, values: dict[str, str]) -> None:
    found = client.get("/api/search/", {"q": WORD, "size": "1", "page": "50"}).json()
    assert found["total"] == 2 and found["results"] == []
    assert WORD in client.get("/tim-kiem/", {"q": WORD, "size": "1", "page": "50"}).content.decode()


def test_size_and_page_count_everywhere(client: Client, values: dict[str, str]) -> None:
    first = answers(client, {"size": "1", "page": "1", "sort": "date"})
    second = answers(client, {"size": "1", "page": "2", "sort": "date"})
    for name in first:
        assert len(first[name]) == len(second[name]) == 1, name
        assert {*first[name], *second[name]} == {f"{WORD} một", f"{WORD} hai"}, name


def test_every_parameter_is_tried_here(values: dict[str, str]) -> None:
    assert set(values) == set(PARAMETERS)


def test_words_in_a_section_lead_to_a_search_within_it(
    client: Client, values: dict[str, str], department: Any
) -> None:
    section = factories.section(department, "tin-tuc")
    answer = client.get(section.url, {"q": WORD, "year": "2025", "khac": "1"}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/tim-kiem/?q=")
    query = answer.request["QUERY_STRING"]
    assert query.endswith(f"&kind=tin-tuc&department={department.slug}&year=2025")
    assert f"{WORD} một" in re.sub(r"</?mark>", "", answer.content.decode())


def test_the_search_box_of_a_section_keeps_what_is_chosen(client: Client, values: dict[str, str]) -> None:
    page = client.get("/tin-tuc/", {"region": "04"}).content.decode()
    box = page[page.index('class="seek"') : page.index("</form>")]
    assert '<input type="hidden" name="region" value="04">' in box
    assert '<input type="hidden" name="kind" value="tin-tuc">' in box


def test_links_of_a_list_keep_its_size(client: Client, values: dict[str, str]) -> None:
    assert "?size=1&amp;page=2" in client.get("/tin-tuc/", {"size": "1"}).content.decode()


def test_a_department_closed_to_readers_is_not_named(
    client: Client, values: dict[str, str], department: Any
) -> None:
    department.view_restrictions.create(restriction_type="login")
    page = client.get("/tim-kiem/", {"q": WORD, "department": department.slug}).content.decode()
    assert department.title not in page


def test_a_name_of_several_places_is_offered_on_the_search_page(
    client: Client, values: dict[str, str]
) -> None:
    page = client.get("/tim-kiem/", {"q": WORD, "place": "tan tien"}).content.decode()
    assert re.search(r'<a href="\?q=[^"]*&amp;place=\d{5}" rel="nofollow">Xã Tân Tiến', page)
    chosen = client.get("/tim-kiem/", {"q": WORD, "place": "tinh cao bang"}).content.decode()
    assert "Nơi tôi ở: Tỉnh Cao Bằng" in chosen
