"""Whether two delegations mean the same by what they wrote in their own words, within one language."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import icu
from rapidfuzz import fuzz, process

LIKE = 82  # of 100: "Cloned voice fraud" and "Voice cloning fraud" are, "Voice fraud" and "Tax fraud" are not
BEGINNING = 4  # letters: by their beginnings words are found again under other endings
MOST_CANDIDATES = (
    64  # are looked at, so that the work grows with the number of titles and not with its square
)

Words = tuple[str, ...]


def words(title: str, language: str) -> Words:
    """The words of a title without regard to case and order; also of scripts that leave no spaces."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return tuple(sorted(word for word in _split(plain, language) if any(map(str.isalnum, word))))


class Likeness:
    """Finds, among the titles added before, the one most like another title of the same language."""

    def __init__(self) -> None:
        self._same: dict[tuple[str, Words], str] = {}
        self._joined: list[str] = []
        self._names: list[str] = []
        self._beginning: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, language: str, said: Words, name: str) -> None:
        """Let what is like `said` be found as `name`; what is there already stays."""
        language = _base(language)
        if not said or (language, said) in self._same:
            return
        self._same[language, said] = name
        for beginning in {word[:BEGINNING] for word in said}:
            self._beginning[language, beginning].append(len(self._names))
        self._joined.append(" ".join(said))
        self._names.append(name)

    def find(self, language: str, said: Words) -> str | None:
        """The name under which `said`, or what is most like it, was added."""
        language = _base(language)
        if (same := self._same.get((language, said))) is not None:
            return same
        candidates = {number: self._joined[number] for number in self._candidates(language, said)}
        best = process.extractOne(" ".join(said), candidates, scorer=fuzz.ratio, score_cutoff=LIKE)
        return self._names[best[2]] if best else None

    def _candidates(self, language: str, said: Words) -> list[int]:
        """Those that share the rarest beginnings, not too many."""
        shared = [self._beginning.get((language, start), []) for start in {word[:BEGINNING] for word in said}]
        found: dict[int, None] = {}
        for numbers in sorted(shared, key=lambda numbers: (len(numbers), numbers)):
            found.update(dict.fromkeys(numbers[: MOST_CANDIDATES - len(found)]))
        return list(found)


def _base(language: str) -> str:
    return language.split("-")[0]


def _split(text: str, language: str) -> Iterator[str]:
    breaks, start = _word_breaks(_base(language)), 0
    breaks.setText(text)
    # ICU counts in UTF-16: cut there as well, or one rare sign would shift every word after it.
    units = text.encode("utf-16-le", "surrogatepass")
    for end in breaks:
        yield units[2 * start : 2 * end].decode("utf-16-le", "replace")
        start = end


@lru_cache(maxsize=256)
def _word_breaks(language: str) -> icu.BreakIterator:
    return icu.BreakIterator.createWordInstance(icu.Locale(language))
