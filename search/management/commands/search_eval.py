"""Measure search quality on a BEIR folder, for each variant of typing."""

import json
import secrets
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.connection import WRITE_TIMEOUT, elastic
from search.engines.base import Engine, EngineError
from search.engines.embedded import Embedded
from search.evaluation import beir, measures
from search.evaluation.run import fill, measure
from search.evaluation.variants import VARIANTS


class Command(BaseCommand):
    help = "Đo chất lượng tìm kiếm trên một thư mục dạng BEIR, trong một chỉ mục dùng xong bỏ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
        parser.add_argument("--variants", default=",".join(VARIANTS))
        parser.add_argument("--short", action="store_true", help="bốn âm tiết đặc trưng nhất của câu hỏi")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        names = [name for name in options["variants"].split(",") if name]
        if unknown := set(names) - set(VARIANTS):
            raise CommandError(f"Không có biến thể {', '.join(sorted(unknown))}.")
        try:
            collection = beir.read(options["path"])
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"{options['path']} không phải thư mục dạng BEIR: {error}") from error
        with tempfile.TemporaryDirectory(prefix="search-eval-") as folder:
            model = Embedded(Path(folder))
            fill(model, collection)
            try:
                with self._engine(options["engine"], model) as engine:
                    if engine is not model:
                        fill(engine, collection)
                    found = measure(collection, engine, model, names, options["short"])
            except EngineError as error:
                raise CommandError(f"Máy chủ tìm kiếm không trả lời: {error}") from error
        if options["as_json"]:
            self.stdout.write(json.dumps(found))
            return
        self.stdout.write(f"{'':12}" + "".join(f"{name:>11}" for name in measures.NAMES))
        for name, row in found.items():
            self.stdout.write(f"{name:12}" + "".join(f"{row[key]:11.2f}" for key in measures.NAMES))

    @contextmanager
    def _engine(self, name: str, model: Embedded) -> Iterator[Engine]:
        if name == "embedded":
            yield model
            return
        engine = elastic(f"eval-{secrets.token_hex(4)}", WRITE_TIMEOUT, replicas=0)
        if engine is None:
            raise CommandError("Đặt ELASTICSEARCH_URL để đo trên Elasticsearch.")
        try:
            yield engine
        finally:
            engine.remove()
