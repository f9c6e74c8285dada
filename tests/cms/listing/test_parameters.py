"""The query string of a list: bad values are ignored, never an error."""

import pytest
from django.http import QueryDict

from cms.listing import MAX_SIZE, filter_values, page_number, page_size, page_slice, positive_number


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "٣", "1.5", "9" * 10, " 2"])
def test_what_is_no_positive_number_is_ignored(value: str) -> None:
    assert positive_number(QueryDict(f"page={value}"), "page", 7) == 7


def test_page_and_size() -> None:
    params = QueryDict(f"page=3&size={MAX_SIZE}")
    assert (page_number(params), page_size(params, 12)) == (3, MAX_SIZE)
    assert page_size(QueryDict(f"size={MAX_SIZE + 1}"), 12) == 12
    assert (page_number(QueryDict("")), page_size(QueryDict(""), 12)) == (1, 12)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", slice(0, 20)),
        ("page=3&size=5", slice(10, 15)),
        ("limit=5&offset=7", slice(7, 12)),
        ("size=999", slice(0, MAX_SIZE)),
        ("page=-1&offset=x", slice(0, 20)),
        ("page=999999999&size=50", slice(49_999_999_900, 49_999_999_950)),
    ],
)
def test_the_slice_of_an_api(query: str, expected: slice) -> None:
    assert page_slice(QueryDict(query), 20) == expected


def test_values_of_a_filter_are_cut_to_a_sane_number() -> None:
    params = QueryDict("a=1&a=2&a=1&a=&a=%00&a=" + "x" * 101 + "".join(f"&b={n}" for n in range(30)))
    assert filter_values(params, "a") == ["1", "2"]
    assert len(filter_values(params, "b")) == 20
    assert filter_values(params, "c") == []
