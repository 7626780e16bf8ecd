"""The addresses of the embedded servers: worked out from the data folder, without starting anything."""

from pathlib import Path
from urllib.parse import quote, urlencode

from feedback_portal.embedded import secrets
from feedback_portal.embedded.folder import data_folder, socket_folder

ROLE = DATABASE = "portal"


def database_url(folder: Path | None = None, *, database: str = DATABASE) -> str:
    """A URL that libpq, psql and Django read alike. The password in it is made now if need be."""
    home = folder or data_folder()
    where = urlencode({"host": str(socket_folder(home))}, quote_via=quote, safe="/")
    return f"postgresql://{_login('postgres_portal', home)}@/{database}?{where}"


def redis_url(folder: Path | None = None) -> str:
    """As Celery's transport reads it."""
    home = folder or data_folder()
    return f"redis+socket://{_login('valkey', home)}@{quote(str(broker_socket(home)))}?virtual_host=0"


def broker_socket(folder: Path) -> Path:
    return socket_folder(folder) / "valkey.sock"


def _login(secret: str, folder: Path) -> str:
    return f"{ROLE}:{quote(secrets.read_or_make(secret, folder=folder), safe='')}"
