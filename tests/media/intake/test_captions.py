"""Captions are parsed: SRT becomes WebVTT, and no line of it is lost unseen."""

from io import BytesIO

import pytest

from media.intake.captions import captions_text
from media.intake.refusals import UnacceptableFileError

SRT = (
    "1\r\n00:00:01,000 --> 00:00:04,000\r\nĐừng tin\r\n\r\n2\r\n00:00:05,000 --> 00:00:07,500\r\nGọi 111\r\n"
)
VTT = "WEBVTT\n\nNOTE lời\n\n00:01.000 --> 00:04.000 align:start\nĐừng tin\n"


def read(text: str, encoding: str = "utf-8") -> str:
    return captions_text(BytesIO(text.encode(encoding)), "lời.vtt")


def test_webvtt_stays_as_it_is() -> None:
    assert read(VTT) == VTT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_srt_becomes_webvtt(encoding: str) -> None:
    text = read(SRT, encoding)
    assert text.startswith("WEBVTT\n") and "00:00:05.000 --> 00:00:07.500\nGọi 111" in text
    assert read(text) == text


@pytest.mark.parametrize(
    "text",
    ["Lời thoại của phim", "<html><body>00:01.000</body></html>", "", "WEBVTTX\n", "{1}{25}Gọi 111"],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(UnacceptableFileError, match="lời"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        SRT.replace("00:00:05,000", "giây thứ năm"),
        VTT.replace("00:04.000", "4 giây"),
        VTT + "\n00:09.000 -> 00:10.000 --> x\nMất\n",
        "WEBVTT\n",
        VTT.replace("00:04.000", "00:00.500"),
    ],
    ids=["time in words", "end in words", "broken arrow", "no line", "ends before it begins"],
)
def test_a_line_that_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(UnacceptableFileError, match="lời"):
        read(text)


def test_another_encoding_is_told() -> None:
    with pytest.raises(UnacceptableFileError, match="UTF-8"):
        captions_text(BytesIO(b"1\n00:00:01,000 --> 00:00:04,000\nG\xf4i 111\n"), "lời.srt")
