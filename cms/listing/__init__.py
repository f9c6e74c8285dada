"""One core for every list of results: sections, feeds, the search page and the APIs.

``parameters`` reads a query string, ``results`` builds links, chips, facets and page numbers,
``listing`` filters a queryset, ``counters`` lets another package count facets, ``strict`` tells programs
what a query string cannot mean, ``totals`` remembers how long whole lists are.
"""

from cms.listing.counters import CountRequest, FacetCounts, count_facets, register_facet_counter
from cms.listing.listing import Filter, Listing
from cms.listing.parameters import (
    MAX_SIZE,
    PARAMETERS,
    filter_values,
    page_number,
    page_size,
    page_slice,
    positive_number,
)
from cms.listing.results import Chip, Facet, Option, ResultList
from cms.listing.strict import bad_numbers, unknown_names, unknown_values
from cms.listing.totals import whole_number

__all__ = [
    "MAX_SIZE",
    "PARAMETERS",
    "Chip",
    "CountRequest",
    "Facet",
    "FacetCounts",
    "Filter",
    "Listing",
    "Option",
    "ResultList",
    "bad_numbers",
    "count_facets",
    "filter_values",
    "page_number",
    "page_size",
    "page_slice",
    "positive_number",
    "register_facet_counter",
    "unknown_names",
    "unknown_values",
    "whole_number",
]
