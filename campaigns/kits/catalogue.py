"""Catalogue of the outputs of a kit: name, label, file type and the pure function that makes the bytes."""

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
from media.posters.spec import MAX_TEXT_LENGTH, Poster
from media.posters.typesetting import missing_letters

DESIGN = next(iter(FAMILIES))
PRINT, SCREEN, TEXT = "in", "man-hinh", "chu"
GROUPS = {PRINT: _("Để in"), SCREEN: _("Mạng xã hội, màn hình"), TEXT: _("Câu chữ")}
PREVIEW_PIXELS, MAX_PICTURE_BYTES = 480, 200_000


@dataclass(frozen=True, slots=True)
class Output:
    """One output; ``name`` ends its file name ("a4.pdf"), ``note`` is printed in the list of files."""

    name: str
    label: Any
    group: str
    content_type: str
    make: Callable[[TextVersion, Look], bytes]
    format: Format | None = None
    note: str = ""

    def file_name(self, text_version: TextVersion) -> str:
        return f"{text_version.shown_code}_{self.name}"


def poster(text_version: TextVersion, look: Look) -> Poster:
    """The poster of a text; raises ``PosterError`` with advice when it cannot be drawn."""
    return Poster(
        text=text_version.text,
        code=text_version.shown_code,
        agency=text_version.agency,
        hotline=text_version.hotline,
        hotline_note=text_version.hotline_note,
        check_url=text_version.check_url,
        design=look.design,
        variant=text_version.variant,
        eyebrow=text_version.eyebrow,
        local_name=look.unit_name,
        local_logo=look.logo,
        local_line=look.has_line,
    )


def _pdf(fmt: Format, text_version: TextVersion, look: Look) -> bytes:
    return draw.pdf(poster(text_version, look), fmt)


def _preview(fmt: Format, text_version: TextVersion, look: Look) -> bytes:
    return draw.png(poster(text_version, look), fmt)


def _png(fmt: Format, text_version: TextVersion, look: Look) -> bytes:
    return draw.light_png(poster(text_version, look), fmt, MAX_PICTURE_BYTES)


def _webp(fmt: Format, text_version: TextVersion, look: Look) -> bytes:
    return draw.webp(poster(text_version, look), fmt, MAX_PICTURE_BYTES)


def preview(fmt: Format, text_version: TextVersion, look: Look) -> bytes:
    """A small PNG of a format, for the kit page."""
    return draw.light_png(poster(text_version, look), fmt, MAX_PICTURE_BYTES, PREVIEW_PIXELS)


def _lines(*parts: str) -> bytes:
    return ("\n".join(parts) + "\n").encode()


def _script(text_version: TextVersion, look: Look) -> bytes:
    reading = script.script(
        text_version.text, look.unit_name, text_version.agency, hotline=text_version.hotline
    )
    return script.sheet(
        reading,
        text_version.shown_code,
        f"Đã duyệt, lần {text_version.version}",
        title=text_version.title,
        source=text_version.source,
        approved_by=text_version.approved_by,
        valid_until=text_version.expiry,
        check_url=text_version.check_url,
        unit="." * 40 if look.has_line else "",
    ).encode()


def has_posters(text_version: TextVersion) -> bool:
    """Whether posters and pictures can be made: the text is short, and their typeface has its letters."""
    return len(text_version.text) <= MAX_TEXT_LENGTH and not missing_letters(text_version.text)


def post_of(text_version: TextVersion) -> social.SocialPost:
    alt = f"Áp phích ghi nguyên văn trên, số {text_version.hotline} và mã duyệt {text_version.shown_code}."
    return social.post(
        text_version.text,
        text_version.hashtags,
        text_version.page_url,
        alt if has_posters(text_version) else "",
    )


def banners(sizes: Iterable[tuple[float, float]]) -> list[Format]:
    """Banner formats of these sizes in metres; sizes that ``banner`` refuses are left out."""
    formats = []
    for width, height in sizes:
        try:
            formats.append(banner(width, height))
        except ValueError:
            continue
    return formats


def _drawn(formats: Iterable[Format]) -> list[Output]:
    drawn = []
    for fmt in formats:
        scale = f"vẽ theo tỷ lệ 1:{fmt.scale}" if fmt.scale > 1 else ""
        pdf = Output(f"{fmt.key}.pdf", fmt.label, PRINT, "application/pdf", partial(_pdf, fmt), fmt, scale)
        png = Output(f"{fmt.key}.png", fmt.label, SCREEN, "image/png", partial(_png, fmt), fmt)
        if fmt.medium == "print":
            drawn += [pdf, replace(png, make=partial(_preview, fmt), note="xem màn hình")]
        else:
            webp = Output(f"{fmt.key}.webp", fmt.label, SCREEN, "image/webp", partial(_webp, fmt), fmt)
            drawn += [webp, png, replace(pdf, group=SCREEN)]
    return drawn


_PLAIN = "text/plain; charset=utf-8"
TEXTS = (
    Output(
        "tin-nhan-co-dau.txt",
        _("Tin nhắn có dấu"),
        TEXT,
        _PLAIN,
        lambda text_version, look: sms.measure(text_version.text).text.encode(),
    ),
    Output(
        "tin-nhan-khong-dau.txt",
        _("Tin nhắn không dấu"),
        TEXT,
        _PLAIN,
        lambda text_version, look: sms.unmarked(text_version.text).encode(),
    ),
    Output("loa-truyen-thanh.txt", _("Bài đọc trên loa"), TEXT, _PLAIN, _script),
    Output(
        "bang-led.txt",
        _("Dòng chữ bảng LED"),
        TEXT,
        _PLAIN,
        lambda text_version, look: led.led_file(text_version.text),
    ),
    Output(
        "bai-dang.txt",
        _("Bài đăng mạng xã hội"),
        TEXT,
        _PLAIN,
        lambda text_version, look: _lines(post_of(text_version).copy_text),
    ),
    Output(
        "nhung.html",
        _("Đoạn nhúng HTML"),
        TEXT,
        "text/html; charset=utf-8",
        lambda text_version, look: _lines(text_version.embed_html),
    ),
)


def outputs(text_version: TextVersion, sizes: Iterable[tuple[float, float]]) -> dict[str, Output]:
    """{name: output} of everything that can be made of this text, with banners of these sizes (m)."""
    formats = [*FORMATS.values(), *banners(sizes)] if has_posters(text_version) else []
    return {output.name: output for output in (*_drawn(formats), *TEXTS)}
