"""Template tags for the HTML of items."""

from typing import Any

from django import template

from campaigns.portal.outgoing.pictures import sent_rendition_of
from cms.templatetags.text import absolute
from media.templatetags.files import alt_of

register = template.Library()


@register.inclusion_tag("portal/item/story.html", takes_context=True)
def story(context: Any, blocks: Any) -> dict[str, Any]:
    """Render the body of the page for portals."""
    return {"blocks": blocks, "page": context["page"]}


@register.simple_tag
def sent_picture(image: Any) -> dict[str, Any]:
    """Return {"url", "alt", "width", "height"} of the sent picture; {} when readers cannot get its file."""
    rendition = sent_rendition_of(image)
    if rendition is None:
        return {}
    return {
        "url": absolute(rendition.url),
        "alt": alt_of(image),
        "width": rendition.width,
        "height": rendition.height,
    }
