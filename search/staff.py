"""Search of the admin: a Wagtail search backend over the staff index, drafts included.

The index returns ranked keys; the queryset that Wagtail passes decides what the user may see, so no
permission is checked here. Set in ``WAGTAILSEARCH_BACKENDS``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet
from django.utils.encoding import force_str
from modelsearch.backends.base import (
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    get_model_root,
)
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_indexed_models
from modelsearch.query import MatchAll, PlainText
from tantivy import Query
from wagtail.models import Page

from cms.vietnamese import clean
from search import connection
from search.analysis import fold_form, joined_keys, tokens
from search.engines import tantivy_query
from search.engines.base import EngineError
from search.engines.tantivy_index import Reader
from search.items import SearchItem
from search.query import MAX_TOKENS

LIMIT = 20_000
SHORT_LIST = 500


def root_label(model: type[Model]) -> str:
    """Return the label under which rows of a model and of its subclasses are indexed."""
    return str(get_model_root(model)._meta.label_lower)


def instance_key(instance: Model) -> str:
    return f"{root_label(type(instance))}:{instance.pk}"


def staff_models() -> list[type[Model]]:
    """Return the root of every model that Wagtail would index and whose keys are numbers."""
    roots = {get_model_root(model) for model in get_indexed_models()}
    return [model for model in roots if model._meta.pk is not None and _is_number(model._meta.pk)]


def _is_number(field: Field[Any, Any]) -> bool:
    return "Integer" in field.get_internal_type() or "AutoField" in field.get_internal_type()


def staff_items(versions: Mapping[str, int]) -> Iterator[SearchItem]:
    """Yield the items of those keys as last saved, drafts included."""
    by_model: dict[str, list[int]] = {}
    for key in versions:
        label, _colon, pk = key.rpartition(":")
        by_model.setdefault(label, []).append(int(pk))
    for label, pks in by_model.items():
        model = apps.get_model(label)
        rows = model._base_manager.filter(pk__in=pks)
        if issubclass(model, Page):
            rows = Page.objects.filter(pk__in=pks).specific()
        for row in rows:
            latest = row.get_latest_revision_as_object() if getattr(row, "latest_revision_id", None) else row
            yield _item(latest, f"{label}:{row.pk}", versions[f"{label}:{row.pk}"])


def _item(instance: Any, key: str, version: int) -> SearchItem:
    # Without duplicates: a field may be declared for search and for autocompletion.
    texts = dict.fromkeys(text for field in instance.get_search_fields() for text in _values(field, instance))
    return SearchItem(key=key, title=str(instance)[:300], body="\n".join(texts)[:20_000], version=version)


def _values(field: Any, instance: Any) -> Iterator[str]:
    """Yield the text of one declared search field, or of the fields of related objects."""
    if isinstance(field, SearchField | AutocompleteField):
        value = field.get_value(instance)
        if value:
            yield force_str(value)
    elif isinstance(field, RelatedFields):
        related: Any = getattr(instance, field.field_name, None)
        many = [] if related is None else related.all() if hasattr(related, "all") else [related]
        for other in many:
            for inner in field.fields:
                yield from _values(inner, other)


# (rows, their keys in ranked order); None for the order of the queryset.
_Found = tuple[QuerySet[Any], list[int] | None]


class StaffQueryCompiler(BaseSearchQueryCompiler):
    """Compiles Wagtail's query to text; the filters of its queryset are left to the database."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    prefix = False
    found: _Found | None = None

    def check(self) -> None:
        """Check nothing: filters and order are left to the database."""

    @property
    def everything(self) -> bool:
        return isinstance(self.query, MatchAll)

    @property
    def text(self) -> str:
        return _text_of(self.query)


class StaffAutocompleteCompiler(StaffQueryCompiler):
    prefix = True


def _text_of(query: Any) -> str:
    """Return the text of any of Wagtail's query objects."""
    if isinstance(query, PlainText) or hasattr(query, "query_string"):
        return str(query.query_string)
    inner = getattr(query, "subqueries", None) or [getattr(query, "subquery", None)]
    return " ".join(_text_of(part) for part in inner if part is not None)


class StaffResults(BaseSearchResults):
    """Rows of the queryset that match in the index, best first unless the queryset is ordered."""

    def _ranked(self) -> list[int] | None:
        """Return the ranked keys, or None without an index."""
        compiler = self.query_compiler
        try:
            return connection.embedded(connection.STAFF).ids(
                lambda reader: _staff_query(reader, compiler), LIMIT
            )
        except EngineError:
            return None

    def _found(self) -> _Found:
        """Return the matches, cached with the query: the list, its count and its pages share one search."""
        compiler = self.query_compiler
        if compiler.found is None:
            compiler.found = self._find()
        return compiler.found

    def _find(self) -> _Found:
        compiler = self.query_compiler
        rows = compiler.queryset
        if compiler.everything:
            return rows, None
        ranked = self._ranked()
        if ranked is None:
            return rows.filter(_by_title(rows.model, compiler.text)), None
        if not ranked:
            return rows.none(), []
        if len(ranked) > SHORT_LIST:
            visible = set(rows.order_by().values_list("pk", flat=True))
        else:
            visible = set(rows.order_by().filter(pk__in=ranked).values_list("pk", flat=True))
        ranked = [pk for pk in ranked if pk in visible]
        if compiler.order_by_relevance:
            return rows, ranked
        return rows.filter(pk__in=ranked), None

    def _do_search(self) -> list[Any]:
        rows, ranked = self._found()
        if ranked is None:
            return self._prefetched(list(rows[self.start : self.stop]))
        shown = ranked[self.start : self.stop]
        by_key = {row.pk: row for row in rows.filter(pk__in=shown)}
        return self._prefetched([by_key[pk] for pk in shown if pk in by_key])

    def _prefetched(self, rows: list[Any]) -> list[Any]:
        if self._score_field:
            for row in rows:
                setattr(row, self._score_field, None)
        return rows

    def _do_count(self) -> int:
        rows, ranked = self._found()
        count = rows.count() if ranked is None else len(ranked)
        end = count if self.stop is None else min(count, self.stop)
        return max(0, end - self.start)


def _by_title(model: type[Model], text: str) -> Q:
    """Match the text in the title, by SQL: the fallback without an index."""
    names = {field.name for field in model._meta.get_fields()}
    name = next((name for name in ("title", "name", "username") if name in names), "")
    words = " ".join(clean(text).split())
    return Q(**{f"{name}__icontains": words}) if name and words else Q(pk__in=[])


def _staff_query(reader: Reader, compiler: StaffQueryCompiler) -> Query | None:
    """Match all folded words; for autocompletion the last one may be a prefix."""
    words = [fold_form(token) for token in tokens(compiler.text)][:MAX_TOKENS]
    if not words:
        return None
    parts = [tantivy_query.term(reader, "body_fold", word) for word in words[:-1]]
    last = tantivy_query.term(reader, "body_fold", words[-1])
    if compiler.prefix:
        last = tantivy_query.any_of([last, tantivy_query.starts_with(reader, "body_fold", words[-1])])
    every = tantivy_query.all_of([*parts, last])
    codes = joined_keys(words)
    if codes:
        every = tantivy_query.any_of([every, tantivy_query.term(reader, "code", codes[-1])])
    titles = [tantivy_query.term(reader, "title_fold", word) for word in words]
    model = tantivy_query.term(reader, "model", root_label(compiler.queryset.model))
    return Query.boolean_query(
        [
            (tantivy_query.Occur.Must, Query.const_score_query(model, 0.0)),
            (tantivy_query.Occur.Must, every),
            *((tantivy_query.Occur.Should, Query.boost_query(title, 4.0)) for title in titles),
        ]
    )


class SearchBackend(BaseSearchBackend):
    """The backend itself; items reach the index through the outbox, so it writes nothing."""

    query_compiler_class = StaffQueryCompiler
    autocomplete_query_compiler_class = StaffAutocompleteCompiler
    results_class = StaffResults
