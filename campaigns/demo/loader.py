"""Creates the demo site from the TOML files beside this module, through the real workflow.

The ``translation_key`` of a page is derived from its key in the file. Existing pages, edited or not, are
left unchanged, so that loading is idempotent.
"""

import re
import tomllib
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from campaigns.demo.files import Files
from campaigns.demo.people import Staff
from campaigns.models import (
    Alert,
    CampaignPage,
    EventPage,
    HomePage,
    Hotline,
    HotlinePage,
    MaterialFile,
    MaterialPage,
    NewsPage,
    OfficialDocumentPage,
    ScamWarningPage,
    SectionPage,
    SloganPage,
    StandardPage,
    Theme,
)
from campaigns.setup.layout import SectionText, Texts, add_department, set_up_site
from cms.accounts.models import Organisation
from cms.models import SiteSettings
from cms.vocabulary.models import Audience, Channel, Movement, Region, Topic

HERE = Path(__file__).parent
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "chung-tay/demo")
VOCABULARIES = {
    "audiences": Audience,
    "regions": Region,
    "topics": Topic,
    "channels": Channel,
    "movements": Movement,
}
# Ordered so that pages come after the pages they refer to.
KINDS: dict[str, type[Any]] = {
    "documents": OfficialDocumentPage,
    "campaigns": CampaignPage,
    "slogans": SloganPage,
    "warnings": ScamWarningPage,
    "materials": MaterialPage,
    "news": NewsPage,
    "events": EventPage,
    "pages": StandardPage,
}
PAGE_FIELDS = {"source_document", "corrects", "replaced_by", "campaign"}
PAGE_LISTS = {"parents", "base_documents"}
ORGANISATION_FIELDS = {"issuing_body", "organiser"}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def items(name: str) -> list[dict[str, Any]]:
    return read(name).get("item", [])


class Demo:
    def __init__(self, hostname: str, port: int) -> None:
        self.hostname, self.port = hostname, port
        self.files = Files(HERE)
        self.organisations: dict[str, Organisation] = {}
        self.departments: dict[str, Page] = {}
        self.pages: dict[str, Any] = {}

    def load(self) -> Iterator[str]:
        """Load everything; yields a message before each step."""
        yield "đơn vị và tài khoản"
        self.load_organisations()
        self.load_structure()
        self.staff = Staff(self.departments, self.organisations)
        self.load_hotlines()
        drafts = self.add_pages()
        yield f"{len(drafts)} trang"
        self.load_themes()
        for page, values in drafts:
            self.fill(page, values)
        yield "thẩm định, duyệt, công bố"
        for page, values in drafts:
            if values.get("live", True):
                self.staff.publish(page, values.get("department", ""))
        self.load_settings()

    def load_organisations(self) -> None:
        rows = items("organisations")
        for row in rows:
            values = {
                name: row[name]
                for name in ("name", "short_name", "kind", "valid_from", "valid_to")
                if name in row
            }
            parent = self.organisations.get(row.get("parent", ""))
            region = Region.objects.filter(slug=row.get("region")).first()
            self.organisations[row["key"]] = Organisation.objects.get_or_create(
                name=values.pop("name"), parent=parent, defaults=values | {"region": region}
            )[0]
        for row in rows:
            if row.get("successor"):
                Organisation.objects.filter(pk=self.organisations[row["key"]].pk, successor=None).update(
                    successor=self.organisations[row["successor"]]
                )

    def load_structure(self) -> None:
        sections: dict[str, dict[str, SectionText]] = {}
        for row in items("sections"):
            sections.setdefault(row["department"], {})[row["kind"]] = SectionText(
                row["title"], row.get("slug", ""), row["intro"]
            )
        home = read("settings")["home"]
        self.home = set_up_site(
            Texts(home["title"], "trang-chu", home["intro"], sections.get("", {})), self.hostname, self.port
        )
        for row in items("departments"):
            texts = Texts(row["title"], row["key"], row["intro"], sections.get(row["key"], {}))
            self.departments[row["key"]] = add_department(self.organisations[row["organisation"]], texts)

    def load_hotlines(self) -> None:
        today = timezone.localdate()
        for row in items("hotlines"):
            values = {name: value for name, value in row.items() if name not in ("key", "verify", "number")}
            if row.get("verify"):
                values |= {"verified_on": today, "verified_by": "Người nạp trang mẫu"}
            Hotline.objects.get_or_create(number=row["number"], defaults=values)

    def add_pages(self) -> list[tuple[Any, dict[str, Any]]]:
        """Add every missing page as an empty draft, so that texts may point to each other."""
        hotline_page = read("settings")["hotline_page"]
        rows = [(model, row) for name, model in KINDS.items() for row in items(name)]
        rows.append((HotlinePage, hotline_page))
        drafts = []
        for model, row in rows:
            token = uuid.uuid5(NAMESPACE, f"{model.__name__}:{row['key']}")
            if row.get("language") == "en":
                # The English page is the translation of the home page.
                token = self.home.translation_key
            page = model.objects.filter(translation_key=token).first()
            if page is None:
                page = self.add_page(model, row, token)
                drafts.append((page, row))
            elif page.latest_revision_id is None and not page.live:
                # Created empty by ``set_up_site``.
                self.set_plain(page, row)
                page.save()
                drafts.append((page, row))
            self.pages[row["key"]] = page
        return drafts

    def add_page(self, model: type[Any], row: dict[str, Any], token: uuid.UUID) -> Any:
        page = model(
            title=row.get("title", row.get("text", ""))[:255],
            slug=row.get("slug", row["key"].lower()),
            translation_key=token,
            live=False,
        )
        if "source_document" in row:
            page.source_document = self.pages[row["source_document"]]
        if row.get("language") == "en":
            page.locale = Locale.objects.get(language_code="en")
        self.set_plain(page, row)
        return self.parent_for(model, row).add_child(instance=page)

    def parent_for(self, model: type[Any], row: dict[str, Any]) -> Page:
        top = self.departments[row["department"]] if row.get("department") else self.home
        if row.get("language") == "en":
            return Page.objects.get(depth=1)
        if model in (StandardPage, HotlinePage):
            return top
        return SectionPage.objects.child_of(top).get(kind=model.search_kind)

    def set_plain(self, page: Any, row: dict[str, Any]) -> None:
        """Set the fields that are plain values."""
        skipped = {"key", "slug", "department", "body", "files", "live", "language", "theme", "hotline"}
        skipped |= {"picture", "recording", "organisations"} | PAGE_FIELDS | PAGE_LISTS | ORGANISATION_FIELDS
        for name, value in row.items():
            if name not in skipped | set(VOCABULARIES):
                setattr(page, name, value.strip() if isinstance(value, str) and name != "text" else value)

    def fill(self, page: Any, row: dict[str, Any]) -> None:
        """Set references, terms and story, and save a revision of the author."""
        for name in PAGE_FIELDS & row.keys():
            setattr(page, name, self.pages[row[name]])
        for name in PAGE_LISTS & row.keys():
            setattr(page, name, [self.pages[key] for key in row[name]])
        for name in ORGANISATION_FIELDS & row.keys():
            setattr(page, name, self.organisations[row[name]])
        if "organisations" in row:
            page.organisations = [self.organisations[key] for key in row["organisations"]]
        if "theme" in row:
            page.theme = Theme.objects.get(year=int(row["theme"]))
        if "hotline" in row:
            page.hotline = Hotline.objects.get(number=row["hotline"])
        for name, vocabulary in VOCABULARIES.items():
            if name in row:
                getattr(page, name).set(vocabulary.objects.filter(slug__in=row[name]))
        if "picture" in row:
            page.picture = self.files.picture(row["picture"])
        if "recording" in row:
            page.recording = self.files.recording(row["recording"])
        for order, file in enumerate(row.get("files", [])):
            document = self.files.document(file["file"])
            page.files.add(MaterialFile(document=document, label=file.get("label", ""), sort_order=order))
        if "body" in row:
            page.body = [(block["type"], self.block(block)) for block in row["body"]]
        page.full_clean()
        page.save_revision(user=self.staff.author(row.get("department", "")))

    def block(self, block: dict[str, Any]) -> Any:
        """The Python value of one block of the story."""
        kind, value = block["type"], self.linked(block["value"])
        field = StandardPage._meta.get_field("body").stream_block.child_blocks[kind]
        match kind:
            case "slogan" | "official_document":
                return Page.objects.get(pk=self.pages[value].pk)
            case "hotline":
                return Hotline.objects.get(number=value)
            case "audio" | "video":
                return self.files.recording(value)
            case "picture":
                return field.to_python(self.files.picture_block(value["image"], value.get("caption", "")))
            case "file":
                document = self.files.document(value["document"])
                return field.to_python({"document": document.pk, "label": value.get("label", "")})
        return field.to_python(value)

    def linked(self, value: Any) -> Any:
        """The value with ``href="page:KEY"`` replaced by Wagtail's links to pages."""
        if isinstance(value, dict):
            return {name: self.linked(item) for name, item in value.items()}
        if not isinstance(value, str):
            return value
        return re.sub(
            r'href="page:([\w-]+)"', lambda match: f'linktype="page" id="{self.pages[match[1]].pk}"', value
        )

    def load_themes(self) -> None:
        for row in items("themes"):
            values = {name: value for name, value in row.items() if name not in ("key", "year")}
            if "source_document" in values:
                values["source_document"] = self.pages[values["source_document"]]
            Theme.objects.get_or_create(year=row["year"], defaults=values)

    def load_settings(self) -> None:
        texts = read("settings")
        home = HomePage.objects.get()
        if home.slogan_id is None:
            home.slogan = self.pages[texts["home"]["slogan"]]
            home.self_check = self.pages[texts["home"]["self_check"]]
            home.save_revision().publish()
        site = Site.objects.get(is_default_site=True)
        if not SiteSettings.objects.filter(site=site).exists():
            values = dict(texts["site"])
            menu = [
                ("link", {"page": self.target(link["target"]), "label": link["label"]})
                for link in values.pop("menu")
            ]
            english = self.pages[values.pop("english_page")]
            SiteSettings.objects.create(site=site, menu=menu, english_page=english, **values)
        if not Alert.objects.exists():
            now = timezone.now()
            for row in items("alerts"):
                Alert.objects.create(
                    text=row["text"],
                    page=self.pages[row["page"]],
                    starts_at=now + timedelta(days=row["starts_in_days"]),
                    ends_at=now + timedelta(days=row["ends_in_days"]),
                )

    def target(self, name: str) -> Page:
        kind, _, key = name.partition(":")
        if kind == "section":
            return SectionPage.objects.child_of(self.home).get(kind=key).page_ptr
        return Page.objects.get(pk=self.pages[key if kind == "page" else "duong-day-nong"].pk)
