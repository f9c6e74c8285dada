"""The story of a page as it goes to other portals."""

from typing import Any

from django import template

from campaigns.portal.formats import absolute, alt_of, rendition_of

register = template.Library()


@register.inclusion_tag("portal/item/story.html", takes_context=True)
def story(context: Any, blocks: Any) -> dict[str, Any]:
    return {"blocks": blocks, "page": context["page"]}


@register.simple_tag
def sent_picture(image: Any) -> dict[str, Any]:
    """{"url", "alt", "width", "height"} of the picture as portals get it; {} when its file was lost."""
    rendition = rendition_of(image)
    if rendition is None:
        return {}
    return {
        "url": absolute(rendition.url),
        "alt": alt_of(image),
        "width": rendition.width,
        "height": rendition.height,
    }
