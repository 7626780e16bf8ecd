"""make bench: what the writing guide costs a message, beside a plain expression over the same text."""

import os
import re

import pytest

from candidates.rules.writing_guide import check, guide_for
from tests.bench.conftest import seconds

pytestmark = pytest.mark.bench
MOST_MS = 10  # for 200 words, on two quiet cores; shown, and asserted only when BENCH_STRICT is set
MOST_SECONDS = 1.0  # for 10,000 words

MESSAGES = {
    "nl": "Beste Sanne, dank voor je komst. Je uitleg over de overdracht aan het bed was rustig en compleet. "
    "We gaan niet verder, omdat je bij de vragen over medicatie de dubbele controle niet noemde en dat hier moet. "
    "Neem het protocol van je eigen afdeling eens door en bereid er één voorbeeld bij voor. Je kwam wat onzeker over. "
    "We bellen je zeker als er iets past. Ik wens je veel succes met je zoektocht en bedankt voor je tijd. ",
    "en": "Dear Sanne, thank you for coming in on Tuesday. Your account of the bedside handover was calm and complete. "
    "We are not going ahead, because you did not name the double check for medication and that is compulsory here. "
    "Go through the protocol of your own ward and prepare one example with it. You came across as insecure. "
    "We'll definitely call you when something comes up. I wish you every success with your search and thank you. ",
}
PLAIN = re.compile(r"\b(?:onzeker|zeker|insecure|definitely|niet|not|past|comes up|beter|better)\b", re.IGNORECASE)


def long_as(words: int, text: str) -> str:
    return " ".join((text.split() * (words // len(text.split()) + 1))[:words])


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_writing_guide_beside_a_plain_expression(lang: str) -> None:
    text, long = long_as(200, MESSAGES[lang]), long_as(10_000, MESSAGES[lang])
    guide_for(lang)
    check(text, lang, stage="interview")
    guide = seconds(lambda: check(text, lang, stage="interview"), times=31)
    whole = seconds(lambda: check(long, lang, stage="interview"), times=3)
    plain = seconds(lambda: PLAIN.findall(text), times=31)
    print(
        f"\nwriting guide {lang}: {guide * 1000:.1f} ms for 200 words ({200 / guide:,.0f} words/s), "
        f"10,000 words in {whole:.2f} s; plain expression {plain * 1000:.3f} ms ({guide / plain:,.0f} times)"
    )
    if os.environ.get("BENCH_STRICT"):
        assert guide * 1000 <= MOST_MS
        assert whole <= MOST_SECONDS
