import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from campaigns.models import HomePage
from cms.vocabulary.models import Region


class Command(BaseCommand):
    help = "Brings database, vocabularies and static files up to date; an empty site gets the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.report("Chuẩn bị cơ sở dữ liệu…")
            call_command("migrate", verbosity=0, interactive=False)
        terms = (settings.BASE_DIR / "cms/vocabulary/data").iterdir()
        with self.if_changed("vocabulary", sorted(terms), Region.objects.exists()) as needed:
            if needed:
                self.report("Nạp danh mục địa bàn, đối tượng, chủ đề…")
                call_command("load_vocabulary", verbosity=0)
        with self.if_changed("static", self.static_files(), settings.STATIC_ROOT.exists()) as needed:
            if needed:
                self.report("Gom tệp tĩnh…")
                call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        call_command("search_defaults", verbosity=0)
        if not HomePage.objects.exists():
            self.report("Dựng trang mẫu (khoảng một phút)…")
            call_command("seed_demo")
        self.list_accounts()

    def report(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def static_files(self) -> list[Path]:
        return sorted(
            Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])
        )

    @contextmanager
    def if_changed(self, name: str, files: list[Path], has_result: bool) -> Iterator[bool]:
        """Yield whether the work is needed: the files changed since the last time, or there is no result.

        The state of the files is stored only when the work succeeded.
        """
        digest = hashlib.sha256()
        for path in files:
            stat = path.stat()
            digest.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns}".encode())
        stamp = settings.VAR_DIR / f".{name}"
        now = digest.hexdigest()
        if has_result and stamp.exists() and stamp.read_text() == now:
            yield False
            return
        yield True
        stamp.write_text(now)

    def list_accounts(self) -> None:
        """Write the list of demo accounts to the file that ``bin/run`` prints; empty in production."""
        demo = get_user_model().objects.filter(is_demo=True, is_active=True).order_by("pk")
        rows = [
            f"  {user.username:<14} {user.get_full_name()}, {user.post}"
            for user in demo
            if user.has_usable_password()
        ]
        if settings.ALLOW_DEMO_ACCOUNTS and rows:
            rows.insert(0, f"Tài khoản dùng thử (mật khẩu {settings.DEMO_PASSWORD}):")
        else:
            rows = []
        text = "".join(f"{row}\n" for row in rows)
        (settings.VAR_DIR / ".accounts").write_text(text, encoding="utf-8")
