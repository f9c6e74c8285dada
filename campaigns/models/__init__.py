from campaigns.models.alerts import Alert
from campaigns.models.campaigns import CampaignPage
from campaigns.models.content import CampaignItem, ContentPage, ReaderState, StoryPage
from campaigns.models.departments import DepartmentPage
from campaigns.models.documents import OfficialDocumentPage
from campaigns.models.events import EventPage
from campaigns.models.home import HomePage
from campaigns.models.hotlines import Hotline, HotlinePage
from campaigns.models.materials import MaterialFile, MaterialPage
from campaigns.models.news import NewsPage
from campaigns.models.pages import StandardPage
from campaigns.models.privacy import PrivacyCheck
from campaigns.models.scams import ScamWarningPage
from campaigns.models.sections import SectionPage
from campaigns.models.slogans import SloganPage
from campaigns.models.structure import StructurePage
from campaigns.models.themes import Theme

__all__ = [
    "Alert",
    "CampaignItem",
    "CampaignPage",
    "ContentPage",
    "DepartmentPage",
    "EventPage",
    "HomePage",
    "Hotline",
    "HotlinePage",
    "MaterialFile",
    "MaterialPage",
    "NewsPage",
    "OfficialDocumentPage",
    "PrivacyCheck",
    "ReaderState",
    "ScamWarningPage",
    "SectionPage",
    "SloganPage",
    "StandardPage",
    "StoryPage",
    "StructurePage",
    "Theme",
]
