"""The line above every form of a page: whose page it is, and the chapter of the guide about it (rule 125)."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from campaigns.approvals import reviewers


class HeadPanel(Panel):
    """Names the department of the page; ``chapter`` is the number of a chapter of the editors' guide."""

    def __init__(self, chapter: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.chapter = chapter

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"chapter": self.chapter}

    class BoundPanel(Panel.BoundPanel):
        template_name = "editorial/form_head.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            place = self.instance if self.instance.pk else self.form.parent_page
            chapter = self.panel.chapter
            guide = reverse("guide", args=["huong-dan-bien-tap"])
            return super().get_context_data(parent_context) | {
                "unit": reviewers.unit_name(place) if place else "",
                "help_url": f"{guide}#muc-{chapter}" if chapter else "",
            }
