"""Runs Python sent on standard input inside one Chung Tay site; ``answer`` comes back as JSON."""

import json
import sys
import traceback

import django

django.setup()

from django.conf import settings  # noqa: E402
from wagtail.models import Site  # noqa: E402

Site.objects.update(hostname="127.0.0.1", port=int(settings.PORT))
space: dict[str, object] = {}
for line in sys.stdin:
    space["answer"] = None
    try:
        exec(json.loads(line), space)
        result = {"answer": space["answer"]}
    except Exception:
        result = {"error": traceback.format_exc()}
    print(json.dumps(result, default=str), flush=True)
