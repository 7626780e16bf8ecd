"""The house checks itself: who may import whom, and how big a room may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("candidates", "spreekuur", "feedback_portal")
# Rooms that would take anything in: a word is missing when one of these seems needed.
BANNED_NAMES = {"utils", "common", "helpers", "base", "misc"}
FOLDERS = {"feedback_portal", "candidates", "spreekuur", "templates", "static", "tests", "docs", "locale"}
FILES = {"manage.py", "README.md", "CHANGELOG.md", "Makefile", "Procfile", "pyproject.toml"}
REQUIREMENTS = {"requirements.txt", "requirements-dev.txt", "requirements-server.txt"}
TOP_LEVEL = FOLDERS | FILES | REQUIREMENTS


def modules() -> list[Path]:
    return [p for floor in FLOORS for p in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in p.parts]


def test_imports_run_down_the_staircase() -> None:
    lint = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    answer = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_room_is_called_utils() -> None:
    names = {p.relative_to(ROOT) for p in modules() if BANNED_NAMES & {p.stem, *p.relative_to(ROOT).parts}}
    assert names == set()


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_outgrows_its_room(path: Path) -> None:
    """At 180 lines look for the seam; 220 is the wall."""
    if path.name == "settings.py":
        return  # a list, read from top to bottom
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 220


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_function_is_longer_than_a_page(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f"{node.name}:{node.lineno}" for node in functions if (node.end_lineno or 0) - node.lineno >= 45}
    assert long == set()


def test_every_test_folder_is_a_package() -> None:
    folders = {p.parent for p in (ROOT / "tests").rglob("test_*.py")}
    assert {folder for folder in folders if not (folder / "__init__.py").exists()} == set()


def test_the_top_level_is_the_one_agreed_on() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in listed.splitlines()}
    assert {name for name in top if not name.startswith(".")} - TOP_LEVEL == set()
