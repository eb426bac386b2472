"""Real sentences in 56 languages of the region, keyed by language tag: tests are parametrised by them."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

SHARED = Path(__file__).parents[3] / "shared"

LANGUAGES: dict[str, dict[str, str]] = {
    sample["tag"]: sample
    for sample in yaml.safe_load((SHARED / "scripts" / "udhr.yaml").read_text(encoding="utf-8"))["samples"]
}


def materialise(entry: dict[str, Any]) -> Any:
    """Build the input of one entry of the hostile corpus, with the corpus's own builder."""
    return _builder().materialise(entry)


@cache
def _builder() -> ModuleType:
    specification = spec_from_file_location("materialise", SHARED / "hostile" / "materialise.py")
    assert specification and specification.loader
    module = module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
