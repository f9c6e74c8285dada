"""Synthetic documents and queries: words drawn as in a language, half of them in fixed compounds."""

import datetime as dt
import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from search.items import SearchItem

# One long text each, cut at spaces.
ONSETS = "b c ch d đ g gh gi h k kh l m n ng nh ph qu r s t th tr v x"
RIMES = """
a á à ả ã ạ an án àn ân ấn ầng ang áng àng anh ánh ao áo ay áy ăn ắn e é ẹ ê ề en én ep ết i í ì in ính
iên iến iệc o ó ò ong óng ông ống ô ố ồ ơ ớ ờ ơi ời u ú ù ung úng ủ ư ứ ừ ương ường ước uyên uyền
"""
FACETS = {
    "kind": 9,
    "audience": 20,
    "topic": 8,
    "channel": 8,
    "campaign": 12,
}


@cache
def words() -> tuple[list[str], list[float]]:
    """6,000 compounds of one or two syllables and their frequencies added up; these fall (Zipf)."""
    chance = random.Random(7)
    syllables = [onset + rime for onset in ONSETS.split() for rime in RIMES.split()]
    made = [" ".join(chance.choice(syllables) for _ in range(chance.choice((1, 2, 2)))) for _ in range(6000)]
    return made, list(accumulate(1 / (rank + 8) for rank in range(len(made))))


def text(chance: random.Random, count: int) -> str:
    made, added_up = words()
    return " ".join(chance.choices(made, cum_weights=added_up, k=count))


def documents(count: int) -> Iterator[SearchItem]:
    """12 words of title and about 160 syllables of body, tagged as pages are."""
    for number in range(count):
        chance = random.Random(number)
        province = f"{chance.randrange(34):02}"
        commune = f"{province}{chance.randrange(100):03}"
        yield SearchItem(
            key=f"bench.page:{number}",
            title=text(chance, 7),
            summary=text(chance, 12),
            body=text(chance, 100),
            url=f"/{number}/",
            kind=f"k{chance.randrange(FACETS['kind'])}",
            audience=(f"a{chance.randrange(20)}", f"a{chance.randrange(20)}"),
            region=(commune, province),
            province=(province,),
            place=(commune,),
            topic=(f"t{chance.randrange(8)}",),
            channel=(f"c{chance.randrange(8)}",),
            campaign=(f"{chance.randrange(12)}",),
            date=dt.date(2018 + chance.randrange(9), 1 + chance.randrange(12), 1 + chance.randrange(28)),
        )


def queries(count: int, seed: int = 99) -> list[str]:
    """Two to six syllables."""
    chance = random.Random(seed)
    return [text(chance, chance.randrange(1, 4)) for _ in range(count)]
