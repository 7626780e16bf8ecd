"""A column as the words in it, without capitals and accents: what a search looks through, with an index of its own."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, Value
from django.db.models.functions import Lower

ACCENTED = "àáâãäåāçćčďèéêëēğìíîïīıłñńňòóôõöøōřśşšťùúûüūýÿźżž"
PLAIN = "aaaaaaacccdeeeeegiiiiiilnnnooooooorssstuuuuuyyzzz"
TO_PLAIN = str.maketrans(ACCENTED, PLAIN)


def words_of(field: str) -> Func:
    folded = Func(Lower(field), Value(ACCENTED), Value(PLAIN), function="translate")
    return Func(folded, template="to_tsvector('simple', %(expressions)s)", output_field=SearchVectorField())


def has_word(field: str, beginning: str) -> Func:
    """True where a word of the column begins so. The database decides what a word is, also in "El-Amrani"."""
    escaped = beginning.lower().translate(TO_PLAIN).replace("\\", "\\\\").replace("'", "''")
    wanted = Func(Value(f"'{escaped}':*"), template="to_tsquery('simple', %(expressions)s)")
    return Func(words_of(field), wanted, arg_joiner=" @@ ", template="(%(expressions)s)", output_field=BooleanField())
