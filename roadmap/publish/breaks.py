"""Preparing a person's text for paper: where lines may break, and nothing the renderer chokes on.

One word of 100 kB, 100 kB of no-break spaces or 100,000 accents on one letter each keep the layout engine
busy for minutes inside one call that cannot be interrupted, and a right-to-left override turns the words
after it around.  Nothing is lost silently: what cannot be set is shown as a sign in square brackets.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

import icu

LONGEST_RUN = 40
MOST_MARKS = 12
SOFT_BREAK = "\u200b"

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
NO_CHARACTERS = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0080-\U0010ffff]")
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
BIDI_SIGNS = {
    "\u202a": "[LRE]",
    "\u202b": "[RLE]",
    "\u202c": "[PDF]",
    "\u202d": "[LRO]",
    "\u202e": "[RLO]",
    "\u2066": "[LRI]",
    "\u2067": "[RLI]",
    "\u2068": "[FSI]",
    "\u2069": "[PDI]",
}
# Some languages set a space before these; none begins a line with them.
BEFORE_CLOSING = re.compile(" (?=[!?;:»।॥])")
# A quick test: there is no mark below U+0300.
PERHAPS_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{MOST_MARKS + 1},}}")
# Unlike \s, the spaces a line may not break at belong to the run.
RUN = re.compile(f"[^ \t\n\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]{{{LONGEST_RUN + 1},}}")
# Khmer, Lao and Burmese put no spaces between words, and Pango knows none of their words (it knows Thai's).
UNSPACED = re.compile("[\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]{2,}")

_of_this_thread = threading.local()


def prepare(text: str, lang: str = "en") -> str:
    """Give the text as it can be set on paper, for a language tag; its words stay as they are.

    The result is text for a template to escape.  It has soft breaks (U+200B) between the words of Khmer, Lao
    and Burmese and inside any run of more than forty characters that offers no break, and no break before
    a closing sign such as the French "!" or the danda; line ends are "\\n";
    control characters are left out; overrides of direction, private and unassigned code points and accents
    beyond the twelfth on one letter are shown as a sign such as "[RLO]", "[U+E000]" or "[+30]".
    """
    text = CONTROLS.sub("", LINE_ENDS.sub("\n", text))
    if not text.isascii():
        text = NO_CHARACTERS.sub(code_sign, text)
        text = BIDI_CONTROLS.sub(lambda control: BIDI_SIGNS[control[0]], text)
        text = PERHAPS_MARKS.sub(lambda run: _fewer_marks(run[0]), text)
        text = UNSPACED.sub(lambda words: SOFT_BREAK.join(_lines(words[0], lang)), text)
    text = BEFORE_CLOSING.sub("\u00a0", text)
    return RUN.sub(lambda run: _with_soft_breaks(run[0], lang), text)


def code_sign(character: re.Match[str]) -> str:
    """Give the visible sign of a matched character that no typeface can show."""
    return f"[U+{ord(character[0]):04X}]"


def _fewer_marks(run: str) -> str:
    """Keep the first marks on every letter and count the rest."""
    kept, marks = [], 0
    for character in run:
        if unicodedata.category(character)[0] == "M":
            marks += 1
        else:
            kept.append(_count_sign(marks))
            marks = 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join((*kept, _count_sign(marks)))


def _count_sign(marks: int) -> str:
    return f"[+{marks - MOST_MARKS}]" if marks > MOST_MARKS else ""


def _with_soft_breaks(run: str, lang: str) -> str:
    """Give a long run with a soft break in every stretch of it that offers none."""
    return "".join(
        SOFT_BREAK.join(_chunks(line)) if len(line) > LONGEST_RUN else line for line in _lines(run, lang)
    )


def _chunks(line: str) -> Iterator[str]:
    """Cut an unbreakable line into pieces of at most forty characters, between clusters if it can."""
    chunk = ""
    for cluster in _pieces(_boundaries(icu.BreakIterator.createCharacterInstance, "und"), line):
        if chunk and len(chunk) + len(cluster) > LONGEST_RUN:
            yield chunk
            chunk = ""
        chunk += cluster
        while len(chunk) > LONGEST_RUN:
            yield chunk[:LONGEST_RUN]
            chunk = chunk[LONGEST_RUN:]
    yield chunk


def _lines(text: str, lang: str) -> Iterator[str]:
    """Cut text wherever a line of it may end (Unicode line breaking, dictionaries for unspaced scripts)."""
    return _pieces(_boundaries(icu.BreakIterator.createLineInstance, lang), text)


def _boundaries(create: Callable[[icu.Locale], icu.BreakIterator], lang: str) -> icu.BreakIterator:
    """Give this thread's iterator: making one costs more than using it, and it holds the text it walks."""
    iterators = vars(_of_this_thread).setdefault("iterators", {})
    if (create, lang) not in iterators:
        iterators[create, lang] = create(icu.Locale.forLanguageTag(lang))
    return iterators[create, lang]


def _pieces(boundaries: icu.BreakIterator, text: str) -> Iterator[str]:
    boundaries.setText(text)
    places = (0, *boundaries)
    units = text.encode("utf-16-le")  # ICU counts in UTF-16 code units
    for start, end in pairwise(places):
        yield units[2 * start : 2 * end].decode("utf-16-le")
