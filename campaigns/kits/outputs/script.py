"""Scripts for commune loudspeakers: the words to read aloud, and the sheet for the announcer.

The approval code is printed on the sheet and is not part of the words to read.
"""

import re
from dataclasses import dataclass
from math import ceil

from campaigns.kits.speech.spoken import spoken
from cms.vietnamese import nfc

# Syllables a minute, pauses between sentences included. Vietnamese read aloud in a quiet room runs at
# 5.25 syllables a second without its pauses (Coupé and others, Science Advances 2019). Two a second is an
# assumption for horns that echo over a village, slow on purpose: a slot that is too long does no harm.
# Time one announcer to correct it.
RATE = 120
REPEAT = "Xin nhắc lại."
THANKS = "Xin cảm ơn bà con đã lắng nghe."

_WORD = re.compile(r"[^\W\d_]+")
_COMMITTEE = re.compile(r"\A(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?=\S)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:]\Z")


@dataclass(frozen=True, slots=True)
class Script:
    """A script; ``approved_text`` is unchanged, ``spoken_text`` the paragraphs to read aloud."""

    approved_text: str
    spoken_text: str
    syllables: int
    seconds: int
    rate: int
    repeats: int


def syllables(text: str) -> int:
    """The number of written syllables; a foreign word counts as one."""
    return len(_WORD.findall(nfc(text)))


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if not text or _SENTENCE_END.search(text) else f"{text}."


def opening(unit: str, agency: str) -> str:
    """The greeting, which names the station and the agency; either may be empty."""
    # A station has the name of the commune, without that of its committee.
    commune = _COMMITTEE.sub("", unit)
    station = unit if unit.casefold().startswith("đài") else f"Đài truyền thanh {commune}"
    speaker = f"Đây là {station}." if unit else ""
    behalf = f" của {agency}" if agency else ""
    return f"{speaker} Kính mời bà con lắng nghe thông điệp phòng, chống mua bán người{behalf}.".strip()


def closing(hotline: str) -> str:
    """The call to action and the thanks; for 111 with the free and round-the-clock service (NĐ 162/2025)."""
    if not hotline:
        return THANKS
    national = hotline == "111"
    name = "Tổng đài Quốc gia" if national else "số"
    free = " Cuộc gọi miễn phí, cả ngày lẫn đêm đều có người nghe máy." if national else ""
    need = "Khi cần giúp đỡ, hoặc khi thấy dấu hiệu mua bán người"
    return f"{need}, xin bà con gọi {name} {hotline}.{free} {THANKS}"


def script(
    text: str,
    unit: str,
    agency: str,
    rate: float = RATE,
    repeats: int = 2,
    introduction: str | None = None,
    close: str | None = None,
    hotline: str = "111",
) -> Script:
    """The script of an approved text for one station.

    ``rate`` is in syllables a minute, ``seconds`` is rounded up. ``introduction`` and ``close`` replace
    the default words; an empty one omits them. Raises ``ValueError`` for a rate of zero or less, for
    fewer than one reading and for a text without words.
    """
    if rate <= 0:
        raise ValueError("the rate must be above zero")
    if repeats < 1:
        raise ValueError("a script is read at least once")
    words = _sentence(spoken(text))
    if not syllables(words):
        raise ValueError("nothing to read")
    first = opening(unit.strip(), agency.strip()) if introduction is None else introduction
    last = closing(hotline.strip()) if close is None else close
    readings = [words, *[f"{REPEAT}\n{words}"] * (repeats - 1)]
    read = "\n\n".join(part for part in (spoken(first), *readings, spoken(last)) if part)
    count = syllables(read)
    return Script(
        approved_text=nfc(text),
        spoken_text=read,
        syllables=count,
        seconds=ceil(count * 60 / rate),
        rate=round(rate),
        repeats=repeats,
    )


def clock(seconds: int) -> str:
    """A duration in words: "1 phút 05 giây"."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} phút {rest:02} giây" if minutes else f"{rest} giây"


def sheet(
    script: Script,
    code: str,
    state: str,
    *,
    title: str = "",
    source: str = "",
    approved_by: str = "",
    valid_until: str = "",
    check_url: str = "",
    unit: str = "",
) -> str:
    """The plain-text sheet that goes with a script; empty lines of the head are left out.

    ``unit`` is written in the head only. The approved text is unchanged, line breaks included.
    """
    head = {
        "Tên bài": title,
        "Đơn vị phát": unit,
        "Mã duyệt": code,
        "Trạng thái": state,
        "Người duyệt": approved_by,
        "Dùng đến": valid_until,
        "Văn bản nguồn": source,
        "Kiểm tra mã": check_url,
        "Thời lượng": f"khoảng {clock(script.seconds)}",
        "Cách tính": f"{script.syllables} tiếng, {script.rate} tiếng một phút, kể cả lúc nghỉ",
        "Số lần đọc": str(script.repeats),
    }
    lines = [f"{name}: {value}" for name, value in head.items() if value]
    return "\n".join(
        [
            "BÀI ĐỌC TRÊN LOA TRUYỀN THANH",
            "",
            *lines,
            "",
            "NGUYÊN VĂN ĐÃ DUYỆT (không sửa một chữ)",
            script.approved_text,
            "",
            "LỜI ĐỌC (đọc chậm, rõ; không đọc mã duyệt)",
            script.spoken_text,
            "",
        ]
    )
