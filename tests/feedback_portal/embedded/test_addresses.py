"""Where the servers are, without starting them."""

from pathlib import Path
from urllib.parse import quote

import environ
import psycopg2.extensions
import pytest

from feedback_portal.embedded import addresses, secrets
from feedback_portal.embedded.folder import REPOSITORY, data_folder, socket_folder


def test_django_and_libpq_read_the_database_url_alike(tmp_path: Path) -> None:
    url = addresses.database_url(tmp_path)

    for_django = environ.Env.db_url_config(url)
    for_libpq = psycopg2.extensions.parse_dsn(url)

    password = secrets.read("postgres_portal", folder=tmp_path)
    assert (for_django["USER"], for_django["PASSWORD"], for_django["NAME"]) == ("portal", password, "portal")
    assert for_django["OPTIONS"] == {"host": str(socket_folder(tmp_path))}
    assert for_libpq == {
        "user": "portal",
        "password": password,
        "dbname": "portal",
        "host": str(socket_folder(tmp_path)),
    }


def test_a_folder_with_odd_letters_survives_both_urls(folder: Path) -> None:
    odd = folder / "a b&c"

    assert environ.Env.db_url_config(addresses.database_url(odd))["OPTIONS"] == {"host": str(odd / "run")}
    assert quote(str(odd / "run" / "valkey.sock")) in addresses.redis_url(odd)


def test_a_deep_folder_gets_a_short_place_for_its_sockets(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["deeper"] * 20)

    assert len(str(socket_folder(deep))) < 60
    assert socket_folder(deep) != socket_folder(deep / "still")


@pytest.mark.parametrize(("named", "expected"), [("/srv/portal", Path("/srv/portal")), ("", data_folder())])
def test_local_dir_names_the_data_folder(monkeypatch: pytest.MonkeyPatch, named: str, expected: Path) -> None:
    if named:
        monkeypatch.setenv("LOCAL_DIR", named)

    assert data_folder() == expected
    assert REPOSITORY.joinpath("manage.py").exists()
