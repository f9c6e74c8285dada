"""Input of every output: the values of one approved text, and the look chosen for it. No database."""

from dataclasses import dataclass, field
from datetime import date

from campaigns.approvals import codes

# In place of the name of a unit: a line to write it on by hand.
BLANK = "____"


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One approved text with the values that outputs print beside it; ``text`` is never changed.

    ``variant`` and ``eyebrow`` mark a peak period or the theme of a year; ``source`` is the title of the
    document that the text comes from.
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
        """The last day of use, in words."""
        return self.valid_until.strftime("%d/%m/%Y") if self.valid_until else "đến khi có thông báo thu hồi"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of outputs: a design family, and name and logo of the unit that uses them.

    ``unit`` is the name of the unit, or ``BLANK`` for a line to write it on.
    """

    design: str
    unit: str = ""
    logo: bytes = field(default=b"", repr=False)

    @property
    def unit_name(self) -> str:
        """The name to print; "" without a unit and for a line to write on."""
        return "" if self.has_line else self.unit

    @property
    def has_line(self) -> bool:
        """Whether outputs have a line to write the name of the unit on."""
        return self.unit == BLANK
