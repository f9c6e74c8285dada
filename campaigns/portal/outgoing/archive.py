"""The ZIP archive of an item, for portals that only have an editing form."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from campaigns.portal.connectors.payloads import Item

# One fixed time for all members, so that the same item gives the same bytes.
MOMENT = (2026, 1, 1, 0, 0, 0)


def zip_of(item: Item) -> bytes:
    """Return a ZIP of bai-viet.html with its pictures, van-ban.txt (the approved text) and thong-tin.json."""
    paths = {picture.name: f"anh/{number:02}.jpg" for number, picture in enumerate(item.pictures, start=1)}
    html = item.html_with(lambda picture: paths[picture.name])
    data = item.as_data()
    for picture_data in data["pictures"]:
        picture_data["file"] = paths[picture_data["name"]]
    members: dict[str, bytes] = {
        "bai-viet.html": render_to_string("portal/document.html", {"item": item, "html": html}).encode(),
        "van-ban.txt": item.text.encode(),
        "thong-tin.json": json.dumps(data, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode(),
    }
    members |= {paths[picture.name]: picture.read() for picture in item.pictures}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(ZipInfo(name, MOMENT), content, ZIP_DEFLATED)
    return buffer.getvalue()
