"""Drawing: the same bytes each time, pixels, weight and cost."""

import io
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from media.posters import draw
from media.posters.families import DESIGNS
from media.posters.formats import FORMATS, banner
from media.posters.spec import PosterError
from tests.media.posters.samples import ALL, BANNERS, logo, picture, poster

ROOT = Path(__file__).resolve().parents[3]


def test_same_poster_same_bytes_in_another_process() -> None:
    code = (
        "import sys, hashlib; from tests.media.posters.samples import ALL, poster; "
        "from media.posters import draw; one = poster('S1', 'dam', variant='chu-de'); "
        "print(*[hashlib.sha256(make(one, ALL[key])).hexdigest() for make, key in "
        "((draw.pdf, 'a4'), (draw.png, 'vuong'), (draw.webp, 'chia-se'), (draw.pdf, 'bang-ron-6x1'))])"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].split()) == 4


def test_drawing_one_poster_does_not_change_the_next() -> None:
    alone = draw.pdf(poster("S1", "giay"), FORMATS["a4"])
    draw.pdf(poster("S4", "dam", local_name="Xã khác", local_logo=logo()), ALL["bang-ron-6x1"])
    draw.check(poster("Từ mới chưa đo: xyz"), FORMATS["story"])
    assert draw.pdf(poster("S1", "giay"), FORMATS["a4"]) == alone


def test_threads_may_draw_at_once() -> None:
    wanted = {design: draw.pdf(poster("S1", design), FORMATS["a4"]) for design in DESIGNS}
    drawn: list[bool] = []

    def work(design: str) -> None:
        drawn.append(draw.pdf(poster("S1", design), FORMATS["a4"]) == wanted[design])

    threads = [threading.Thread(target=work, args=(design,)) for design in DESIGNS * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [True] * 9


@pytest.mark.parametrize("key", [key for key, fmt in FORMATS.items() if fmt.medium == "screen"])
@pytest.mark.parametrize("design", DESIGNS)
def test_a_picture_for_the_screen_has_its_pixels_and_weight(design: str, key: str) -> None:
    one = poster("S1", design, variant="cao-diem")
    data = draw.webp(one, FORMATS[key])
    assert len(data) <= 200_000
    assert picture(data).size == FORMATS[key].pixels
    assert picture(data).tobytes() == picture(draw.light_png(one, FORMATS[key])).tobytes()


def test_the_limit_of_weight_is_met_or_reported() -> None:
    assert len(draw.webp(poster("S1"), FORMATS["story"], limit=60_000)) <= 60_000
    with pytest.raises(PosterError, match="1000 byte"):
        draw.webp(poster("S1"), FORMATS["story"], limit=1000)


@pytest.mark.parametrize("key", [key for key, fmt in FORMATS.items() if fmt.medium == "screen"])
@pytest.mark.parametrize("design", DESIGNS)
def test_a_picture_for_the_screen_looks_as_drawn(design: str, key: str) -> None:
    one, fmt = poster("S1", design, variant="chu-de"), FORMATS[key]
    plain, light = picture(draw.png(one, fmt)), picture(draw.light_png(one, fmt))
    changes = ImageChops.difference(plain, light)
    same = sum(count for count, change in changes.getcolors(1 << 24) if change == (0, 0, 0))
    assert same > 0.94 * fmt.pixels[0] * fmt.pixels[1]
    assert max(most for _least, most in changes.getextrema()) <= 2, "no pixel is visibly another"


def test_a_png_over_the_limit_keeps_its_looks_in_fewer_colours() -> None:
    one, fmt = poster("S1"), FORMATS["story"]
    usual = draw.light_png(one, fmt)
    fewer = draw.light_png(one, fmt, limit=len(usual) - 1)
    assert len(fewer) < len(usual)
    changes = ImageChops.difference(picture(usual), picture(fewer)).convert("L").histogram()
    assert sum(changes[32:]) == 0, "no pixel is visibly another"
    with pytest.raises(PosterError, match="1000 byte"):
        draw.light_png(one, fmt, limit=1000)


def test_a_photograph_beside_the_name_keeps_its_colours() -> None:
    photograph = Image.linear_gradient("L").resize((200, 200))
    hues = Image.merge("RGB", (photograph, photograph.rotate(90), photograph.rotate(180)))
    out = io.BytesIO()
    hues.save(out, "PNG")
    one = poster("S4", local_name="UBND xã Bằng Mạc", local_logo=out.getvalue())
    plain, sent = picture(draw.png(one, FORMATS["vuong"])), picture(draw.webp(one, FORMATS["vuong"]))
    assert plain.getcolors(4096) is None
    assert sent.tobytes() == plain.tobytes()


def test_banners_longer_than_a_page_are_drawn_at_a_tenth() -> None:
    assert {fmt.key: fmt.scale for fmt in [*BANNERS, banner(5, 1)]} == {
        "bang-ron-4x0.8": 1,
        "bang-ron-5x1": 1,
        "bang-ron-6x1": 10,
        "bang-ron-8x1.2": 10,
        "bang-ron-10x1.5": 10,
    }


def test_a_kit_costs_little_and_a_catalogue_holds_no_memory() -> None:
    code = (
        "import json, time; from tests.media.posters.samples import ALL, SLOGANS, poster\n"
        "from media.posters import draw\n"
        "resident = lambda: int(open('/proc/self/statm').read().split()[1]) * 4096\n"
        "keys = [key for key in ALL if key not in ('bang-ron-4x0.8', 'bang-ron-8x1.2', 'bang-ron-10x1.5')]\n"
        "start = time.process_time()\n"
        "for key in keys:\n"
        "    draw.pdf(poster('S1'), ALL[key])\n"
        "    ALL[key].medium == 'screen' and draw.webp(poster('S1'), ALL[key])\n"
        "cpu = time.process_time() - start\n"
        "marks = []\n"
        "for number in range(200):\n"
        "    one = poster(f'{SLOGANS[\"S3\"]} {number}', code=f'K{number}', "
        "check_url=f'https://example.vn/{number}')\n"
        "    draw.pdf(one, ALL['a4']), draw.png(one, ALL['vuong'], 300)\n"
        "    marks.append(resident())\n"
        "lines = open('/proc/self/status').read().splitlines()\n"
        "peak = next(int(line.split()[1]) for line in lines if line.startswith('VmHWM')) * 1024\n"
        "print(json.dumps([len(keys), cpu, peak, min(marks[150:]) - min(marks[50:100])]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    kit, cpu, peak, grown = json.loads(done.stdout)
    assert kit == 12
    assert cpu <= 2
    assert peak <= 200e6
    assert grown <= 5e6
