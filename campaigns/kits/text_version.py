"""What kits are made of: one frozen version and how it is to look. Plain values, no database."""

from dataclasses import dataclass, field
from datetime import date

from campaigns.approvals import codes


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One approved version as every output needs it; ``text`` is never touched.

    ``variant`` and ``eyebrow`` mark a peak period or the theme of a year; ``source`` names the document
    that the text comes from.
    """

    text: str
    title: str
    code: str
    version: int
    agency: str
    approved_by: str
    approved_on: date
    check_url: str
    page_url: str
    embed_html: str = ""
    hotline: str = "111"
    hotline_note: str = ""
    valid_until: date | None = None
    source: str = ""
    variant: str = ""
    eyebrow: str = ""
    hashtags: tuple[str, ...] = ()

    @property
    def shown_code(self) -> str:
        return codes.shown(self.code)

    @property
    def expiry(self) -> str:
        """Until when it may be used, in words."""
        return self.valid_until.strftime("%d/%m/%Y") if self.valid_until else "đến khi có thông báo thu hồi"


@dataclass(frozen=True, slots=True)
class Look:
    """How whoever takes it wants it: a design family, the name and logo of the lower unit."""

    design: str
    unit: str = ""
    logo: bytes = field(default=b"", repr=False)
