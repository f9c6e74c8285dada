"""Records that all departments share belong to the site editors."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.editorial import reminders
from campaigns.models import Hotline
from campaigns.setup.layout import set_up_site, site_texts
from campaigns.setup.roles import SHARED_RECORDS, model_permissions
from cms.accounts.models import Role, User
from tests import factories
from tests.clients import outcome, signed_in

pytestmark = pytest.mark.django_db
SHARED = [
    "campaigns_hotline",
    "campaigns_theme",
    "editorial_outdatedphrase",
    "kits_bannersize",
    "reuse_partnerorigin",
]


@pytest.mark.parametrize("model", SHARED)
def test_of_several_departments_none_changes_what_all_share(
    other_department: Any, staff: Any, site_editor: User, model: str
) -> None:
    url = reverse(f"wagtailsnippets_{model}:add")
    assert outcome(signed_in(staff(Role.EDITOR)).get(url)) == "refused"
    assert outcome(signed_in(site_editor).get(url)) == "shown"


@pytest.mark.parametrize("model", SHARED)
def test_one_department_alone_edits_shared_records(staff: Any, model: str) -> None:
    url = reverse(f"wagtailsnippets_{model}:add")
    assert signed_in(staff(Role.EDITOR)).get(url).status_code == 200


def test_an_editor_of_a_department_cannot_unpublish_the_number_of_all(
    other_department: Any, staff: Any
) -> None:
    line = factories.hotline(number="111", is_primary=True, live=True)
    client = signed_in(staff(Role.EDITOR))
    for action in ("edit", "unpublish"):
        client.post(reverse(f"wagtailsnippets_campaigns_hotline:{action}", args=[line.pk]))
    line.refresh_from_db()
    assert line.live and Hotline.objects.shown().get() == line


def test_laying_out_the_site_again_takes_the_shared_records_from_departments(
    other_department: Any, department: Any, staff: Any
) -> None:
    editor = staff(Role.EDITOR)
    editor.groups.get().permissions.set(model_permissions(SHARED_RECORDS))
    assert User.objects.get(pk=editor.pk).has_perm("campaigns.change_hotline")
    set_up_site(site_texts())
    assert not User.objects.get(pk=editor.pk).has_perm("campaigns.change_hotline")


def test_a_hotline_to_check_is_reported_to_the_site_editors_alone(
    other_department: Any, staff: Any, site_editor: User, mailoutbox: list[Any]
) -> None:
    staff(Role.EDITOR)
    factories.hotline(verified_on=timezone.localdate() - timedelta(days=200))
    assert reminders.send_reminders(now=timezone.localtime().replace(hour=9)) == 1
    assert [message.to for message in mailoutbox] == [[site_editor.email]]
