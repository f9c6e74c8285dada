"""Names and places in recordings are overwritten; picture and sound stay byte for byte."""

import struct
from io import BytesIO

import pytest

from media.intake.recordings import require_recording
from media.stripping.boxes import boxes
from media.stripping.ogg import pages
from media.stripping.recordings import strip_recording
from tests.media.made_files import MP3, MP4, SECRET, box, element, ogg, wav, webm

XYZ = box(b"\xa9xyz", struct.pack(">HH", len(SECRET), 0) + SECRET)
SAMPLE = 16


def clean(content: bytes, extension: str) -> bytes:
    buffer = BytesIO(content)
    strip_recording(buffer, extension)
    return buffer.getvalue()


def assert_gone(content: bytes, extension: str) -> bytes:
    """The stripped recording, whole and as long as before."""
    assert SECRET in content
    after = clean(content, extension)
    assert SECRET not in after and len(after) == len(content)
    require_recording(BytesIO(after), "a", extension)
    assert clean(after, extension) == after
    return after


def movie(*extra: bytes, inside: bytes = b"") -> bytes:
    """The demo's video with more boxes in its index and at its end."""
    found = {one.kind: MP4[one.start : one.end] for one in boxes(BytesIO(MP4), 0, len(MP4))}
    index = box(b"moov", found[b"moov"][8:], inside)
    # The data comes first, so that a longer index moves nothing.
    start = len(found[b"ftyp"])
    data = found[b"mdat"]
    return found[b"ftyp"] + box(b"free", MP4[start : MP4.index(data)][8:]) + data + index + b"".join(extra)


def data_of(content: bytes) -> bytes:
    return b"".join(
        content[one.start : one.end]
        for one in boxes(BytesIO(content), 0, len(content))
        if one.kind == b"mdat"
    )


@pytest.mark.parametrize(
    "made",
    [
        movie(inside=box(b"udta", XYZ)),
        movie(inside=box(b"udta", box(b"loci", SECRET))),
        movie(
            inside=box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", SECRET))
        ),
        movie(inside=box(b"uuid", bytes(16) + SECRET)),
        movie(inside=box(b"gps ", SECRET)),
        movie(box(b"udta", XYZ)),
        movie(box(b"meta", bytes(4), box(b"hdlr", bytes(8) + b"mdir"), SECRET)),
        movie(box(b"uuid", bytes(16) + SECRET)),
        movie(box(b"skip", SECRET)),
        movie(box(b"moof", box(b"traf", box(b"udta", XYZ)))),
    ],
    ids=["xyz", "loci", "apple", "uuid", "dashcam", "top", "top meta", "xmp", "free space", "fragment"],
)
def test_places_in_a_video_go_and_its_pictures_stay(made: bytes) -> None:
    assert data_of(assert_gone(made, "mp4")) == data_of(made)


def test_a_track_of_places_goes_with_its_content() -> None:
    media = movie() + box(b"mdat", SECRET)
    start = media.rindex(SECRET)
    table = box(
        b"stbl",
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stsz", struct.pack(">III", 0, len(SECRET), 1)),
        box(b"stco", struct.pack(">III", 0, 1, start)),
    )
    handler = box(b"hdlr", bytes(8) + b"meta" + bytes(12))
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", handler, box(b"minf", table)))
    after = assert_gone(media + box(b"moov", track), "mp4")
    assert data_of(movie()) in after


def test_the_time_of_a_video_goes() -> None:
    stamp = struct.pack(">II", 3_800_000_000, 3_800_000_000)
    at = MP4.index(b"mvhd") + 8
    after = clean(MP4[:at] + stamp + MP4[at + 8 :], "mp4")
    assert stamp not in after and after[at : at + 8] == bytes(8)


def tag(*frames: bytes) -> bytes:
    body = b"".join(frames)
    return b"ID3\3\0\0" + bytes([0, 0, len(body) >> 7, len(body) & 127]) + body


@pytest.mark.parametrize(
    "made",
    [
        tag(b"TIT2", SECRET, bytes(300)) + MP3,
        tag(SECRET) + tag(SECRET) + MP3,
        MP3 + b"TAG" + SECRET.ljust(125, b"\0"),
        MP3 + SECRET + b"APETAGEX" + struct.pack("<IIII", 2000, len(SECRET) + 32, 1, 0) + bytes(8),
        MP3 + b"LYRICSBEGIN" + SECRET + b"000032LYRICS200" + b"TAG" + bytes(125),
    ],
    ids=["id3", "two", "id3 at the end", "ape", "lyrics"],
)
def test_tags_of_sound_go_and_the_sound_stays(made: bytes) -> None:
    assert MP3 in assert_gone(made, "mp3")


@pytest.mark.parametrize("kind", [b"LIST", b"bext", b"id3 ", b"iXML", b"_PMX"])
def test_chunks_of_a_wave_file_go(kind: bytes) -> None:
    content = wav()
    secret = SECRET + b" " * (len(SECRET) % 2)
    chunk = kind + struct.pack("<I", len(secret)) + secret
    after = assert_gone(content + chunk, "wav")
    assert after.startswith(content)


def test_comments_of_ogg_go_and_pages_are_sound() -> None:
    after = assert_gone(ogg(b"ARTIST=" + SECRET, b"COMMENT=" + b"x" * 700 + SECRET), "ogg")
    second = list(pages(BytesIO(after)))[1]
    assert after[second.start + 22 : second.start + 26] != bytes(4)
    assert b"\xfcsound" in after


def test_tags_of_webm_go() -> None:
    after = assert_gone(webm(element("1254c367", SECRET), element("1941a469", SECRET * 9)), "webm")
    assert b"\xe7\x81\x00" in after


def test_a_video_that_was_streamed_is_read() -> None:
    content = webm()
    at = content.index(bytes.fromhex("18538067")) + 4
    streamed = content[:at] + b"\x1f\xff\xff\xff" + content[at + 4 :]
    assert_gone(streamed, "webm")


@pytest.mark.parametrize("extension", ["mp4", "ogg", "webm", "wav"])
def test_a_broken_recording_is_an_error(extension: str) -> None:
    whole = {"mp4": MP4, "ogg": ogg(b"a=b"), "webm": webm(), "wav": wav()}[extension]
    with pytest.raises(ValueError, match=r"cut off|no page"):
        clean(whole[:-5], extension)
