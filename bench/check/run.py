#!/usr/bin/env python3
"""`cargo portcullis check` over a million lines, beside semgrep, in one run: `python3 bench/check/run.py`.

Builds and installs what is needed below the target folder, makes the trees, proves that both programs find what they look
for, measures, and writes `bench/results/check.md`.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import cases
import page
import scanners
import tree

REPOSITORY = Path(__file__).resolve().parents[2]
HALF, WHOLE = 500_000, 1_000_000
ROUNDS = 3
# What takes longer than this, in seconds, is measured once.
TOO_LONG = 300


def main() -> None:
    target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target")).resolve()
    work = target / "bench-check"
    work.mkdir(parents=True, exist_ok=True)
    portcullis, semgrep = scanners.build(REPOSITORY), scanners.install(work)
    tree.fetch(REPOSITORY)
    half, whole = tree.assemble(REPOSITORY, work / "half", HALF), tree.assemble(REPOSITORY, work / "whole", WHOLE)
    proved = cases.prove(portcullis, semgrep, work)
    jobs = len(os.sched_getaffinity(0))
    measured = page.Measured(machine(jobs), versions(semgrep), load(), half, whole, proved, jobs)
    for number in range(ROUNDS):
        for mode in scanners.MODES:
            say(f"round {number + 1}: {mode.name}")
            measured.half(mode, *scanners.run_portcullis(portcullis, mode, half.folder, work))
            measured.ours(mode, *scanners.run_portcullis(portcullis, mode, whole.folder, work))
            if measured.longest_of_theirs(mode) <= TOO_LONG:
                measured.theirs(mode, *scanners.run_semgrep(semgrep, mode, whole.folder, work, jobs))
    measured.load_after = load()
    results = REPOSITORY / "bench/results/check.md"
    results.write_text(page.write(measured))
    say(f"written: {results.relative_to(REPOSITORY)}")


def machine(threads: int) -> str:
    model = platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return f"{model}, {threads} hardware threads, {platform.system().lower()}"


def versions(semgrep: Path) -> list[str]:
    def first_line(*command: str | Path) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]

    said = first_line(semgrep, "--version", "--disable-version-check", "--metrics", "off")
    return [first_line("rustc", "--version"), f"semgrep {said}", f"Python {platform.python_version()}"]


def load() -> str:
    return Path("/proc/loadavg").read_text().split()[0]


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
