"""The pictures of items in the media library of a WordPress."""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from campaigns.portal.connectors.base import expect
from campaigns.portal.connectors.payloads import Picture
from campaigns.portal.connectors.wordpress_answers import is_deleted, row_of, rows_of
from campaigns.portal.http.client import Answer

FIGURE = re.compile(r"<figure>.*?</figure>\s*", re.DOTALL)


def without_featured(html: str, address: str) -> tuple[str, bool]:
    """Return the HTML without the featured picture, which the theme shows above the text, and True.

    Where the picture has a caption in the text, it stays there and is not featured: (``html``, False).
    """
    figures = [figure for figure in FIGURE.findall(html) if f'src="{escape(address)}"' in figure]
    if any("<figcaption" in figure for figure in figures):
        return html, False
    for figure in figures:
        html = html.replace(figure, "")
    return html.strip(), True


class WordPressPictures:
    """The media library, reached by the requests of the connector."""

    def __init__(self, request: Callable[..., Answer]) -> None:
        self.request = request

    def upload(self, picture: Picture) -> tuple[int, str]:
        """Return (number, address) of the picture, uploaded only if its bytes are not there yet."""
        found = self._find(picture.name)
        if not found:
            headers = {
                "Content-Type": "image/jpeg",
                "Content-Disposition": f'attachment; filename="{picture.name}"',
            }
            sent = self.request("POST", "/wp/v2/media", headers=headers, data=picture.read())
            found = [row_of(expect(sent, _("Gửi ảnh")))]
        # Each time: the first attempt may have been interrupted, and the texts may have changed since.
        texts = {"alt_text": picture.alt, "caption": picture.caption}
        expect(self.request("POST", f"/wp/v2/media/{found[0]['id']}", body=texts), _("Ghi chú ảnh"))
        return int(found[0]["id"]), str(found[0].get("source_url", ""))

    def delete(self, names: Sequence[str]) -> None:
        """Delete the pictures of these names for good; raises ``PortalError`` when one has to stay."""
        for name in names:
            for row in self._find(name):
                answer = self.request("DELETE", f"/wp/v2/media/{row['id']}", {"force": "true"})
                if not is_deleted(answer):
                    expect(answer, _("Xóa ảnh trên cổng"))

    def _find(self, name: str) -> list[dict[str, Any]]:
        query = {"slug": name.removesuffix(".jpg"), "_fields": "id,source_url"}
        return rows_of(expect(self.request("GET", "/wp/v2/media", query), _("Tìm ảnh")).json())
