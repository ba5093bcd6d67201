"""The result as a page of Markdown."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from measure import Run
from scanners import ALL_FILES, MODES, QUIET, RULES, Found, Mode
from tree import Tree

COMMAND = "python3 bench/check/run.py"
MB = 1_000_000
ID = "  - id: "


@dataclass
class Row:
    """What is known of a program in a mode."""

    runs: list[Run] = field(default_factory=list)
    found: Found | None = None
    differs: bool = False

    def add(self, run: Run, found: Found) -> None:
        self.differs |= self.found is not None and self.found.codes != found.codes
        self.runs.append(run)
        self.found = found

    def median(self, of: Callable[[Run], float]) -> float:
        return statistics.median(map(of, self.runs))


@dataclass
class Measured:
    machine: str
    versions: list[str]
    load_before: str
    half_tree: Tree
    whole_tree: Tree
    proved: int
    jobs: int
    load_after: str = "unknown"
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)

    def row(self, program: str, mode: Mode) -> Row:
        return self.rows.setdefault((program, mode.name), Row())

    def half(self, mode: Mode, run: Run, found: Found) -> None:
        self.row("half", mode).add(run, found)

    def ours(self, mode: Mode, run: Run, found: Found) -> None:
        self.row("check", mode).add(run, found)

    def theirs(self, mode: Mode, run: Run, found: Found) -> None:
        self.row("semgrep", mode).add(run, found)

    def longest_of_theirs(self, mode: Mode) -> float:
        return max((run.wall for run in self.row("semgrep", mode).runs), default=0)


def write(measured: Measured) -> str:
    whole, half = measured.whole_tree, measured.half_tree
    return f"""# `check` over a million lines, beside semgrep

Made by `{COMMAND}`; do not edit. What is compared, and what that does not show, is said in the [README](../README.md#check-beside-semgrep).

- {measured.machine}; load average before the run {measured.load_before}, after it {measured.load_after}
- {', '.join(measured.versions)}
- {whole.lines:,} lines in {whole.files:,} Rust files of {whole.crates} crates, {whole.bytes / MB:.1f} MB, SHA-256 `{whole.digest[:16]}`
- runs in turn, {runs(measured)}; figures are medians, with the least and the most

Both have {measured.jobs} threads. `cargo portcullis check` writes its findings as text; semgrep writes JSON, with
`semgrep scan {' '.join([*QUIET, *ALL_FILES])} --jobs {measured.jobs} --quiet --json --output FILE --config RULES .`
Its rules found what they look for, in {measured.proved} lines that `check` finds too, before anything was measured. Where other
programs ran as well, as the load average says, processor seconds are what to compare.

## Time and memory

{times(measured)}
## From half a million lines to a million

`check` over {half.lines:,} lines of {half.crates} crates, and over the {whole.lines:,}.

{growth(measured)}
## What was looked for and found

{findings(measured)}

Both read every Rust file. `check` does not count those that others declare as tests; credentials are looked for in manifests too.

{files(measured)}
"""


def runs(measured: Measured) -> str:
    most = max(len(row.runs) for row in measured.rows.values())
    counts = [(len(measured.row("semgrep", mode).runs), mode.name) for mode in MODES]
    fewer = [f"{count} of semgrep with {name}" for count, name in counts if count < most]
    return f"{most} of each" + (f", but {' and '.join(fewer)}, since one took more than five minutes" if fewer else "")


def times(measured: Measured) -> str:
    table = "| mode | program | seconds | × | processor seconds | × | peak memory, MB | × | lines a second |\n"
    table += "|---|---|--:|--:|--:|--:|--:|--:|--:|\n"
    for mode in MODES:
        ours = measured.row("check", mode)
        for program in ("check", "semgrep"):
            row = measured.row(program, mode)
            cells = [f"{mode.name}: `{' '.join(mode.arguments)}`" if program == "check" else "", program]
            for of, unit, digits in ((wall, 1, 2), (cpu, 1, 2), (peak, MB, 0)):
                cells += [spread(row, of, unit, digits), f"{row.median(of) / ours.median(of):.1f}"]
            cells.append(f"{measured.whole_tree.lines / row.median(wall):,.0f}")
            table += f"| {' | '.join(cells)} |\n"
    return table


def wall(run: Run) -> float:
    return run.wall


def cpu(run: Run) -> float:
    return run.cpu


def peak(run: Run) -> float:
    return run.peak


def spread(row: Row, of: Callable[[Run], float], unit: float, digits: int) -> str:
    figures = sorted(of(run) / unit for run in row.runs)
    middle = f"**{row.median(of) / unit:,.{digits}f}**"
    return middle if len(figures) == 1 else f"{middle} ({figures[0]:,.{digits}f} … {figures[-1]:,.{digits}f})"


def growth(measured: Measured) -> str:
    table = "| mode | half: processor seconds | whole | × | half: peak memory, MB | whole | × |\n|---|--:|--:|--:|--:|--:|--:|\n"
    for mode in MODES:
        half, whole = measured.row("half", mode), measured.row("check", mode)
        cells = [mode.name]
        for of, unit, digits in ((cpu, 1, 2), (peak, MB, 0)):
            one, two = half.median(of), whole.median(of)
            cells += [f"{one / unit:.{digits}f}", f"{two / unit:.{digits}f}", f"{two / one:.2f}"]
        table += f"| {' | '.join(cells)} |\n"
    return table


def findings(measured: Measured) -> str:
    table = "| mode | rules for semgrep | its findings | findings of `check` with the same codes | with all its rules |\n|---|---|--:|--:|--:|\n"
    for mode in MODES:
        ours, theirs = measured.row("check", mode).found, measured.row("semgrep", mode).found
        codes = codes_of(mode)
        same = sum(ours.codes[code] for code in codes)
        rules = f"{len(codes)} of {links(mode)}"
        table += f"| {mode.name} | {rules} | {theirs.codes.total():,} | {same:,} | {ours.codes.total():,} |\n"
    return table + "\nBy code, semgrep : `check`, with `--everywhere`: " + by_code(measured) + "."


def codes_of(mode: Mode) -> list[str]:
    lines = [line for file in mode.rules for line in (RULES / file).read_text().splitlines()]
    return [line.removeprefix(ID) for line in lines if line.startswith(ID)]


def links(mode: Mode) -> str:
    return ", ".join(f"[{Path(file).stem}](../check/semgrep/{file})" for file in mode.rules)


def by_code(measured: Measured) -> str:
    mode = MODES[1]
    ours, theirs = measured.row("check", mode).found.codes, measured.row("semgrep", mode).found.codes
    return ", ".join(f"{code} {theirs[code]} : {ours[code]}" for code in sorted(codes_of(mode)))


def files(measured: Measured) -> str:
    lines = []
    for mode in MODES:
        ours, theirs = measured.row("check", mode).found, measured.row("semgrep", mode).found
        said = f"- {mode.name}: `check` says {ours.files:,} files, semgrep {theirs.files:,}."
        lines.append(said + (f" Semgrep could not do all of it with these: {'; '.join(theirs.notes)}." if theirs.notes else ""))
    for (program, mode), row in measured.rows.items():
        if row.differs:
            lines.append(f"- {program}, {mode}: not every run found the same; the last one is shown.")
    return "\n".join(lines)
