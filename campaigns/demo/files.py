"""Files of the demo: SVG drawings as PNG, Typst sheets as PDF, recordings unchanged."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

WIDTH = 1600  # pixels of a drawn picture


class Files:
    """Creates the library items of the demo; existing ones are found by their title."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cache  # noqa: B019 - the object is dropped after loading
    def rows(self, name: str) -> dict[str, dict[str, Any]]:
        text = (self.folder / f"{name}.toml").read_text(encoding="utf-8")
        return {row["key"]: row for row in tomllib.loads(text)["item"]}

    def picture(self, key: str) -> Any:
        row = self.rows("pictures")[key]
        svg = (self.folder / "pictures" / f"{key}.svg").read_text(encoding="utf-8")
        values = {name: row[name] for name in ("description", "credit", "rights")}
        return _get_or_create(get_image_model(), row["title"], lambda: (draw(svg), f"{key}.png"), values)

    def picture_block(self, key: str, caption: str) -> dict[str, Any]:
        """The raw value of a picture block."""
        alt = self.rows("pictures")[key]["description"]
        image = {"image": self.picture(key).pk, "alt_text": alt, "decorative": False}
        return {"image": image, "caption": caption}

    def recording(self, key: str) -> Any:
        row = self.rows("media")[key]
        folder = self.folder / "media"
        values: dict[str, Any] = {
            name: row[name]
            for name in ("type", "duration", "width", "height", "transcript", "credit", "rights")
            if name in row
        }
        if "captions" in row:
            values["captions"] = ContentFile((folder / row["captions"]).read_bytes(), row["captions"])
        if "thumbnail" in row:
            picture = self.picture(row["thumbnail"])
            values["thumbnail"] = ContentFile(picture.file.read(), f"{row['thumbnail']}.png")
        return _get_or_create(
            get_media_model(),
            row["title"],
            lambda: ((folder / row["file"]).read_bytes(), row["file"]),
            values,
        )

    def document(self, key: str) -> Any:
        row = self.rows("files")[key]
        source = (self.folder / "files" / row["source"]).read_bytes()
        sheet = row["source"].endswith(".typ")
        return _get_or_create(
            get_document_model(),
            row["title"],
            lambda: (compile_page(source, "pdf", {}) if sheet else source, row["name"]),
            {},
        )


def _get_or_create(model: Any, title: str, make: Any, values: dict[str, Any]) -> Any:
    found = model.objects.filter(title=title).first()
    if found:
        return found
    content, name = make()
    return model.objects.create(title=title, file=ContentFile(content, name), **values)


def draw(svg: str) -> bytes:
    """SVG to PNG, ``WIDTH`` pixels wide."""
    source = (
        f"#set page(width: {WIDTH}pt, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    return compile_page(source.encode(), "png", {"svg": svg})


def compile_page(source: bytes, kind: Literal["png", "pdf"], inputs: dict[str, str]) -> bytes:
    return typst.compile(source, format=kind, ppi=72.0, sys_inputs=inputs)
