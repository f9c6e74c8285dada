from campaigns.models.approval import ApprovalRecord, PrivacyCheck
from campaigns.models.campaigns import CampaignPage, Theme
from campaigns.models.content import ContentPage, Kind, StoryPage
from campaigns.models.departments import DepartmentPage, SectionPage
from campaigns.models.documents import OfficialDocumentPage
from campaigns.models.events import EventPage
from campaigns.models.home import HomePage
from campaigns.models.hotlines import Hotline, HotlinePage
from campaigns.models.materials import MaterialFile, MaterialPage
from campaigns.models.news import NewsPage
from campaigns.models.pages import StandardPage
from campaigns.models.scams import ScamWarningPage
from campaigns.models.slogans import SloganPage
from campaigns.models.windows import Alert
from campaigns.models.workflow import AppraiseTask, ApproveTask, PublishTask

__all__ = [
    "Alert",
    "AppraiseTask",
    "ApprovalRecord",
    "ApproveTask",
    "CampaignPage",
    "ContentPage",
    "DepartmentPage",
    "EventPage",
    "HomePage",
    "Hotline",
    "HotlinePage",
    "Kind",
    "MaterialFile",
    "MaterialPage",
    "NewsPage",
    "OfficialDocumentPage",
    "PrivacyCheck",
    "PublishTask",
    "ScamWarningPage",
    "SectionPage",
    "SloganPage",
    "StandardPage",
    "StoryPage",
    "Theme",
]
