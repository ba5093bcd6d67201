"""A Cargo workspace of as many lines as are asked for, made of the sources of the crates that this repository builds with.

Which crates it is made of follows from `Cargo.lock` alone, so two machines with the same lock file measure the same tree.
"""

import hashlib
import os
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

# How far the last crate may bring the tree above what is asked for, in lines.
SLACK = 1_000

# What Cargo compiles of a package but for tests, which `check` leaves out.
FOLDERS = ("src", "examples", "benches")

MANIFEST = '[package]\nname = "{name}"\nversion = "{version}"\nedition = "{edition}"\nautotests = false\n'


@dataclass
class Crate:
    name: str
    version: str
    edition: str
    files: dict[str, bytes]

    @property
    def lines(self) -> int:
        return sum(text.count(b"\n") for text in self.files.values())


@dataclass
class Tree:
    folder: Path
    crates: int
    files: int
    lines: int
    bytes: int
    digest: str


def fetch(repository: Path) -> None:
    """Brings the sources of all crates of the lock file into the local registry, where they are not there yet."""
    subprocess.run(["cargo", "fetch", "--locked", "--quiet"], cwd=repository, check=True)


def assemble(repository: Path, folder: Path, wanted: int) -> Tree:
    """Writes the workspace anew and says what it holds."""
    shutil.rmtree(folder, ignore_errors=True)
    crates = choose(repository, wanted)
    digest, files, size = hashlib.sha256(), 0, 0
    for crate in crates:
        manifest = MANIFEST.format(name=crate.name, version=crate.version, edition=crate.edition)
        write(folder / crate.name / "Cargo.toml", manifest.encode())
        for path, text in sorted(crate.files.items()):
            write(folder / crate.name / path, text)
            digest.update(f"{crate.name}/{path}\0{len(text)}\0".encode() + text)
            files, size = files + 1, size + len(text)
    write(folder / "Cargo.toml", b'[workspace]\nresolver = "3"\nmembers = ["*"]\n')
    # Without it semgrep leaves out what is called `tests`, `vendor` or the like, which `check` reads.
    write(folder / ".semgrepignore", b"")
    lines = sum(crate.lines for crate in crates)
    return Tree(folder, len(crates), files, lines, size, digest.hexdigest())


def choose(repository: Path, wanted: int) -> list[Crate]:
    """Crates in an order that nobody chose, each that still fits, until there are lines enough."""
    registry = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "registry/src"
    locked = tomllib.loads((repository / "Cargo.lock").read_text())["package"]
    locked = [package for package in locked if "checksum" in package and not is_bindings(package["name"])]
    locked.sort(key=lambda package: package["checksum"])
    chosen: dict[str, Crate] = {}
    lines = 0
    for package in locked:
        # A workspace cannot have two members of one name.
        crate = None if package["name"] in chosen else read(registry, package["name"], package["version"])
        if crate is None or lines + crate.lines > wanted + SLACK:
            continue
        chosen[crate.name] = crate
        lines += crate.lines
        if lines >= wanted:
            return list(chosen.values())
    raise SystemExit(f"the crates of Cargo.lock make {lines} lines, and {wanted} are wanted")


def is_bindings(name: str) -> bool:
    """Generated bindings: half a million lines of constants, which are no code that anybody would check."""
    return name == "libc" or name.endswith("-sys")


def read(registry: Path, name: str, version: str) -> Crate | None:
    """A crate's Rust files, or nothing if it is no library."""
    folder = next(registry.glob(f"*/{name}-{version}"), None)
    if folder is None:
        raise SystemExit(f"{name} {version} is not in {registry}: `cargo fetch` should have brought it")
    if not (folder / "src/lib.rs").is_file():
        return None
    paths = [path for below in FOLDERS for path in (folder / below).rglob("*.rs")] + [folder / "build.rs"]
    files = {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}
    package = tomllib.loads((folder / "Cargo.toml").read_text())["package"]
    return Crate(name, version, package.get("edition", "2015"), files)


def write(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
