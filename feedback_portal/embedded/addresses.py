"""The addresses of the embedded servers: worked out from the data folder, without starting anything."""

from pathlib import Path
from urllib.parse import quote, urlencode

from feedback_portal.embedded import secrets
from feedback_portal.embedded.folder import data_folder, socket_folder

ROLE = DATABASE = "portal"


def database_url(folder: Path | None = None, *, database: str = DATABASE) -> str:
    """A URL that libpq, psql and Django read alike. The password is in it once the servers have run."""
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
    password = secrets.read(secret, folder=folder)
    return f"{ROLE}:{quote(password, safe='')}" if password else ROLE
