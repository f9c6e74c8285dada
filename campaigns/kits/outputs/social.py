"""Posts for Facebook and Zalo: text, link, description of the picture and hashtags."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cms.vietnamese import fold, nfc

_LINK = re.compile(r"https?://\S+\Z")


@dataclass(frozen=True, slots=True)
class SocialPost:
    """A post; ``text`` is exactly the approved one, ``hashtags`` include "#", ``link`` may be empty."""

    text: str
    hashtags: tuple[str, ...]
    link: str
    alt: str

    @property
    def copy_text(self) -> str:
        """The text to copy: one paragraph for each part that is not empty.

        The description of the picture is a line of text, because Zalo has no field for it.
        """
        picture = f"Ảnh: {self.alt}" if self.alt else ""
        return "\n\n".join(part for part in (self.text, self.link, picture, " ".join(self.hashtags)) if part)


def hashtag(words: str) -> str:
    """A hashtag without diacritics: "phòng, chống mua bán người" gives "#PhongChongMuaBanNguoi".

    An existing hashtag ("#30Thang7") is returned unchanged; words without a letter or digit give "".
    """
    words = nfc(words).strip()
    if re.fullmatch(r"#\w+", words):
        return words
    parts = re.findall(r"[A-Za-z0-9]+", fold(words))
    tag = "".join(part[:1].upper() + part[1:] for part in parts)
    return f"#{tag}" if tag else ""


def post(text: str, hashtags: Iterable[str] = (), link: str = "", alt: str = "") -> SocialPost:
    """A post of an approved text, with hashtags unique regardless of case.

    Raises ``ValueError`` for a link that is not an http or https address.
    """
    link = link.strip()
    if link and not _LINK.match(link):
        raise ValueError(f"not a web address: {link}")
    tags = {tag.casefold(): tag for tag in reversed([hashtag(words) for words in hashtags]) if tag}
    return SocialPost(
        text=nfc(text), hashtags=tuple(reversed(tags.values())), link=link, alt=" ".join(nfc(alt).split())
    )
