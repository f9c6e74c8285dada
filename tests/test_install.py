"""`bin/pythons` and `bin/install`: which Python the site is installed with, and when anew."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("bash", "dirname", "sha256sum", "cut", "cat", "rm", "env")


def interpreter(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    path.chmod(0o755)


def answers(version: str) -> str:
    """An interpreter whose only skill is to say its version when `bin/pythons` asks for it."""
    return f"echo {version}"


def found(folder: Path, *arguments: str, **variables: str) -> list[str]:
    answer = subprocess.run(
        [ROOT / "bin/pythons", *arguments],
        env={"PATH": str(folder), "HOME": str(folder)} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return [str(Path(line).relative_to(folder)) for line in answer.stdout.split()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH with the tools of the scripts and no Python."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def test_newest_python_comes_first(path):
    for version in ("3.12", "3.14", "3.11"):
        interpreter(path, f"python{version}", answers(version))
    assert found(path) == ["python3.14", "python3.12", "python3.11"]


def test_plain_python3_counts_as_the_version_that_it_is(path):
    interpreter(path, "python3", answers("3.13"))
    interpreter(path, "python3.11", answers("3.11"))
    assert found(path) == ["python3", "python3.11"]


def test_a_shim_without_its_version_is_passed_over(path):
    interpreter(path, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    interpreter(path, "python3.12", answers("3.12"))
    assert found(path) == ["python3.12"]


def test_a_python_without_venv_is_passed_over(path):
    no_ensurepip = (
        f'exec {sys.executable} -c "import sys; sys.modules[\'ensurepip\'] = None; exec(sys.argv[1])" "$2"'
    )
    interpreter(path, "python3", no_ensurepip)
    assert found(path) == []


@pytest.mark.parametrize("version", ["3.10", "3.15", "2.7"])
def test_other_versions_are_passed_over(path, version):
    interpreter(path, "python3", answers(version))
    assert found(path) == []


def test_pythons_of_pyenv_are_found_when_all_are_wanted(path):
    folder = path / "pyenv/versions/3.13.0/bin"
    folder.mkdir(parents=True)
    interpreter(folder, "python", answers("3.13"))
    assert found(path, PYENV_ROOT=str(path / "pyenv")) == []
    assert found(path, "all", PYENV_ROOT=str(path / "pyenv")) == ["pyenv/versions/3.13.0/bin/python"]


def install(site: Path, path: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": str(path), "HOME": str(path)}
    return subprocess.run(
        [site / "bin/install"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts, and requirements that ask for nothing."""
    site = tmp_path_factory.mktemp("site")
    (site / "bin").mkdir()
    (site / "requirements").mkdir()
    for name in ("install", "pythons"):
        shutil.copy(ROOT / "bin" / name, site / "bin" / name)
    for name in ("base", "dev"):
        (site / "requirements" / f"{name}.txt").touch()
    return site


def test_install_says_what_it_needs_when_no_python_fits(site, path):
    done = install(site, path)
    assert done.returncode == 1
    assert "Cần Python 3.11, 3.12, 3.13 hoặc 3.14" in done.stderr
    assert not (site / ".venv").exists()


@pytest.mark.slow
def test_an_environment_is_reused_while_its_interpreter_works(site, path):
    interpreter(path, "python3", f'exec {sys.executable} "$@"')
    assert install(site, path).returncode == 0
    (site / ".venv/mark").touch()
    (path / "python3").unlink()
    assert install(site, path).returncode == 0  # asks for no other Python
    assert (site / ".venv/mark").exists()


@pytest.mark.slow
@pytest.mark.parametrize("broken", ["interpreter gone", "another version under the same name"])
def test_an_environment_that_no_longer_works_is_made_anew(site, path, broken):
    interpreter(path, "python3", f'exec {sys.executable} "$@"')
    old = site / ".venv/bin"
    old.mkdir(parents=True)
    (site / ".venv/mark").touch()
    (site / ".venv/.installed").write_text("base of the old interpreter")
    if broken == "interpreter gone":
        (old / "python").symlink_to(path / "python3.9")
    else:
        interpreter(old, "python", "exit 1")
    assert install(site, path).returncode == 0
    assert not (site / ".venv/mark").exists()
    assert (site / ".venv/bin/pip").exists()
