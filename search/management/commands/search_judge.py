"""Run a judgement list on the live index: success@3 for each kind of query, failures listed."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import connection, service
from search.builder import PAGE_KEY, public_items
from search.evaluation.judge import FIRST, judge, read, success
from search.items import SearchItem

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "judgements.jsonl"


def first_results(text: str) -> Sequence[tuple[str, str]]:
    """Return (title, full text) of the first results, with the text of the pages as they are now."""
    hits = service.search(service.SearchRequest(text, size=FIRST, facets=())).results.hits
    whole = {item.key: item for item in public_items({hit.item.key: 1 for hit in hits if _is_page(hit.item)})}
    found = [whole.get(hit.item.key, hit.item) for hit in hits]
    return [(item.title, _text(item)) for item in found]


def _is_page(item: SearchItem) -> bool:
    return item.model == PAGE_KEY


def _text(item: SearchItem) -> str:
    return "\n".join((item.summary, item.body, *item.keywords, *item.numbers))


class Command(BaseCommand):
    help = "Chạy một danh sách câu tìm mẫu trên chỉ mục đang dùng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=SHIPPED)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            judgements = list(read(options["file"]))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if not judgements:
            raise CommandError("Danh sách không có câu tìm nào.")
        if not connection.embedded().usable():
            raise CommandError("Chưa có chỉ mục tìm kiếm: chạy search_rebuild trước.")
        verdicts = judge(judgements, first_results)
        rates = {kind: round(100 * passed / total, 2) for kind, (passed, total) in success(verdicts).items()}
        failed = [verdict for verdict in verdicts if not verdict.passed]
        if options["as_json"]:
            rows = [
                {
                    "query": row.judgement.query,
                    "kind": row.judgement.kind,
                    "q": row.judgement.text,
                    "seen": row.titles,
                }
                for row in failed
            ]
            self.stdout.write(json.dumps({"success@3": rates, "failures": rows}, ensure_ascii=False))
            return
        for kind, (passed, total) in success(verdicts).items():
            self.stdout.write(f"{kind:12}{rates[kind]:8.2f} %  {passed}/{total}")
        for row in failed:
            self.stdout.write(
                f"[{row.judgement.kind}] {row.judgement.text} → {' | '.join(row.titles) or '–'}"
            )
