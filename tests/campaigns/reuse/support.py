"""Roles by what they may follow, pictures to upload, tables as exported."""

import csv
import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.accounts.models import Role

FOLLOWERS = (Role.EDITOR, Role.APPROVER, Role.CONSOLIDATOR, Role.READER)
OTHERS = (Role.COMMUNICATOR, Role.APPRAISER, Role.STATION)


def picture(name: str = "anh.png", kind: str = "PNG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#0c4a8a").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), f"image/{kind.lower()}")


def table(content: bytes, kind: str) -> list[list[Any]]:
    """The rows of an exported spreadsheet."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]
