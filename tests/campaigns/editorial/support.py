"""The two numbers, and where the old one is found."""

from campaigns.editorial import outdated
from campaigns.editorial.models import OutdatedPhrase

OLD = "18001567"
NEW = "111"


def places(kind: str) -> list[str]:
    (found,) = outdated.find_occurrences(OutdatedPhrase.objects.filter(is_settled=False))
    return [place.title for place in getattr(found, kind)]


def story(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "value": f"<p>{text}</p>"}]
