"""Links that keep the query, chips and the options of a facet."""

from typing import Any

from django.core.paginator import Paginator

from cms.listing import Facet, Option, ResultList
from cms.vocabulary.places import PlaceQuery


class Words(ResultList):
    """Nine results, three on a page, with two regions and one place chosen."""

    default_size = 10
    filter_labels = {"region": "Địa bàn", "place": "Nơi tôi ở"}
    query_parameters = {"q": "một hai", "sort": ""}
    chosen = {"region": {"04": "Cao Bằng", "20": "Lạng Sơn"}, "place": {"01273": "Xã Đàm Thủy"}}

    def __init__(self, size: int = 3) -> None:
        self.size = size

    @property
    def page(self) -> Any:
        return Paginator(range(9), self.size).get_page(2)


def test_links_keep_the_query_the_filters_and_a_size_of_its_own() -> None:
    base = "?q=m%E1%BB%99t+hai&region=04&region=20&place=01273"
    assert Words(10).query() == base
    assert Words().query() == base + "&size=3"
    assert Words().previous_query == base + "&size=3&page=1"
    assert Words().next_query == base + "&size=3&page=3"


def test_a_link_may_change_or_leave_out() -> None:
    assert Words(10).query(remove=("region", "04"), q="", sort="date") == "?sort=date&region=20&place=01273"
    bare = Words(10)
    bare.chosen = {}
    assert bare.query(q="") == ""


def test_chips_lead_to_the_list_without_the_choice() -> None:
    first = Words(10).chips[0]
    assert (first.filter_label, first.label) == ("Địa bàn", "Cao Bằng")
    assert first.query == "?q=m%E1%BB%99t+hai&region=20&place=01273"
    assert len(Words().chips) == 3


def test_the_place_box() -> None:
    context = Words(10).place_context(PlaceQuery({}))
    assert (context["place_name"], context["offers"]) == ("Xã Đàm Thủy", [])


def test_a_facet_shows_eight_options_at_once() -> None:
    facet = Facet("year", "Năm", tuple(Option(str(year), str(year), 1, False) for year in range(10)))
    assert (len(facet.first), len(facet.more)) == (8, 2)
