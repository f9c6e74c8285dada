"""Every output of a kit as data: its name, its file, and the pure function that makes its bytes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from campaigns.kits.outputs import led, script, sms, social
from campaigns.kits.text_version import Look, TextVersion
from media.posters import draw
from media.posters.families import FAMILIES
from media.posters.formats import FORMATS, Format, banner
from media.posters.spec import LONGEST_TEXT, Poster

DESIGN = next(iter(FAMILIES))
PRINT, SCREEN, TEXT = "in", "man-hinh", "chu"
GROUPS = {PRINT: _("Để in"), SCREEN: _("Mạng xã hội, màn hình"), TEXT: _("Câu chữ")}
SMALL, LARGEST_PICTURE = 480, 200_000


@dataclass(frozen=True, slots=True)
class Output:
    """``name`` is the last part of its file's name ("a4.pdf"); ``note`` goes into the list of files."""

    name: str
    label: Any
    group: str
    content_type: str
    make: Callable[[TextVersion, Look], bytes]
    format: Format | None = None
    note: str = ""

    def file_name(self, frozen: TextVersion) -> str:
        return f"{frozen.shown_code}_{self.name}"


def poster(frozen: TextVersion, look: Look) -> Poster:
    """The poster of a version. Raises ``PosterError`` with advice when it cannot be drawn."""
    return Poster(
        text=frozen.text,
        code=frozen.shown_code,
        agency=frozen.agency,
        hotline=frozen.hotline,
        hotline_note=frozen.hotline_note,
        check_url=frozen.check_url,
        design=look.design,
        variant=frozen.variant,
        eyebrow=frozen.eyebrow,
        local_name=look.unit,
        local_logo=look.logo,
    )


def _pdf(fmt: Format, frozen: TextVersion, look: Look) -> bytes:
    return draw.pdf(poster(frozen, look), fmt)


def _preview(fmt: Format, frozen: TextVersion, look: Look) -> bytes:
    return draw.png(poster(frozen, look), fmt)


def _png(fmt: Format, frozen: TextVersion, look: Look) -> bytes:
    return draw.light_png(poster(frozen, look), fmt, LARGEST_PICTURE)


def _webp(fmt: Format, frozen: TextVersion, look: Look) -> bytes:
    return draw.webp(poster(frozen, look), fmt, LARGEST_PICTURE)


def preview(fmt: Format, frozen: TextVersion, look: Look) -> bytes:
    """A small PNG of a format for the page that offers it."""
    return draw.light_png(poster(frozen, look), fmt, LARGEST_PICTURE, SMALL)


def _lines(*parts: str) -> bytes:
    return ("\n".join(parts) + "\n").encode()


def _script(frozen: TextVersion, look: Look) -> bytes:
    made = script.script(frozen.text, look.unit, frozen.agency, hotline=frozen.hotline)
    return script.sheet(
        made,
        frozen.shown_code,
        f"Đã duyệt, lần {frozen.version}",
        title=frozen.title,
        source=frozen.source,
        approved_by=frozen.approved_by,
        valid_until=frozen.expiry,
        check_url=frozen.check_url,
    ).encode()


def has_posters(frozen: TextVersion) -> bool:
    """Whether the text is short enough for posters, banners and pictures."""
    return len(frozen.text) <= LONGEST_TEXT


def post_of(frozen: TextVersion) -> social.SocialPost:
    alt = f"Áp phích ghi nguyên văn trên, số {frozen.hotline} và mã duyệt {frozen.shown_code}."
    return social.post(frozen.text, frozen.hashtags, frozen.page_url, alt if has_posters(frozen) else "")


def banners(sizes: Iterable[tuple[float, float]]) -> list[Format]:
    """The banner formats of a table of sizes in metres; sizes that cannot be hung are left out."""
    made = []
    for width, height in sizes:
        try:
            made.append(banner(width, height))
        except ValueError:
            continue
    return made


def _drawn(formats: Iterable[Format]) -> list[Output]:
    made = []
    for fmt in formats:
        scale = f"vẽ theo tỷ lệ 1:{fmt.scale}" if fmt.scale > 1 else ""
        pdf = Output(f"{fmt.key}.pdf", fmt.label, PRINT, "application/pdf", partial(_pdf, fmt), fmt, scale)
        png = Output(f"{fmt.key}.png", fmt.label, SCREEN, "image/png", partial(_png, fmt), fmt)
        if fmt.medium == "print":
            made += [pdf, replace(png, make=partial(_preview, fmt), note="xem màn hình")]
        else:
            webp = Output(f"{fmt.key}.webp", fmt.label, SCREEN, "image/webp", partial(_webp, fmt), fmt)
            made += [webp, png, replace(pdf, group=SCREEN)]
    return made


_PLAIN = "text/plain; charset=utf-8"
TEXTS = (
    Output(
        "tin-nhan-co-dau.txt",
        _("Tin nhắn có dấu"),
        TEXT,
        _PLAIN,
        lambda frozen, look: sms.measure(frozen.text).text.encode(),
    ),
    Output(
        "tin-nhan-khong-dau.txt",
        _("Tin nhắn không dấu"),
        TEXT,
        _PLAIN,
        lambda frozen, look: sms.unmarked(frozen.text).encode(),
    ),
    Output("loa-truyen-thanh.txt", _("Bài đọc trên loa"), TEXT, _PLAIN, _script),
    Output(
        "bang-led.txt", _("Dòng chữ bảng LED"), TEXT, _PLAIN, lambda frozen, look: led.led_file(frozen.text)
    ),
    Output(
        "bai-dang.txt",
        _("Bài đăng mạng xã hội"),
        TEXT,
        _PLAIN,
        lambda frozen, look: _lines(post_of(frozen).copy_text),
    ),
    Output(
        "nhung.html",
        _("Đoạn nhúng HTML"),
        TEXT,
        "text/html; charset=utf-8",
        lambda frozen, look: _lines(frozen.embed_html),
    ),
)


def outputs(frozen: TextVersion, sizes: Iterable[tuple[float, float]]) -> dict[str, Output]:
    """{name: output} of everything that can be made of this version, banners in the given sizes (m)."""
    formats = [*FORMATS.values(), *banners(sizes)] if has_posters(frozen) else []
    return {output.name: output for output in (*_drawn(formats), *TEXTS)}
