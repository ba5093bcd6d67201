"""One process and all that it starts: how long, how much of the processors, how much memory."""

import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

# Between two looks at the process itself, in seconds.
SHORTLY = 0.005
# A look at all processes costs time, which is not to be taken from what is looked at: the pause is so many times as long.
PAUSE = 20


@dataclass
class Run:
    """Seconds, seconds of all cores, bytes."""

    wall: float
    cpu: float
    peak: int
    status: int


def run(command: list[str], folder: Path, stdout: Path, stderr: Path, environment: dict[str, str] | None = None) -> Run:
    with stdout.open("wb") as out, stderr.open("wb") as err:
        begin = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
        memory = Memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = max(memory.peak(), largest(usage))
    return Run(wall, usage.ru_utime + usage.ru_stime, peak, process.returncode)


def largest(usage: resource.struct_rusage) -> int:
    """The most that one process had, as the kernel kept it. It counts in what the process was before it became another
    program, which is this script: a figure that is no larger than that says nothing."""
    this = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * 1024 if usage.ru_maxrss > this else 0


class Memory:
    """What all processes of a session have at the same time, looked at again and again. What several of them share is
    counted once."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.most = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self) -> None:
        next_look_at_all = 0.0
        while not self.ended.is_set():
            begin = time.monotonic()
            self.most = max(self.most, kept(self.first, "status", "VmHWM:"))
            if begin >= next_look_at_all:
                together = sum(kept(pid, "smaps_rollup", "Pss:") for pid in of_session(self.first))
                self.most = max(self.most, together)
                end = time.monotonic()
                next_look_at_all = end + PAUSE * (end - begin)
            self.ended.wait(SHORTLY)

    def peak(self) -> int:
        self.ended.set()
        self.thread.join()
        return self.most


def of_session(session: int) -> list[int]:
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            try:
                stat = Path("/proc", entry, "stat").read_text()
            except OSError:
                continue
            # After the name, which may hold blanks: state, parent, group, session.
            if int(stat.rpartition(")")[2].split()[3]) == session:
                found.append(int(entry))
    return found


def kept(pid: int, file: str, line: str) -> int:
    """Bytes, of what the kernel writes in KiB. Nothing of a process that has just ended."""
    try:
        lines = Path("/proc", str(pid), file).read_text().splitlines()
    except OSError:
        return 0
    return sum(int(text.split()[1]) * 1024 for text in lines if text.startswith(line))
