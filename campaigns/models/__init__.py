from campaigns.models.approval import ApprovalRecord, Withdrawal
from campaigns.models.audit import Audit, Reminded
from campaigns.models.campaigns import CampaignPage, Theme
from campaigns.models.content import ContentPage, Kind, StoryPage
from campaigns.models.departments import DepartmentPage, SectionPage
from campaigns.models.documents import OfficialDocumentPage
from campaigns.models.events import EventPage
from campaigns.models.home import HomePage
from campaigns.models.hotlines import Hotline, HotlinePage
from campaigns.models.kits import BannerSize, KitOrder
from campaigns.models.materials import MaterialFile, MaterialPage
from campaigns.models.news import NewsPage
from campaigns.models.outdated import OutdatedPhrase
from campaigns.models.pages import StandardPage
from campaigns.models.privacy import PrivacyCheck
from campaigns.models.reuse import How, PartnerOrigin, Reuse, Usage
from campaigns.models.scams import ScamWarningPage
from campaigns.models.slogans import SloganPage
from campaigns.models.windows import Alert
from campaigns.models.workflow import AppraiseTask, ApproveTask, PublishTask

__all__ = [
    "Alert",
    "AppraiseTask",
    "ApprovalRecord",
    "ApproveTask",
    "Audit",
    "BannerSize",
    "CampaignPage",
    "ContentPage",
    "DepartmentPage",
    "EventPage",
    "HomePage",
    "Hotline",
    "HotlinePage",
    "How",
    "Kind",
    "KitOrder",
    "MaterialFile",
    "MaterialPage",
    "NewsPage",
    "OfficialDocumentPage",
    "OutdatedPhrase",
    "PartnerOrigin",
    "PrivacyCheck",
    "PublishTask",
    "Reminded",
    "Reuse",
    "ScamWarningPage",
    "SectionPage",
    "SloganPage",
    "StandardPage",
    "StoryPage",
    "Theme",
    "Usage",
    "Withdrawal",
]
