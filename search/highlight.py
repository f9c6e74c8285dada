"""Highlights matches in the original text: always HTML-escaped, folded matches included."""

from html import escape

from cms.vietnamese import clean
from search.analysis import fold_form, spans
from search.words import Highlights

FRAGMENT = 240
# A long text is searched to its end only if its beginning contains too few terms of the query.
SEARCHED_FIRST = 3000
ENOUGH_TERMS = 3
MARK = ("<mark>", "</mark>")


Match = tuple[int, int, str]


def _matches(text: str, wanted: Highlights) -> list[Match]:
    """Return (start, end, folded term) of all matches.

    A word that was typed with marks is found in a text without marks only beside another such match.
    """
    words = list(spans(text))
    folded = [fold_form(token) for _start, _end, token in words]
    bare = {fold_form(term) for term in wanted.exact}
    found: set[int] = set()
    unmarked: set[int] = set()
    for at, (_start, _end, token) in enumerate(words):
        if token in wanted.exact or folded[at] in wanted.folds:
            found.add(at)
        if token == folded[at] and token in bare:
            unmarked.add(at)
        for phrase in wanted.phrases:
            if folded[at] == phrase[0] and tuple(folded[at : at + len(phrase)]) == phrase:
                found.update(range(at, at + len(phrase)))
    found |= {at for at in unmarked if at - 1 in unmarked or at + 1 in unmarked}
    return [(*words[at][:2], folded[at]) for at in sorted(found)]


def _marked(text: str, found: list[Match], start: int, end: int) -> str:
    """Return a part of the text, escaped, neighbouring matches inside one mark."""
    runs: list[list[int]] = []
    for left, right, _term in found:
        if left < start or right > end:
            continue
        if runs and not text[runs[-1][1] : left].strip():
            runs[-1][1] = right
        else:
            runs.append([left, right])
    out: list[str] = []
    at = start
    for left, right in runs:
        out += [escape(text[at:left]), MARK[0], escape(text[left:right]), MARK[1]]
        at = right
    return "".join([*out, escape(text[at:end])])


def highlight(text: str, wanted: Highlights) -> str:
    """Return the whole text as safe HTML, terms of the query marked."""
    shown = clean(text)
    return _marked(shown, _matches(shown, wanted), 0, len(shown))


def fragment(text: str, wanted: Highlights, length: int = FRAGMENT) -> str:
    """Return the part of the text with most of the query, about ``length`` characters, as safe HTML.

    Different terms count, neighbours count more; the earliest of equal parts wins. Without a match it
    is the beginning of the text.
    """
    shown = " ".join(clean(text).split())
    found = _matches(shown[:SEARCHED_FIRST], wanted)
    terms = len(wanted.exact) + len(wanted.folds)
    if len({term for _start, _end, term in found}) < min(terms, ENOUGH_TERMS):
        found = _matches(shown, wanted)
    start, end = _window(shown, found, length)
    before = "… " if start else ""
    after = " …" if end < len(shown) else ""
    return before + _marked(shown, found, start, end) + after


def _window(text: str, found: list[Match], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    best, best_score = 0, -1
    last = 0
    counts: dict[str, int] = {}
    beside = 0
    for first, (left, _right, term) in enumerate(found):
        while last < len(found) and found[last][1] <= left + length:
            counts[found[last][2]] = counts.get(found[last][2], 0) + 1
            beside += last > first and found[last][0] - found[last - 1][1] <= 1
            last += 1
        score = 4 * len(counts) + beside
        if score > best_score:
            best, best_score = left, score
        counts[term] -= 1
        if not counts[term]:
            del counts[term]
        if first + 1 < last and found[first + 1][0] - found[first][1] <= 1:
            beside -= 1
    return _at_spaces(text, best if found else 0, length)


def _at_spaces(text: str, start: int, length: int) -> tuple[int, int]:
    """Return the window with some room before the first match, cut between words if possible."""
    start = max(0, min(start - length // 6, len(text) - length))
    if start:
        space = text.find(" ", start, start + 20)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", end - 20, end)
        end = space if space > start else end
    return start, end
