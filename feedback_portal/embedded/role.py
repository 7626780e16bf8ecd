"""The portal's own place in PostgreSQL: a role that is no superuser, and the database it owns."""

from psycopg2 import sql
from psycopg2.extensions import connection, cursor

from feedback_portal.embedded.addresses import DATABASE, ROLE


def make_role_and_database(link: connection, *, password: str, makes_databases: bool) -> None:
    """Said again at every start, so that a first start that was cut short is finished by the next."""
    with link.cursor() as ask:
        verb = "ALTER" if _there(ask, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE) else "CREATE"
        rights = "LOGIN CREATEDB" if makes_databases else "LOGIN NOCREATEDB"
        ask.execute(
            sql.SQL(f"{verb} ROLE {{}} {rights} NOSUPERUSER NOCREATEROLE PASSWORD %s").format(sql.Identifier(ROLE)),
            [password],
        )
        if not _there(ask, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            ask.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))


def _there(ask: cursor, question: str, name: str) -> bool:
    ask.execute(question, [name])
    return ask.fetchone() is not None
