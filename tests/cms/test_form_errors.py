"""Each error names its field and stands once (rule 103)."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages import ERROR, WARNING
from django.contrib.messages.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from wagtail import blocks
from wagtail.blocks.base import BlockField

from campaigns.models import NewsPage
from cms.form_errors import sentences


class Quote(blocks.StructBlock):
    text = blocks.CharBlock(label="Lời trích")
    source = blocks.CharBlock(label="Nguồn", max_length=5)


class Story(blocks.StreamBlock):
    quote = Quote(label="Trích dẫn")
    steps = blocks.ListBlock(blocks.CharBlock(), label="Các bước")
    link = blocks.URLBlock(label="Liên kết")


class Form(forms.Form):
    title = forms.CharField(label="tiêu đề")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")])
    agreed = forms.BooleanField(label="Đã đọc")
    file = forms.FileField(label="Tệp")
    reason = forms.CharField(label="Lý do", error_messages={"required": "Ghi lý do thu hồi."})
    body = BlockField(Story(), label="Nội dung")
    size = forms.IntegerField(label="Cỡ", max_value=9)


def story(*rows: tuple[str, dict[str, str]]) -> dict[str, str]:
    data = {"body-count": str(len(rows)), "size": "12"}
    for at, (kind, values) in enumerate(rows):
        first = f"body-{at}"
        data |= {f"{first}-type": kind, f"{first}-order": str(at), f"{first}-deleted": "", f"{first}-id": ""}
        data |= {f"{first}-value{name}": value for name, value in values.items()}
    return data


@pytest.fixture
def form() -> Form:
    steps = {"-count": "2"} | {f"-{at}-{key}": "" for at in (0, 1) for key in ("deleted", "id", "value")}
    steps |= {"-0-order": "0", "-1-order": "1", "-0-value": "Gọi 111."}
    rows = [("quote", {"-text": "", "-source": "quá dài"}), ("steps", steps), ("link", {"": ""})]
    made = Form(story(*rows), {"other": SimpleUploadedFile("a", b"a")})
    assert not made.is_valid()
    return made


def test_a_missing_value_is_asked_for_by_name(form: Form) -> None:
    asked = {name: [str(text) for text in form[name].errors] for name in ("title", "kind", "agreed", "file")}
    assert asked == {
        "title": ["Hãy nhập “Tiêu đề”."],
        "kind": ["Hãy chọn “Loại”."],
        "agreed": ["Hãy đánh dấu “Đã đọc”."],
        "file": ["Hãy chọn “Tệp”."],
    }
    assert "Hãy nhập “Tiêu đề”." in form.as_p()


def test_what_a_field_says_by_itself_is_kept(form: Form) -> None:
    assert form["reason"].errors == ["Ghi lý do thu hồi."]


def test_blocks_are_named_where_they_stand(form: Form) -> None:
    (error,) = form["body"].errors.as_data()
    data = error.as_json_data()["blockErrors"]
    assert data[0]["blockErrors"]["text"] == {"messages": ["Hãy nhập “Lời trích”."]}
    assert data[1]["blockErrors"][1] == {"messages": ["Hãy nhập “Các bước 2”."]}
    assert data[2] == {"messages": ["Hãy nhập “Liên kết”."]}


def test_the_list_above_the_form_has_each_error_with_its_place(form: Form) -> None:
    found = list(sentences(form))
    assert found[:5] == [
        "Hãy nhập “Tiêu đề”.",
        "Hãy chọn “Loại”.",
        "Hãy đánh dấu “Đã đọc”.",
        "Hãy chọn “Tệp”.",
        "Lý do: Ghi lý do thu hồi.",
    ]
    assert found[5] == "Nội dung › Trích dẫn: Hãy nhập “Lời trích”."
    assert found[6].startswith("Nội dung › Trích dẫn › Nguồn: ")
    assert found[7] == "Nội dung › Các bước: Hãy nhập “Các bước 2”."
    assert found[8] == "Nội dung: Hãy nhập “Liên kết”."
    assert found[9].startswith("Cỡ: ") and len(found) == len(set(found)) == 10


def test_rows_of_a_form_are_numbered() -> None:
    class Row(forms.Form):
        name = forms.CharField(label="Tên", max_length=3)

    rows: Any = forms.formset_factory(Row, extra=0, min_num=2, validate_min=True)
    rows.model = NewsPage  # for its name
    formset = rows(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "abcd", "form-1-name": ""}
    )
    form: Any = forms.Form({})
    form.formsets = {"rows": formset}
    assert not formset.is_valid() and form.is_valid()
    first, second = sentences(form)
    assert first.startswith("Tin bài 1 › Tên: ") and second == "Tin bài 2: Hãy nhập “Tên”."


def test_errors_of_no_field_stand_as_they_are() -> None:
    form = Form(story())
    form.add_error(None, "Ghi một câu hoặc gửi một tấm ảnh.")
    assert "Ghi một câu hoặc gửi một tấm ảnh." in list(sentences(form))


def test_a_message_stands_once(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.session = {}  # type: ignore[assignment]
    storage = default_storage(request)
    for _again in range(3):
        storage.add(WARNING, "Kiểm tra lại chỗ dẫn.")
    storage.add(ERROR, "Kiểm tra lại chỗ dẫn.")
    assert [(message.level, message.message) for message in storage] == [
        (WARNING, "Kiểm tra lại chỗ dẫn."),
        (ERROR, "Kiểm tra lại chỗ dẫn."),
    ]
