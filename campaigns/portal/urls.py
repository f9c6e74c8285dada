"""Public addresses: the read API, and the webhook endpoint for other Chung Tay sites."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter

from campaigns.portal.api.files import DocumentsEndpoint, ImagesEndpoint
from campaigns.portal.api.pages import PagesEndpoint
from campaigns.portal.api.terms import AudiencesEndpoint, ChannelsEndpoint, RegionsEndpoint, TopicsEndpoint
from campaigns.portal.views import webhook_endpoint

api = WagtailAPIRouter("api_v2")
api.register_endpoint("pages", PagesEndpoint)
api.register_endpoint("images", ImagesEndpoint)
api.register_endpoint("documents", DocumentsEndpoint)
api.register_endpoint("regions", RegionsEndpoint)
api.register_endpoint("audiences", AudiencesEndpoint)
api.register_endpoint("topics", TopicsEndpoint)
api.register_endpoint("channels", ChannelsEndpoint)

urlpatterns = [
    path("api/v2/", api.urls),
    path("trao-doi/chuong/", webhook_endpoint.receive, name="portal_webhook"),
    path("trao-doi/tinh-trang/<uuid:uid>/", webhook_endpoint.status, name="portal_status"),
]
