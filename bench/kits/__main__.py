"""`python -m bench.kits [--slogans N]`: time and peak memory of each output, the full kit, a catalogue.

Outputs are pure functions of one frozen version, so they are measured in a process of their own that
loads no Wagtail; the peak of a worker that has loaded all of it stands beside. Every row of a peak is a
fresh process: the largest of its life is its own.
"""

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from bench.search.tables import quantile, table

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "Chung tay phòng, chống nạn mua bán người",
    "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người và Ngày toàn dân phòng, "
    "chống mua bán người 30/7",
    "Mua bán người là tội phạm có tổ chức - Hãy chấm dứt sự bóc lột",
)
RUNS = 5
MEGABYTES, SECONDS = 200, 2.0


def ready(whole: bool) -> None:
    """Django with all of the site, or with what the page of a bundle needs and nothing else."""
    if whole:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    else:
        engine = "django.template.backends.django.DjangoTemplates"
        settings.configure(
            LANGUAGE_CODE="vi",
            TEMPLATES=[
                {
                    "BACKEND": engine,
                    "DIRS": [ROOT / "templates"],
                    "OPTIONS": {"libraries": {"text": "cms.templatetags.text"}},
                }
            ],
        )
    django.setup()


def anonymous() -> float:
    """Megabytes of this process that are its own: mapped files are the system's cache."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def frozen(text: str, number: int = 0) -> Any:
    return import_module("campaigns.kits.text_version").TextVersion(
        text=text,
        title=text[:60],
        code=f"ABCDE{number:05}".replace("0", "X").replace("1", "Y"),
        version=1,
        agency="Sở Văn hóa, Thể thao và Du lịch tỉnh Cao Bằng",
        approved_by="KT. Giám đốc, Phó Giám đốc Người Duyệt",
        approved_on=date(2026, 7, 1),
        check_url="https://example.vn/xac-minh/ABCDE-FGHJK/",
        page_url="https://example.vn/khau-hieu/chung-tay/",
        hotline_note="Miễn phí, 24/7",
    )


def kit(text: str = TEXTS[1]) -> tuple[dict[str, Any], list[Any], Any]:
    """All outputs by name; those of the full kit, with one banner: twelve formats; and their look."""
    outputs = import_module("campaigns.kits.catalogue")
    formats = import_module("media.posters.formats")
    every = outputs.outputs(frozen(text), formats.DEFAULT_BANNERS)
    twelve = [
        output
        for output in every.values()
        if output.format is None
        or not output.format.key.startswith("bang-ron")
        or output.format.key == "bang-ron-6x1"
    ]
    return every, twelve, import_module("campaigns.kits.text_version").Look(outputs.DESIGN)


def write(text: str, number: int = 0) -> tuple[int, int]:
    """(files, bytes) of the full kit of one slogan as a ZIP in memory."""
    _every, twelve, look = kit(text)
    target = io.BytesIO()
    made = import_module("campaigns.kits.bundle").write(
        target, [(frozen(text, number), twelve)], look, lambda _done: None
    )
    return len(made), target.tell()


def one_output(name: str) -> dict[str, float]:
    every, _twelve, look = kit()
    before = peak()
    wall, cpu, size = [], [], 0
    for _run in range(RUNS):
        start, busy = time.perf_counter(), time.process_time()
        size = len(every[name].make(frozen(TEXTS[1]), look))
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    first = wall[0]
    return {
        "first": first,
        "p50": quantile(wall, 0.5),
        "cpu": quantile(cpu, 0.5),
        "kB": size / 1000,
        "grown": peak() - before,
    }


def full(text: str) -> dict[str, float]:
    before = peak()
    start, busy = time.perf_counter(), time.process_time()
    files, size = write(text)
    return {
        "files": files,
        "MB": size / 1e6,
        "s": time.perf_counter() - start,
        "cpu": time.process_time() - busy,
        "before": before,
        "peak": peak(),
    }


TASKS: dict[str, Callable[[str], dict[str, float]]] = {"output": one_output, "full": full}


def apart(task: str, of: str, whole: bool = False) -> dict[str, float]:
    """The answer of one task in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.kits", "--task", task, "--of", of, *(["--whole"] if whole else [])],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    answer: dict[str, float] = json.loads(told.stdout)
    return answer


def tables(slogans: int) -> None:
    ready(whole=False)
    rows = []
    for name in kit()[0]:
        told = apart("output", name)
        rows.append((name, *(f"{told[key]:.0f}" for key in ("first", "p50", "cpu", "kB", "grown"))))
    head = ("output", "first ms", "p50 ms", "CPU ms", "kB", "peak grown by MB")
    table("each output, in a process of its own", head, rows)

    rows = []
    for whole in (False, True):
        for text in TEXTS:
            told = apart("full", text, whole)
            within = told["cpu"] <= SECONDS and told["peak"] <= MEGABYTES
            rows.append(
                (
                    "with all of Wagtail" if whole else "drawing alone",
                    f"{len(text)} characters",
                    f"{told['files']:.0f}",
                    f"{told['MB']:.1f}",
                    f"{told['s']:.2f}",
                    f"{told['cpu']:.2f}",
                    f"{told['before']:.0f}",
                    f"{told['peak']:.0f}",
                    "yes" if within else "NO",
                )
            )
    head = ("process", "slogan", "files", "ZIP MB", "s", "CPU s", "MB before", "peak MB", "2 s, 200 MB")
    table("full kit: twelve formats, PDF and screen, texts, ZIP", head, rows)

    watched = []
    for number in range(slogans):
        if number % max(1, slogans // 10) == 0:
            watched.append((f"{number}", f"{anonymous():.0f}"))
        write(f"{TEXTS[number % 3]} {number}", number)
    watched.append((f"{slogans}", f"{anonymous():.0f}"))
    table("a catalogue, slogan after slogan", ("slogans made", "own memory MB"), watched)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slogans", type=int, default=100)
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--of", default="", help=argparse.SUPPRESS)
    parser.add_argument("--whole", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        ready(options.whole)
        print(json.dumps(TASKS[options.task](options.of)))
    else:
        tables(options.slogans)


if __name__ == "__main__":
    main()
