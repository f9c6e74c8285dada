"""The notices of the health of the site in the admin."""

from django import template

from cms.health import notices

register = template.Library()
register.simple_tag(notices, name="health_notices")
