"""The house: imports run downward only."""

import subprocess
import sys
from pathlib import Path


def test_imports_run_downward_only():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
