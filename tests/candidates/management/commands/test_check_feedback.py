"""The door for machines and for people: JSON lines or a plain text on standard input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
CORPUS = sorted((ROOT / "tests" / "data" / "writing_guide").glob("*.jsonl"))


def run(*words: str, given: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "manage.py", "check_feedback", *words],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env=os.environ,
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_it_answers_the_whole_corpus_in_order() -> None:
    given = b"".join(path.read_bytes() for path in CORPUS)
    done = run("--jsonl", given=given)
    assert done.returncode == 0
    assert [row["id"] for row in lines(done)] == [json.loads(line)["id"] for line in given.splitlines()]


def test_an_answer_has_the_promised_shape() -> None:
    row = {"id": "a", "lang": "nl", "stage": None, "text": "Hoi 😀! We bellen je zeker als er iets past."}
    answer = lines(run("--jsonl", given=json.dumps(row).encode()))[0]
    finding = answer["findings"][0]
    assert (answer["id"], answer["labels"]) == ("a", ["false_hope"])
    assert sorted(finding) == ["better", "end", "label", "quote", "rule", "severity", "start", "why"]
    assert row["text"][finding["start"] : finding["end"]] == finding["quote"]
    assert (finding["severity"], finding["rule"]) == ("stop", "false_hope.we_will_call")


def test_labels_hold_only_the_eleven_and_findings_the_rest_too() -> None:
    row = {"id": 1, "lang": "nl", "stage": "interview", "text": "Beste [naam], de kandidaat is niet geschikt."}
    answer = lines(run("--jsonl", given=json.dumps(row).encode()))[0]
    assert answer["labels"] == ["impersonal", "missing_advice", "missing_positive", "missing_reason", "vague"]
    assert {"placeholder", "third_person"} <= {finding["label"] for finding in answer["findings"]}


@pytest.mark.parametrize(
    "broken",
    [
        b"rubbish",
        b"[]",
        b'{"id":"a","lang":"nl"}',
        b'{"id":"a","lang":"fr","text":"bonjour"}',
        b'{"id":"a","lang":"nl","stage":"later","text":"x"}',
        b'{"id":"a","lang":"nl","text":7}',
        b'{"id":"a","lang":"nl","text":"\\ud83d"}',
        b'{"id":"a","lang":"nl","text":"\xff"}',
        b"[" * 100_000,
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(broken: bytes) -> None:
    good = b'{"id":"x","lang":"en","text":""}\n'
    done = run("--jsonl", given=good + broken + b"\n" + good)
    assert (done.returncode, [row["id"] for row in lines(done)]) == (1, ["x", "x"])
    assert done.stderr.startswith(b"line 2: ")


def test_long_and_mixed_texts_are_read() -> None:
    texts = [
        "We bellen je zeker. " * 2500,
        "You're great, maar we hebben gekozen 🎉 voor others.",
        "\n\n",
        "a" * 50_000,
    ]
    given = "\n".join(json.dumps({"id": at, "lang": "nl", "text": text}) for at, text in enumerate(texts))
    done = run("--jsonl", given=given.encode())
    assert (done.returncode, [row["id"] for row in lines(done)]) == (0, [0, 1, 2, 3])


def test_a_person_reads_the_findings() -> None:
    shown = run(given=b"Je kwam onzeker over.").stdout.decode()
    assert shown.splitlines()[0] == 'HINT personality "Je kwam onzeker over"'


def test_a_person_hears_that_there_is_nothing() -> None:
    assert run("--lang", "en", given=b"The pass mark was 70.").stdout.decode() == "Nothing to say about this text.\n"


def test_it_measures_a_folder() -> None:
    shown = run("--measure", "tests/data/writing_guide", given=b"").stdout.decode()
    assert [line.split()[1] for line in shown.splitlines() if line.startswith("###")] == [path.stem for path in CORPUS]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert run("--measure", str(tmp_path), given=b"").returncode == 1
