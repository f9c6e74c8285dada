"""The project as a whole: sizes, names, what may not be in the repository. Layers: lint-imports."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("cms", "media", "search", "campaigns")
# Parts of identifiers that stand for something else in the field; the words to use: docs/glossary.md.
ABANDONED = {
    "asked", "barred", "carried", "desk", "former", "frozen", "heard", "held", "kept", "knock", "leaning",
    "obstacles", "patience", "reach", "relied", "said", "spare", "standing", "standings", "steering",
    "takeable", "taken", "takeover", "tick", "told", "upkeep", "vault",
}  # fmt: skip


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


def identifiers(path: Path) -> set[str]:
    """Names that the module defines, assigns or reads as attributes."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def words_of(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", name)))


def test_no_module_passes_300_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in [*sources(), *(ROOT / name for name in tracked("tests/*.py", "bench/*.py", "bin/*.py"))]
        if path.is_file() and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
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


def test_abandoned_names_do_not_come_back() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        for name in sorted(identifiers(path))
        if words_of(name) & ABANDONED
    ]
    assert not found


def test_docstrings_are_statements() -> None:
    """A docstring that opens with What, Who, How … tells a riddle instead of what the thing does."""
    found = []
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                words = (ast.get_docstring(node) or "").split()
                if words and words[0] in {"What", "Who", "Whose", "How", "That", "Where"}:
                    found.append(f"{path.relative_to(ROOT)}: {' '.join(words[:8])}")
    assert not found
