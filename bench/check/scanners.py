"""The two programs: how they are called, and what their output says they found."""

import json
import os
import re
import subprocess
import venv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import measure

HERE = Path(__file__).resolve().parent
RULES = HERE / "semgrep"

# Nothing is sent or asked for, and the rules' names stay as they are written.
QUIET = ["--metrics", "off", "--disable-version-check", "--no-rewrite-rule-ids"]
# All files, whatever their size and whatever git thinks of them.
ALL_FILES = ["--no-git-ignore", "--max-target-bytes", "0"]


@dataclass
class Mode:
    """One way to check, with the rules for semgrep that are its counterpart."""

    name: str
    arguments: list[str]
    rules: list[str]


MODES = [
    Mode("default", ["--workspace"], ["default.yaml", "credentials.yaml"]),
    Mode("everywhere", ["--workspace", "--everywhere"], ["default.yaml", "credentials.yaml", "everywhere.yaml"]),
    Mode("secrets", ["--secrets"], ["credentials.yaml"]),
]


@dataclass
class Found:
    """How many findings of each rule, and what else is to be said."""

    codes: Counter
    files: int
    notes: list[str]


def install(target: Path) -> Path:
    """Semgrep, of the version that is written down, in an environment of its own."""
    folder, wanted = target / "python", (HERE / "requirements.txt").read_text()
    mark = folder / "installed"
    if not mark.exists() or mark.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        pip = [folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt"]
        subprocess.run(pip, check=True)
        mark.write_text(wanted)
    return folder / "bin/semgrep"


def build(repository: Path) -> Path:
    subprocess.run(["cargo", "build", "--release", "--locked", "-p", "cargo-portcullis"], cwd=repository, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", repository / "target")) / "release/cargo-portcullis"


def portcullis_command(program: Path, mode: Mode) -> list[str]:
    return [str(program), "check", *mode.arguments]


def semgrep_command(program: Path, mode: Mode, jobs: int, output: Path) -> list[str]:
    rules = [part for file in mode.rules for part in ("--config", str(RULES / file))]
    json_only = ["--quiet", "--json", "--output", str(output)]
    return [str(program), "scan", *QUIET, *ALL_FILES, "--jobs", str(jobs), *rules, *json_only, "."]


def run_portcullis(program: Path, mode: Mode, tree: Path, work: Path) -> tuple[measure.Run, Found]:
    out, err = work / "portcullis.out", work / "portcullis.err"
    run = measure.run(portcullis_command(program, mode), tree, out, err)
    said = err.read_text()
    if run.status not in (0, 1):
        raise SystemExit(f"`check` of {mode.name} ended with {run.status}:\n{said[-2000:]}")
    checked = re.search(r"^checked (\d+) files?", said, re.MULTILINE)
    codes = Counter(re.findall(r"^(?:error|warning)\[(P\d+)\]", plain(out.read_text()), re.MULTILINE))
    return run, Found(codes, int(checked[1]), [])


def plain(text: str) -> str:
    """Without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def run_semgrep(program: Path, mode: Mode, tree: Path, work: Path, jobs: int) -> tuple[measure.Run, Found]:
    answer = work / "semgrep.json"
    answer.unlink(missing_ok=True)
    err = work / "semgrep.err"
    # Its own programs stand beside it.
    path = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    run = measure.run(semgrep_command(program, mode, jobs, answer), tree, work / "semgrep.out", err, path)
    if run.status not in (0, 1) or not answer.exists():
        raise SystemExit(f"semgrep of {mode.name} ended with {run.status}:\n{err.read_text()[-2000:]}")
    answer = json.loads(answer.read_text())
    codes = Counter(result["check_id"] for result in answer["results"])
    return run, Found(codes, len(answer["paths"]["scanned"]), faults(answer))


def faults(answer: dict) -> list[str]:
    """What it could not read or gave up, by kind."""
    kinds: dict[str, set[str]] = {}
    for error in answer["errors"]:
        kind = error["type"] if isinstance(error["type"], str) else error["type"][0]
        kinds.setdefault(kind, set()).add(error.get("path", "no file"))
    return [f"{kind}: {', '.join(f'`{path}`' for path in sorted(paths))}" for kind, paths in sorted(kinds.items())]
