"""Real sentences in 56 languages of the region, keyed by language tag: tests are parametrised by them."""

from pathlib import Path

import yaml

SHARED = Path(__file__).parents[3] / "shared"

LANGUAGES: dict[str, dict[str, str]] = {
    sample["tag"]: sample
    for sample in yaml.safe_load((SHARED / "scripts" / "udhr.yaml").read_text(encoding="utf-8"))["samples"]
}
