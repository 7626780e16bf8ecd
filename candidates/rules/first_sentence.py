"""Whether a mail tells the decision in its first sentence. Nobody has to read on to learn that the answer is no."""

import re

# What says "no" and cannot be read another way; matched in small letters, with single spaces.
TELLING = {
    "nl": (
        r"\b(gaan|ga|gaat|kunnen|kun) (we |wij |ik )?niet (met (je|jou|u) )?(verder|door)\b",
        r"\bniet (met (je|jou|u) )?(verder|door)gaan\b",
        r"\bniet met (je|jou|u) (verder|door)\b",
        r"\bniet (door|verder) (naar|in) de\b",
        r"\b(je|jij|u) (bent|wordt|werd|gaat) (het )?niet\b[^,;]*\b(geworden|aangenomen|(uit)?gekozen|verder|door)\b",
        r"\bniet (voor (jou|je|u) (gekozen|kiezen)|gekozen voor (jou|je|u))\b",
        r"\bkiezen (we|wij) niet voor (jou|je|u)\b",
        r"\b(kiezen|gekozen) (we |wij )?(er )?(niet )?voor .*\bniet (verder|door)\b",
        r"\b(wijzen|wijs|moeten|moet) .*\baf\b",
        r"\bafgewezen\b|\bafwijzen\b|\bafwijzing\b",
        r"\bbieden (we|wij|ik)? ?(je|jou|u) (de|deze) (functie|baan) niet aan\b",
    ),
    "en": (
        r"\b(will|are|do|did|can|could|have)( \w+)? not (be )?(to )?(go|move|mov|continue|continu|proceed)(ing)?\b",
        r"\b(won|aren|can|couldn)[’']t (be )?(go|move|mov|continue|continu|proceed)(ing)?\b",
        r"\bnot (be )?(offer|offering|taking|take|selected|chosen|hired|successful|invited)\b",
        r"\bdecided (against|not to)\b",
        r"\bunable to offer\b|\bunsuccessful\b|\bturned down\b|\brejected\b|\brejection\b",
    ),
}
GREETING = re.compile(r"^[^\n]{0,120},\s*\n+")
END = re.compile(r"[.?!](?=\s|$)|\n{2,}")


def first_sentence(opening: str) -> str:
    """After the greeting, which ends with a comma and its line."""
    words = GREETING.sub("", opening.replace("\r\n", "\n").strip() + "\n")
    return " ".join(END.split(words.strip(), maxsplit=1)[0].split())


def tells_the_decision(opening: str, language: str) -> bool:
    sentence = first_sentence(opening).casefold()
    return any(re.search(pattern, sentence) for pattern in TELLING.get(language, TELLING["nl"]))
