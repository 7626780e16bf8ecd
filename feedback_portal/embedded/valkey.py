"""One Valkey server in the data folder: Celery's broker. It does not guard its folder; the lock of Lasting does."""

import signal
from collections.abc import Iterator
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from feedback_portal.embedded import secrets
from feedback_portal.embedded.addresses import ROLE, broker_socket
from feedback_portal.embedded.lasting import Lasting
from feedback_portal.embedded.owner import give, server_uid
from feedback_portal.embedded.process import wait_for
from feedback_portal.embedded.programs import valkey_program
from feedback_portal.embedded.trouble import StartError

SECONDS_TO_START = SECONDS_TO_STOP = 20
TRIES = 5
CONFIGURATION = """\
port 0
unixsocket "{socket}"
unixsocketperm 700
dir "{data}"
databases {databases}
save ""
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
user default off
user {role} on >{password} ~* &* +@all {rights}
"""
EVERYDAY = "-@admin -@dangerous +info +client|setinfo"  # Celery asks for info; nobody empties or rules the server


class Valkey:
    """`forgetful` is for tests: its role may also empty the server, and there is room for many runs."""

    name = "Valkey"

    def __init__(self, folder: Path, *, forgetful: bool = False) -> None:
        self.folder, self.forgetful = folder, forgetful
        self.data, self.log = folder / "valkey", folder / "log" / "valkey.log"
        self.program = Lasting(folder / "valkey.lock")

    def start(self) -> None:
        """Takes over a living server; else starts one. Returns when it answers."""
        uid = server_uid(self.folder)
        program = valkey_program(self.folder, uid)
        if not self.data.exists():
            self.data.mkdir()
        give(self.data, uid, mode=0o700)
        tries = iter(range(TRIES))
        if not wait_for(lambda: self._answers_or_spawn(program, uid, tries), seconds=SECONDS_TO_START):
            raise StartError(f"Valkey does not answer. Its last words are in {self.log}.")

    def stop(self) -> None:
        self.program.stop(signal.SIGTERM, seconds=SECONDS_TO_STOP)

    def answers(self) -> bool:
        try:
            with self.connect() as link:
                return bool(link.ping())
        except redis.ConnectionError:
            return False

    def connect(self) -> redis.Redis:
        password = secrets.read_or_make("valkey", folder=self.folder)
        place = str(broker_socket(self.folder))
        return redis.Redis(unix_socket_path=place, username=ROLE, password=password, retry=Retry(NoBackoff(), 0))

    def _answers_or_spawn(self, program: Path, uid: int | None, tries: Iterator[int]) -> bool:
        """The child of a killed server (it was writing its file anew) may hold the lock for some moments more."""
        if not self.program.pid():
            if next(tries, None) is None:
                raise StartError(f"Valkey does not stay up. Its last words are in {self.log}.")
            broker_socket(self.folder).unlink(missing_ok=True)
            self.program.spawn([program, self._configuration(uid)], log=self.log, uid=uid)
        return self.answers()

    def _configuration(self, uid: int | None) -> Path:
        place = self.data / "valkey.conf"
        place.touch(mode=0o600)
        place.write_text(
            CONFIGURATION.format(
                socket=broker_socket(self.folder),
                data=self.data,
                role=ROLE,
                password=secrets.read_or_make("valkey", folder=self.folder),
                rights="" if self.forgetful else EVERYDAY,
                databases=1000 if self.forgetful else 16,
            )
        )
        return give(place, uid, mode=0o600)
