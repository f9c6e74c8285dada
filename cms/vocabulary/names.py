"""The names of the terms of the small vocabularies, remembered (rule 135); regions are thousands."""

from collections.abc import Mapping

from cms.surroundings import remembered
from cms.vocabulary.models import Audience, Channel, Movement, Term, Topic, Trait

REMEMBERED = (Audience, Topic, Channel, Movement, Trait)


@remembered
def _known() -> dict[type[Term], dict[str, str]]:
    return {}


def names_of(vocabulary: type[Term]) -> Mapping[str, str]:
    """{key: name} of all terms of one of these vocabularies, in their order."""
    known = _known()
    if vocabulary not in known:
        rows = vocabulary._default_manager.order_by("sort_order", "name")
        known[vocabulary] = dict(rows.values_list("slug", "name"))
    return known[vocabulary]
