"""Values that every WordPress post has: its date, and no comments."""

from django.utils import timezone

# Nobody here reads what people write below a post on the portal: a report of a crime must not end there.
CLOSED = {"comment_status": "closed", "ping_status": "closed"}


def dated(day: str) -> dict[str, str]:
    """Return the date of a post of that day (ISO); {} for today, which WordPress sets, and for later days.

    A post of the future would not be shown, and the day ends at other hours in other time zones.
    """
    return {"date": f"{day}T00:00:00"} if day < timezone.localdate().isoformat() else {}
