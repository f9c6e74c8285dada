"""What every engine does alike: the same suite on Tantivy and on a real Elasticsearch."""

import dataclasses
from typing import Any

import pytest

from search.engines.base import Engine, Removal, Request, Results
from search.query import parse
from tests.search.items import NOW, item, small_site, versions


@pytest.fixture
def site(engine: Engine) -> Engine:
    with engine.lock() as locked:
        assert locked
        assert engine.write(small_site()) == {}
    engine.refresh()
    return engine


def search(engine: Engine, text: str, **values: Any) -> Results:
    query = parse(text) if text else None
    return engine.search(Request(query, NOW, **values))


def keys(results: Results) -> list[int]:
    return [hit.item.pk for hit in results.hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("viec nhe luong cao", 1),
        ("VIỆC NHẸ LƯƠNG CAO", 1),
        ("193/QĐ-TTg", 2),
        ("193 qd ttg", 2),
        ("duong day nong", 4),
        ("tuyên truyền lưu động khu vực biên giới", 8),
        ("chung tay đẩy lùi", 5),
    ],
)
def test_the_best_comes_first(site: Engine, text: str, first: int) -> None:
    assert keys(search(site, text))[0] == first


def test_a_boosted_item_wins_between_equals(site: Engine) -> None:
    assert keys(search(site, "khẩu hiệu hưởng ứng"))[:2] == [6, 5]


def test_what_has_ended_is_not_there(site: Engine) -> None:
    assert keys(search(site, "hethanroi")) == []
    assert 7 not in keys(search(site, "mua bán người"))
    assert 7 not in keys(search(site, "", filters={"kind": (("kind", "tin-tuc"),)}))
    later = site.search(Request(parse("biên giới"), NOW + 3600))
    assert 8 not in keys(later)


def test_facets_count_what_a_click_would_find(site: Engine) -> None:
    chosen = {"kind": (("kind", "van-ban"),), "audience": (("audience", "phu-nu"),)}
    found = search(site, "", filters=chosen)
    assert (found.total, keys(found)) == (1, [3])
    for name in ("kind", "audience", "topic", "region", "year", "campaign", "channel"):
        others = {key: choice for key, choice in chosen.items() if key != name}
        for value, count in found.facets[name]:
            clicked = search(site, "", filters=others | {name: ((name, value),)})
            assert clicked.total == count, (name, value)
    assert dict(found.facets["kind"]) == {"canh-bao": 1, "van-ban": 1}


def test_the_communes_of_an_opened_province_are_counted_too(site: Engine) -> None:
    closed = search(site, "")
    assert closed.facets["region"] == (("04", 1), ("20", 1))
    chosen = {"region": (("region", "20"), ("region", "01273"))}
    found = search(site, "", filters=chosen, expanded={"04": ["01273", "01276"], "20": []})
    assert found.facets["region"] == (("01273", 1), ("04", 1), ("20", 1))
    assert found.total == 2


def test_all_that_match_are_found_and_whole_matches_are_counted(site: Engine) -> None:
    """Whether a match is whole is a matter of the words, not of the choices."""
    rows = [item(pk, "Tổ công tác", "thôn bản", kind="tin-tuc") for pk in range(100, 115)]
    with site.lock():
        site.write([*rows, item(120, "Tổ công tác liên ngành", kind="van-ban")])
    site.refresh()
    found = search(site, "công tác thôn bản", limit=50)
    assert (found.total, found.whole) == (16, 15)
    assert keys(found)[-1] == 120
    chosen = search(site, "công tác thôn bản", filters={"kind": (("kind", "van-ban"),)})
    assert (keys(chosen), chosen.total, chosen.whole) == ([120], 1, 0)
    assert search(site, "").whole == search(site, "").total


def test_other_marks_rank_below_and_are_no_whole_match(site: Engine) -> None:
    rows = [item(130, "Luôn luôn vì người bạn", "luôn người " * 9), item(131, "Tội buôn người", "Một lần.")]
    with site.lock():
        site.write(rows)
    site.refresh()
    found = search(site, "buôn người")
    assert keys(found)[0] == 131 and found.whole == 1
    assert 130 in keys(search(site, "luon nguoi"))


def test_a_quoted_phrase_is_in_every_result(site: Engine) -> None:
    rows = [
        item(140, "Ở bến xe", "Người lạ mời đi xe."),
        item(141, "Xe ở bến", "Bến nước, xe khách, bên xe."),
        item(142, "BẾN XE phía Bắc"),
    ]
    with site.lock():
        site.write(rows)
    site.refresh()
    assert {*keys(search(site, '"bến xe"'))} == {140, 142}
    assert {*keys(search(site, '"ben xe"'))} == {140, 141, 142}
    assert keys(search(site, '"bến xe" người lạ')) == [140, 142]
    assert keys(search(site, '"bến xe miền Tây"')) == []


def test_a_sentence_in_a_row_comes_first(site: Engine) -> None:
    sentence = "Căn cước, hộ chiếu, hợp đồng là của bạn"
    rows = [item(150 + at, "Hộ chiếu và hợp đồng của bạn", "Căn cước là của bạn.") for at in range(5)]
    with site.lock():
        site.write([*rows, item(160, "Phụ lục", "Nội dung khác. " * 300 + sentence)])
    site.refresh()
    assert keys(search(site, sentence))[0] == 160
    assert keys(search(site, "can cuoc ho chieu hop dong la cua ban"))[0] == 160


def test_newest_first_but_whole_matches_before_all_others(site: Engine) -> None:
    found = search(site, "chung tay đẩy lùi", sort="date", limit=8)
    assert found.whole == 1 and keys(found)[:2] == [5, 6]
    pages = [keys(search(site, "chung tay đẩy lùi", sort="date", offset=at, limit=1)) for at in (0, 1)]
    assert pages == [[5], [6]]


def test_several_values_of_a_facet_widen_the_result(site: Engine) -> None:
    both = {"kind": (("kind", "van-ban"), ("kind", "canh-bao"))}
    assert sorted(keys(search(site, "", filters=both))) == [1, 2, 3]


def test_a_filter_may_look_at_two_fields(site: Engine) -> None:
    place = {"place": (("region", "04"), ("place", "20"))}
    assert sorted(keys(search(site, "", filters=place))) == [1, 3]


def test_newest_first(site: Engine) -> None:
    found = search(site, "", filters={"topic": (("topic", "a"), ("topic", "b"))}, sort="date")
    assert keys(found) == [1, 3, 2]


def test_pages_do_not_overlap(site: Engine) -> None:
    every = keys(search(site, "mua bán người", limit=50))
    parts = [keys(search(site, "mua bán người", offset=start, limit=2)) for start in (0, 2, 4)]
    assert [pk for part in parts for pk in part] == every[:6]
    assert search(site, "mua bán người", offset=50, limit=10).hits == ()


def test_a_change_replaces_and_an_older_one_does_not(site: Engine) -> None:
    newer = dataclasses.replace(small_site()[3], title="Số điện thoại cần nhớ", version=3)
    with site.lock():
        site.write([newer])
        site.write([dataclasses.replace(newer, title="Tên cũ quay lại", version=2)])
    site.refresh()
    assert keys(search(site, "số điện thoại cần nhớ"))[0] == 4
    assert site.count() == 8


def test_what_is_removed_is_gone(site: Engine) -> None:
    with site.lock():
        assert site.write([Removal("wagtailcore.page:1", 2), Removal("wagtailcore.page:99", 1)]) == {}
    site.refresh()
    assert 1 not in keys(search(site, "việc nhẹ lương cao"))
    assert "wagtailcore.page:1" not in versions(site)
    assert site.count() == 7


def test_suggestions_are_titles_that_go_on_so(site: Engine) -> None:
    found = site.suggest(["chung"], "ta", NOW, 8)
    assert {row.pk for row in found} == {5, 6}
    assert [row.pk for row in site.suggest(["het"], "h", NOW, 8)] == []


def test_a_new_index_takes_the_place_of_the_old_at_once(site: Engine) -> None:
    with site.build() as build:
        build.write([item(50, "Tin mới tinh")])
        assert site.count() == 8
        build.swap()
    assert versions(site) == {"wagtailcore.page:50": 1}


def test_a_build_that_fails_leaves_everything_as_it_was(site: Engine) -> None:
    with pytest.raises(RuntimeError), site.build() as build:
        build.write([item(50, "Tin mới tinh")])
        raise RuntimeError
    assert site.count() == 8
