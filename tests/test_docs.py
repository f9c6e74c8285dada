"""The documentation against the code: links, environment variables, cited rules and files."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = ("*.py", "*.html", "*.css", "*.js", "*.toml", "*.typ", "bin/*", "Makefile")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CITED_RULES = re.compile(r"\b[Rr]ules? (\d+(?:(?:, | and | to )\d+)*)\b")
CITED_FILE = re.compile(r"(?<![\w*])[\w./-]*\w\.md\b")
# How settings, scripts in Python and scripts in bash read the environment.
READ_IN_PYTHON = re.compile(
    r"""\benv(?:\.\w+)?\(\s*"([A-Z][A-Z0-9_]+)"|\benviron(?:\.\w+\(|\[)\s*["']([A-Z][A-Z0-9_]+)["']"""
)
READ_IN_BASH = re.compile(r"\$\{([A-Z][A-Z0-9_]+):?[-=?+]")
# Set by bash itself, by pyenv or by uv: where their Pythons are is theirs to say.
OF_OTHERS = {"BASH_SOURCE", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"}


def tracked(*patterns: str) -> list[str]:
    answer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in answer.stdout.splitlines() if (ROOT / name).is_file()]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="ignore")


def rule_numbers() -> list[int]:
    found = re.findall(r"^\| ([1-9]\d*) \|", text_of("docs/rules.md"), re.MULTILINE)
    return [int(number) for number in found]


def cited_rules(text: str) -> set[int]:
    return {int(number) for found in CITED_RULES.findall(text) for number in re.findall(r"\d+", found)}


def variables_read() -> set[str]:
    found: set[str] = set()
    for name in tracked("cms/settings/*.py", "bin/*", "manage.py", "cms/wsgi.py"):
        text = text_of(name)
        found |= {first or second for first, second in READ_IN_PYTHON.findall(text)}
        if text.startswith("#!/usr/bin/env bash"):
            found |= set(READ_IN_BASH.findall(text))
    return found - OF_OTHERS


def variables_documented() -> list[str]:
    return re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", text_of("docs/operations.md"), re.MULTILINE)


@pytest.mark.parametrize("name", tracked("*.md"))
def test_relative_links_resolve(name: str) -> None:
    targets = LINK.findall(FENCE.sub("", text_of(name)))
    relative = [target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    assert [target for target in relative if not ((ROOT / name).parent / target).exists()] == []


def test_index_leads_to_every_page_of_the_documentation() -> None:
    linked = {(ROOT / "docs" / target).resolve() for target in LINK.findall(text_of("docs/index.md"))}
    pages = {(ROOT / name).resolve() for name in tracked("docs/*.md")} - {ROOT / "docs/index.md"}
    assert pages - linked == set()


def test_variables_table_is_what_is_read() -> None:
    assert sorted(variables_documented()) == sorted(variables_read())


def test_rules_are_numbered_without_a_gap() -> None:
    numbers = rule_numbers()
    assert numbers == list(range(1, len(numbers) + 1))


def test_cited_rules_exist() -> None:
    known = set(rule_numbers())
    wrong = {
        name: sorted(unknown)
        for name in [*tracked(*CODE), *tracked("*.md")]
        if name != "tests/test_docs.py" and (unknown := cited_rules(text_of(name)) - known)
    }
    assert wrong == {}


def test_code_cites_files_of_the_tree() -> None:
    pages = set(tracked("*.md"))
    names = {Path(page).name for page in pages}
    wrong = [
        f"{name}: {cited}"
        for name in tracked(*CODE)
        if name != "tests/test_docs.py"
        for cited in CITED_FILE.findall(text_of(name))
        if cited not in (pages if "/" in cited else names)
    ]
    assert wrong == []


def test_decisions_state_whether_they_are_in_force() -> None:
    records = re.split(r"^## ", text_of("docs/decisions.md"), flags=re.MULTILINE)[1:]
    assert [record.split("\n")[0] for record in records if "\n*State.* " not in record] == []


def test_readme_is_short_and_names_both_commands() -> None:
    readme = text_of("README.md")
    assert 350 <= len(readme.split()) <= 650
    assert "make run" in readme
    assert "make test" in readme
