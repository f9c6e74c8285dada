"""`python -m bench.kits [--slogans N]`: time and peak memory of each output, the full kit, a catalogue."""

import argparse
import io
import os
import resource
import time
from datetime import date
from importlib import import_module
from pathlib import Path

import django

from bench.search.tables import quantile, table

TEXTS = (
    "Chung tay phòng, chống nạn mua bán người",
    "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người và Ngày toàn dân phòng, "
    "chống mua bán người 30/7",
    "Mua bán người là tội phạm có tổ chức - Hãy chấm dứt sự bóc lột",
)
RUNS = 5


def anonymous() -> float:
    """Megabytes of this process that are its own: mapped files are the system's cache."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slogans", type=int, default=100)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    frozen_module = import_module("campaigns.kits.frozen")
    outputs = import_module("campaigns.kits.outputs")
    bundle = import_module("campaigns.kits.bundle")
    formats = import_module("media.posters.formats")

    def frozen(text: str, number: int = 0) -> object:
        return frozen_module.Frozen(
            text=text,
            title=text[:60],
            code=f"ABCDE{number:05}".replace("0", "X").replace("1", "Y"),
            version=1,
            agency="Sở Văn hóa, Thể thao và Du lịch tỉnh Cao Bằng",
            approved_by="KT. Phó Giám đốc Người Duyệt",
            approved_on=date(2026, 7, 1),
            check_url="https://example.vn/xac-minh/ABCDE-FGHJK/",
            page_url="https://example.vn/khau-hieu/chung-tay/",
            hotline_note="Miễn phí, 24/7",
        )

    look = frozen_module.Look(outputs.DESIGN)
    one = frozen(TEXTS[1])
    every = outputs.outputs(one, formats.DEFAULT_BANNERS)
    rows = []
    for name, output in every.items():
        wall, cpu = [], []
        for _run in range(RUNS):
            start, busy = time.perf_counter(), time.process_time()
            content = output.make(one, look)
            wall.append((time.perf_counter() - start) * 1000)
            cpu.append((time.process_time() - busy) * 1000)
        rows.append(
            (
                name,
                f"{quantile(wall, 0.5):.0f}",
                f"{max(wall):.0f}",
                f"{quantile(cpu, 0.5):.0f}",
                f"{len(content) / 1000:.0f}",
            )
        )
    table("each output", ("output", "p50 ms", "max ms", "CPU ms", "kB"), rows)

    # Twelve formats: six of paper, a banner, a standee, four for the screen; PDF and screen of each.
    twelve = {
        name: output
        for name, output in every.items()
        if output.format is None
        or not output.format.key.startswith("bang-ron")
        or output.format.key == "bang-ron-6x1"
    }
    kit = []
    for text in TEXTS:
        target = io.BytesIO()
        start, busy = time.perf_counter(), time.process_time()
        made = bundle.write(target, [(frozen(text), list(twelve.values()))], look, lambda _done: None)
        kit.append(
            (
                f"{len(text)} characters",
                str(len(made)),
                f"{time.perf_counter() - start:.2f}",
                f"{time.process_time() - busy:.2f}",
                f"{target.tell() / 1e6:.1f}",
                f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
            )
        )
    head = ("full kit of one slogan", "files", "s", "CPU s", "MB", "peak RSS MB")
    table("full kit: twelve formats, PDF and screen, texts, ZIP", head, kit)

    watched = []
    for number in range(options.slogans):
        if number % max(1, options.slogans // 10) == 0:
            watched.append((f"{number}", f"{anonymous():.0f}"))
        bundle.write(
            io.BytesIO(),
            [(frozen(f"{TEXTS[number % 3]} {number}", number), list(twelve.values()))],
            look,
            print_nothing,
        )
    watched.append((f"{options.slogans}", f"{anonymous():.0f}"))
    table("a catalogue, slogan after slogan", ("slogans made", "own memory MB"), watched)


def print_nothing(_done: int) -> None:
    """Nobody watches the progress here."""


if __name__ == "__main__":
    main()
