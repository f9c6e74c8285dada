"""A kind of content declared in one file and one template is found everywhere."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_kind_is_one_file_and_one_template() -> None:
    command = [sys.executable, "-m", "pytest", "tests/kind/checks.py", "--ds", "tests.kind.settings"]
    run = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-n", "0"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
