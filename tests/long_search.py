"""The plugin of `make fuzz`: every property test searches EXAMPLES times, however few it asks for itself."""

import os

import pytest
from hypothesis import settings

LENGTH = int(os.environ["EXAMPLES"])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lengthen the search of every property test."""
    for item in items:
        test = getattr(item, "function", None)
        # Hypothesis reads a test's settings from here, and lets nobody decorate a test twice.
        asked = getattr(test, "_hypothesis_internal_use_settings", None)
        if asked is not None:
            test._hypothesis_internal_use_settings = settings(asked, max_examples=LENGTH, deadline=None)
