"""python -m feedback_portal.embedded COMMAND: run it beside living servers, and stop those that were not alive.

The command finds DATABASE_URL and PostgreSQL's own programs (psql, pg_dump, pg_restore) as if they were installed.
"""

import os
import subprocess
import sys

from feedback_portal.embedded import addresses, servers
from feedback_portal.embedded.folder import data_folder
from feedback_portal.embedded.programs import postgres_programs
from feedback_portal.embedded.trouble import StartError


def main(command: list[str]) -> int:
    wanted = servers.wanted(data_folder())
    started = [server for server in wanted if not server.program.pid()]
    try:
        if wanted:
            servers.start(wanted, say=lambda _: None)
        return subprocess.run(command, env=_surroundings() if wanted else None, check=False).returncode
    except StartError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    finally:
        for server in reversed(started):
            server.stop()


def _surroundings() -> dict[str, str]:
    programs = postgres_programs(data_folder(), None)
    found = os.environ | {"PATH": os.pathsep.join([str(programs), os.environ.get("PATH", "")])}
    return {"DATABASE_URL": addresses.database_url()} | found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
