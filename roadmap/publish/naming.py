"""What a finished document is called as a file: whose plan, what it is, and who may see it."""

import re
import unicodedata

from roadmap.worksheets.audience import Shown

LONGEST = 40
UNTITLED = "roadmap"


def file_stem(shown: Shown) -> str:
    """Country, short title and marking in plain ASCII, such as `VU-strategic-roadmap-TLP-AMBER`.

    The marking is that of what is shown, so that a file lying about says who may open it.
    """
    title = str(shown.plan.profile["title"] or "")
    marking = shown.marking.label.replace(":", "-").replace("+", "-")
    return f"{shown.plan.country}-{_short(title)}-{marking}"


def _short(title: str) -> str:
    """The words before the first colon, as far as they fit; only Latin letters have such a form."""
    plain = unicodedata.normalize("NFKD", title.partition(":")[0]).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words or UNTITLED
