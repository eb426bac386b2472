"""What a worker renders in the benchmarks."""

from typing import Any

from tests.bench.engines import ours


def document(plan: dict[str, Any], _edition: dict[str, Any]) -> bytes:
    """Set a document whose markup is ready."""
    return ours(plan["markup"], plan["stylesheet"])
