"""Checks spelling: near misses of known phrases, impossible syllables, doubled and missing words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from campaigns.editorial.drafting.findings import Finding, Kind, found
from campaigns.editorial.drafting.lexicon import COMMON, KNOWN, PAIRS, PHRASES, REDUPLICATED, UNFINISHED
from campaigns.editorial.drafting.words import Word, forms, like
from cms.edit_distance import one_edit, swapped
from cms.syllables import is_syllable, is_vietnamese, lacks_tone, parts

Phrase = tuple[str, ...]

# A word of this many letters is foreign: no Vietnamese syllable is so long.
FOREIGN = 9
_ORDINAL = re.compile(r"\blần\s+(?P<word>[^\W\d_]+)\s+(?=[IVX]+\b|\d)", re.IGNORECASE)


def _exact(phrase: str) -> Phrase:
    return tuple(forms(syllable)[0] for syllable in phrase.split())


_LONG = {exact for phrase in PHRASES if len(exact := _exact(phrase)) > 2}
_LENGTHS = sorted({len(phrase) for phrase in _LONG})
# (phrase without one syllable, position of the syllable) to the syllable.
_HOLES = {(phrase[:at] + phrase[at + 1 :], at): phrase[at] for phrase in _LONG for at in range(len(phrase))}
_PAIRS: dict[Phrase, list[Phrase]] = defaultdict(list)
for _pair in map(_exact, PAIRS):
    _PAIRS[tuple(forms(syllable)[1] for syllable in _pair)].append(_pair)
_RIGHT = _LONG | {_exact(phrase) for phrase in (*PAIRS, *KNOWN)}
# As dictionaries write them: "ủy", where the exact form is "uỷ".
_WRITTEN = {forms(syllable)[0]: syllable for phrase in (*PAIRS, *PHRASES) for syllable in phrase.split()}
_UNFINISHED = {_exact(phrase): after for phrase, after in UNFINISHED.items()}


def check(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Findings about spelling in an NFC text."""
    right = _right(words)
    yield from _near_misses(text, words, {at for start, end in right for at in range(start, end)})
    yield from _impossible(text, words)
    yield from _doubled(text, words, right)
    yield from _unfinished(text, words)
    for match in _ORDINAL.finditer(text):
        word = forms(match["word"])
        if word[0] not in ("thứ", "thử") and (one_edit(word[0], "thứ") or word[1] == "thu"):
            yield _misspelt(text, match.span("word"), like(match["word"], "thứ"))


def _windows(words: Sequence[Word], lengths: Sequence[int]) -> Iterator[tuple[int, Sequence[Word]]]:
    """(position, words) for each run of words separated only by white space."""
    for at in range(len(words)):
        whole = 1
        for length in lengths:
            while whole < length and at + whole < len(words) and words[at + whole].joined:
                whole += 1
            if whole < length:
                break
            yield at, words[at : at + length]


def _right(words: Sequence[Word]) -> set[tuple[int, int]]:
    """Positions of correct phrases as (first word, one after the last)."""
    return {
        (at, at + len(window))
        for at, window in _windows(words, (2, *_LENGTHS))
        if tuple(word.exact for word in window) in _RIGHT
    }


def _misspelt(text: str, span: tuple[int, int], meant: str) -> Finding:
    message = _("Có lẽ gõ sai. Kiểm tra lại, sửa thành “%(meant)s” nếu đúng ý.") % {"meant": meant}
    return found(text, Kind.SPELLING, span, message, meant)


def _meant(syllable: str, expected: str) -> bool:
    """Whether the syllable differs from the expected one by diacritics, one letter or two swapped ones."""
    written, correct = forms(syllable)[1], forms(expected)[1]
    return written == correct or one_edit(syllable, expected) or swapped(written, correct)


def _near_misses(text: str, words: Sequence[Word], correct: set[int]) -> Iterator[Finding]:
    for at, window in _windows(words, (2, *_LENGTHS)):
        slip = _slip(window)
        # A word of a correct phrase is intended: "tình hình thực tế" is no mistake for "hình thức".
        if slip is None or at + slip[0] in correct:
            continue
        wrong = window[slip[0]]
        if not _is_name(window, wrong) and not _is_unmarked(window, wrong):
            yield _misspelt(text, (wrong.start, wrong.end), like(wrong.text, _WRITTEN[slip[1]]))


def _slip(window: Sequence[Word]) -> tuple[int, str] | None:
    """(position of the syllable that makes the window a near miss, the intended syllable), if it is one."""
    exact = tuple(word.exact for word in window)
    if len(window) == 2:
        known = _PAIRS.get(tuple(word.letters for word in window))
        if known is None or exact in known:
            return None
        for pair in known:
            wrong = [at for at in (0, 1) if pair[at] != exact[at]]
            if len(wrong) == 1 and exact[wrong[0]] not in COMMON:
                return wrong[0], pair[wrong[0]]
        return None
    if exact in _LONG:
        return None
    for at, syllable in enumerate(exact):
        intended = _HOLES.get((exact[:at] + exact[at + 1 :], at))
        if intended is not None and _meant(syllable, intended):
            return at, intended
    return None


def _is_name(window: Sequence[Word], wrong: Word) -> bool:
    """Whether the words may be a name: each begins with a capital but is not all capitals."""
    return len(window) == 2 and not wrong.text.isupper() and all(word.text[0].isupper() for word in window)


def _is_unmarked(window: Sequence[Word], wrong: Word) -> bool:
    """Whether the words are written without diacritics, as in SMS: "co quan"."""
    return wrong.text.isascii() and all(word.text.isascii() for word in window)


def _impossible(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    for word in words:
        lower = word.text.lower()
        if not 1 < len(lower) < FOREIGN or lower.isascii() or is_syllable(lower) or not is_vietnamese(lower):
            continue
        # Names may follow older spellings, but a final stop without its tone is always a mistake.
        if not word.text.islower() and not (lacks_tone(lower) and _has_marked_vowel(lower)):
            continue
        if parts(lower) is None and _is_loan(lower):
            continue
        candidates = [written for known, written in _WRITTEN.items() if _meant(word.exact, known)]
        if len(candidates) == 1:
            yield _misspelt(text, (word.start, word.end), like(word.text, candidates[0]))
        else:
            message = _("“%(word)s” không phải một tiếng viết đúng của tiếng Việt. Kiểm tra lại.")
            yield found(text, Kind.SPELLING, (word.start, word.end), message % {"word": word.text})


def _has_marked_vowel(word: str) -> bool:
    return any(char in "ăâêôơư" for char in word)


@lru_cache(maxsize=4096)
def _is_loan(word: str) -> bool:
    """Whether the word is several syllables written together, as loan words are: "ôtô", "kilômét"."""
    return any(
        parts(word[:cut]) is not None and (parts(word[cut:]) is not None or _is_loan(word[cut:]))
        for cut in range(1, len(word))
    )


def _doubled(text: str, words: Sequence[Word], right: set[tuple[int, int]]) -> Iterator[Finding]:
    for at, (first, second) in enumerate(pairwise(words)):
        if first.exact != second.exact or not second.joined or first.exact in REDUPLICATED:
            continue
        # "hành vi vi phạm": one word ends where the next begins.
        if (at - 1, at + 1) in right and (at + 1, at + 3) in right:
            continue
        # A sentence may begin with the last word of the one before; the capital shows that.
        same_case = first.text == second.text or (second.text.islower() and first.text[1:].islower())
        if len(first.text) < 2 or not same_case or not is_syllable(first.text.lower()):
            continue
        message = _("Chữ “%(word)s” viết hai lần liền. Bỏ một chữ nếu không cố ý.")
        span = (first.start, second.end)
        yield found(text, Kind.DOUBLED, span, message % {"word": first.text}, first.text)


def _unfinished(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    for at, window in _windows(words, sorted({len(phrase) for phrase in _UNFINISHED})):
        after = _UNFINISHED.get(tuple(word.exact for word in window))
        if after is None:
            continue
        following = words[at + len(window)] if at + len(window) < len(words) else None
        if following is not None and any(_meant(following.exact, forms(word)[0]) for word in after):
            continue
        span = (window[0].start, window[-1].end)
        whole = f"{text[slice(*span)]} {like(window[-1].text, after[0])}"
        message = _("Thiếu chữ “%(word)s”. Viết đủ: “%(whole)s”.") % {"word": after[0], "whole": whole}
        yield found(text, Kind.MISSING, span, message, whole)
