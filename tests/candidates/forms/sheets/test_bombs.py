"""Each of these files is refused in words, within two seconds of the processor and in little memory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from candidates.rules.decision_words import FILE_PROBLEMS
from tests.candidates.forms.sheets.bombs import BOMBS

ROOT = Path(__file__).resolve().parents[4]
SECONDS, MEGABYTES = 2, 200
ON_LINUX = Path("/proc/self/status").exists()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """In a process of their own, so that its memory is theirs. Making a bomb costs more than refusing it: done here."""
    folder = tmp_path_factory.mktemp("bombs")
    for name, (_code, make) in BOMBS.items():
        (folder / f"{name}.bomb").write_bytes(make())
    program = "import django; django.setup(); from tests.candidates.forms.sheets.bombs import main; main()"
    known = os.environ | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "feedback_portal.settings"}
    answer = subprocess.run([sys.executable, "-c", program], cwd=folder, env=known, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_time(opened: Any, name: str) -> None:
    code, seconds = opened["cost"][name]
    assert code == BOMBS[name][0]
    assert seconds < SECONDS
    assert code in FILE_PROBLEMS


@pytest.mark.skipif(not ON_LINUX, reason="only Linux says how much memory a program took")
def test_all_of_them_fit_in_little_memory(opened: Any) -> None:
    assert opened["megabytes"] < MEGABYTES
