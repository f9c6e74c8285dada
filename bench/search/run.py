"""One run over both engines; imported once Django is ready, since models are."""

import argparse
import os
import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path

from elasticsearch import Elasticsearch

from bench.search import latency, quality, stock
from search.engines.elastic import Elastic
from search.engines.embedded import Embedded
from tests.elasticsearch.node import cluster, missing_tools


def run(options: argparse.Namespace) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-search-")))
        url = os.environ.get("ELASTICSEARCH_URL", "")
        if not url and not missing_tools():
            url = stack.enter_context(cluster(heap="1g"))[0].url
        client = Elasticsearch(url, request_timeout=60) if url else None

        def remote(name: str) -> Elastic | None:
            if client is None:
                return None
            engine = Elastic(client, f"bench-{secrets.token_hex(3)}-{name}", replicas=0)
            stack.callback(engine.remove)
            return engine

        def engines(name: str) -> tuple[dict, Embedded]:
            model = Embedded(folder / name)
            model.ensure()
            other = remote(name)
            return {"Tantivy": model} | ({"Elasticsearch": other} if other else {}), model

        if options.xquad:
            quality.collection(options.xquad, *engines("quality"))
        stock.prepare()
        quality.agreement(*engines("agreement"))
        quality.judged()
        latency.run(options.documents, folder / "latency", remote("latency"), options.elasticsearch_documents)
        if options.stock:
            stock.run(options.stock)
