"""python -m feedback_portal.embedded COMMAND: run it beside living servers, and stop those that were not alive."""

import subprocess
import sys

from feedback_portal.embedded import servers
from feedback_portal.embedded.folder import data_folder
from feedback_portal.embedded.trouble import StartError


def main(command: list[str]) -> int:
    wanted = servers.wanted(data_folder())
    started = [server for server in wanted if not server.program.pid()]
    try:
        if wanted:
            servers.start(wanted, say=lambda _: None)
        return subprocess.run(command, check=False).returncode
    except StartError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    finally:
        for server in reversed(started):
            server.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
