"""Stands between a client and a server on standard streams, and keeps all that the server writes.

    record.py FILE COMMAND...

FILE gets the server's standard output as it is, FILE.errors its standard error, and FILE.status its exit status
when it has ended by itself.
"""

import subprocess
import sys


def main() -> int:
    file, *command = sys.argv[1:]
    with open(file, "ab", buffering=0) as record, open(file + ".errors", "ab") as errors:
        # The server has the client's stream itself, so it sees its end at once.
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)
        for line in server.stdout:
            record.write(line)
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    status = server.wait()
    with open(file + ".status", "w") as ended:
        ended.write(str(status))
    return status


if __name__ == "__main__":
    sys.exit(main())
