"""That both programs find what they are said to look for: a quick search that finds nothing would be no comparison."""

import json
import random
import re
import string
import subprocess
from collections.abc import Iterator
from pathlib import Path

import scanners

LETTERS, ALPHANUMERIC = string.ascii_letters, string.ascii_letters + string.digits
HEX, UPPER = "0123456789abcdef", string.ascii_uppercase + "234567"

# Formats that have no checksum: what they begin with, of what the rest is made, and how long that is. Put together here, so
# that no file of the repository holds one.
CREDENTIALS = [
    ("glpat-", ALPHANUMERIC, 20),
    ("gldt-", ALPHANUMERIC, 20),
    ("glrt-", ALPHANUMERIC, 20),
    ("glptt-", HEX, 40),
    ("ATATT", ALPHANUMERIC, 180),
    ("pypi-" + "AgEIcHlwaS5vcmc", ALPHANUMERIC, 100),
    ("rubygems_", HEX, 48),
    ("dckr_pat_", ALPHANUMERIC, 27),
    ("AKIA", UPPER, 16),
    ("AIza", ALPHANUMERIC, 35),
    ("sk_live_", ALPHANUMERIC, 24),
    ("hf_", LETTERS, 34),
    ("dop_v1_", HEX, 64),
    ("postgres://orders:", ALPHANUMERIC, 16),
]


def prove(portcullis: Path, semgrep: Path, work: Path) -> int:
    """Ends the run unless every marked line is found by both; returns how many there are."""
    folder = work / "cases"
    folder.mkdir(parents=True, exist_ok=True)
    code = folder / "cases.rs"
    code.write_text((scanners.RULES / "cases.rs").read_text())
    credentials = folder / "credentials.rs"
    credentials.write_text("\n".join(f"{mark('P305')}\n{line}" for line in made_up()) + "\n")
    searches = [
        (code, [[], ["--everywhere"]], ["default.yaml", "everywhere.yaml"]),
        (credentials, [["--secrets"]], ["credentials.yaml"]),
    ]
    count = 0
    for file, arguments, rules in searches:
        wanted = set(marked(file))
        count += len(wanted)
        found = {place for each in arguments for place in by_portcullis(portcullis, each, file)}
        for program, found in (("check", found), ("semgrep", by_semgrep(semgrep, rules, file, work))):
            if missed := sorted(wanted - found):
                raise SystemExit(f"{program} does not find in {file}: {missed}")
    return count


def mark(code: str) -> str:
    return f"// ruleid: {code}"


def made_up() -> Iterator[str]:
    chance = random.Random(305)
    for begin, alphabet, length in CREDENTIALS:
        end = "@db.internal.net/orders" if "://" in begin else ""
        text = begin + "".join(chance.choice(alphabet) for _ in range(length)) + end
        yield f'const WORD: &str = "{text}";'


def marked(file: Path) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if found := re.search(r"// ruleid: (P\d+)", line):
            yield found[1], number + 1


def by_portcullis(program: Path, arguments: list[str], file: Path) -> set[tuple[str, int]]:
    command = [program, "check", *arguments, "--format", "json", file]
    out = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    findings = map(json.loads, out.splitlines())
    return {(finding["code"], finding["line"]) for finding in findings}


def by_semgrep(program: Path, rules: list[str], file: Path, work: Path) -> set[tuple[str, int]]:
    mode = scanners.Mode("cases", [], rules)
    answer = work / "cases.json"
    command = scanners.semgrep_command(program, mode, 1, answer)
    subprocess.run([*command[:-1], file.name], cwd=file.parent, capture_output=True, check=False)
    answer = json.loads(answer.read_text())
    if answer["errors"]:
        raise SystemExit(f"semgrep says of {file}: {answer['errors']}")
    return {(result["check_id"], result["start"]["line"]) for result in answer["results"]}
