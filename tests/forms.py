"""What a browser holds of an edit form that was opened a while ago."""

import re
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

PAGE, RECORD = "page-edit-form", "w-editor-form"
JSON = {"HTTP_ACCEPT": "application/json"}


def filled(html: str, form_id: str = RECORD) -> dict[str, Any]:
    """The values that the form in the page would send, its hidden fields included."""
    html = re.sub(r"<template.*?</template>", "", html, flags=re.S)
    form = {name: values for name, values in querydict_from_html(html, form_id=form_id).lists() if values}
    for box in BeautifulSoup(html, "html.parser").select(f"#{form_id} input[checked]"):
        form[str(box["name"])] = [*form.get(str(box["name"]), []), str(box.get("value", "on"))]
    counted = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    # Wagtail's script writes the blocks of stories and menus.
    counted |= {"body-count": "0", "menu-count": "0"}
    return counted | form


def opened(client: Client, url: str, form_id: str = RECORD) -> dict[str, Any]:
    return filled(client.get(url).content.decode(), form_id)


def on_top(html: str) -> dict[str, str]:
    """What the second button adds to the form."""
    found = re.search(r'name="(?:[\w-]*-)?overwrite_version"\s+value="([^"]+)"', html)
    assert found, "no second button"
    return {"overwrite_version": found[1]}


def is_saved(answer: Any) -> bool:
    """Whether the form was accepted; fails with its errors."""
    assert answer.status_code == 302, answer.context and dict(answer.context["form"].errors)
    return True
