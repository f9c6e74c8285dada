"""Addresses and contents of kits, orders and bundles."""

import io
import re
import zipfile
from typing import Any

from django.test import Client

from campaigns.approvals import codes
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN
from campaigns.kits.models import KitOrder
from campaigns.kits.text_version import Look
from campaigns.models import SloganPage
from tests import factories

SLOGAN = (
    "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người "
    "và Ngày toàn dân phòng, chống mua bán người 30/7"
)

# A commune of the official list.
UNIT, UNIT_KEY = "UBND xã Đàm Thủy", "ubnd-01501"


def kit_path(page: Any, rest: str = "") -> str:
    return f"/lay-ve/{codes.shown(page.code)}/{rest}"


def checked_codes(page: str) -> list[str]:
    """Codes of the checked boxes of a basket."""
    return re.findall(r'name="ma"\s+value="(\w+)"\s+checked', page)


def output_links(answer: Any) -> list[str]:
    return re.findall(r'href="(/lay-ve/[^"?]+\.\w+)(?:\?[^"]*)?"', answer.content.decode())


WORDS = "chu"


def order_path(order: KitOrder, rest: str = "") -> str:
    return f"/lay-ve/don/{order.key}/{rest}"


def bundle_bytes(client: Client, order: KitOrder) -> bytes:
    answer = client.get(order_path(order, "tai-ve/"))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    return b"".join(answer.streaming_content)


def archive(client: Client, order: KitOrder) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bundle_bytes(client, order)))


def queued_order(page: Any) -> KitOrder:
    """An order that no worker has seen yet."""
    return orders.place_order([page.code], ["bang-led.txt"], Look(DESIGN))


def reissued(slogan: Any) -> SloganPage:
    """The slogan with other words, approved and published."""
    slogan.text = "Lời mới được duyệt sau"
    slogan.save_revision()
    page = SloganPage.objects.get(pk=slogan.pk)
    factories.approve(page)
    page.get_latest_revision().publish()
    return SloganPage.objects.get(pk=slogan.pk)
