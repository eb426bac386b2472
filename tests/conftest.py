"""What every test can ask for."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans, scripts and hostile inputs that stands beside the checkout."""
    return SHARED
