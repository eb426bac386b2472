"""`roadmap render` of forty plans: two processes against one, in one run."""

import re
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

SCRIPT = [sys.executable, "-c", "from roadmap.cli import main; main()", "render"]


def test_forty_plans_with_two_processes_and_with_one(shared: Path, tmp_path: Path) -> None:
    """Goal: at most 0.60 of the time. The plans are the five cases of usual size, eight times each."""
    cases = [path for path in sorted((shared / "cases").glob("*.yaml")) if not path.name.startswith("ph-")]
    files = [_copy(path, tmp_path / f"{n:02}.yaml") for n, path in enumerate(islice(cycle(cases), 40))]
    two = _seconds(files, tmp_path / "two", 2)
    one = _seconds(files, tmp_path / "one", 1)
    print(f"\nrender 40 plans: 1 process {one:.1f} s, 2 processes {two:.1f} s, ratio {two / one:.2f}")


def _copy(source: Path, target: Path) -> Path:
    """A plan with a title of its own, so that no two are the same document."""
    text = source.read_text("utf-8")
    target.write_text(
        re.sub("title: 'Strategic roadmap:", f"title: 'Roadmap {target.stem}:", text, count=1), "utf-8"
    )
    return target


def _seconds(files: list[Path], folder: Path, processes: int) -> float:
    started = time.perf_counter()
    command = [*SCRIPT, *map(str, files), "-o", str(folder), f"--processes={processes}", "--date=2026-01-31"]
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.perf_counter() - started
    assert len(list(folder.iterdir())) == 40
    return seconds
