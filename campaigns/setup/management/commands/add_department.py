from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.models import HomePage
from campaigns.setup.layout import Texts, add_department
from cms import repairs
from cms.accounts.models import Organisation
from cms.normalise import typed
from cms.vietnamese import slugify
from cms.vocabulary.models import Region


class Command(BaseCommand):
    help = "Adds a department: its pages, collection and role groups (idempotent)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help='Tên đơn vị, ví dụ "Sở Văn hoá, Thể thao và Du lịch Cao Bằng"')
        parser.add_argument("--title", help="Tên ngắn trên trang; mặc định là tên đơn vị")
        parser.add_argument("--slug", help="Đường dẫn; mặc định lấy từ tên ngắn")
        parser.add_argument("--region", help='Mã tỉnh, thành phố, ví dụ "04"')

    def handle(self, *args: Any, **options: Any) -> None:
        if not HomePage.objects.exists():
            raise CommandError("Chưa có trang chủ. Chạy set_up_site trước.")
        region = None
        if options["region"]:
            region = Region.objects.current().filter(slug=options["region"]).first()
            if region is None:
                raise CommandError(f"Không có địa bàn mang mã {options['region']}.")
        with repairs.collected() as notes:
            name = typed(options["name"].strip())
            title = typed((options["title"] or name).strip())
        for sentence in repairs.sentences(notes):
            self.stdout.write(sentence)
        organisation, _made = Organisation.objects.get_or_create(
            name=name,
            parent=None,
            defaults={"kind": Organisation.Kind.DEPARTMENT, "region": region, "short_name": title[:80]},
        )
        page = add_department(organisation, Texts(title=title, slug=options["slug"] or slugify(title)))
        self.stdout.write(f"{title}: {page.url or page.url_path}")
