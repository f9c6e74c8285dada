"""The house as a whole: direction of imports, file sizes, what may not be in the repository."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("cms", "media", "search", "campaigns")
MAY_IMPORT = {
    "cms": {"cms"},
    "media": {"cms", "media"},
    "search": {"cms", "search"},
    "campaigns": {"cms", "media", "campaigns"},
}
# The composition root and the settings name every package.
LOOK_UPWARD = {"cms/urls.py", "cms/settings"}


def tracked(*patterns: str) -> list[str]:
    answer = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return answer.stdout.splitlines()


def sources() -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found & set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in sources()
        if path.relative_to(ROOT).parts[0] == package
        and not any(str(path.relative_to(ROOT)).startswith(root) for root in LOOK_UPWARD)
        for other in imported(path) - MAY_IMPORT[package]
    ]
    assert not wrong


def test_no_module_passes_300_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    ]
    assert not long


def test_no_line_of_a_template_passes_160_characters() -> None:
    long = [
        f"{name}:{number}: {len(line)}"
        for name in tracked("templates", "*.css", "*.js")
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 160
    ]
    assert not long


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.name != "apps.py"
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PACKAGES
    ]
    assert not hidden


def test_media_is_code_and_var_is_not() -> None:
    assert tracked("media/*.py")
    assert not tracked("var")


def test_no_host_of_a_registry_and_no_path_of_a_machine() -> None:
    hosts = ["pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "repo.maven" + ".apache"]
    needles = [*hosts, "/root" + "/", "/home" + "/"]
    found = [
        f"{name}: {needle}"
        for name in tracked()
        if (ROOT / name).is_file() and (ROOT / name).stat().st_size < 1_000_000
        for text in [(ROOT / name).read_text(encoding="utf-8", errors="ignore")]
        for needle in needles
        if needle in text
    ]
    assert not found
