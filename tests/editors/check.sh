#!/bin/sh
# Asks rust-analyzer what an editor would, of a capability that is broken in many ways: `BLESS=1` writes the answers anew.
# It is built with a newer toolchain than the repository's own: it needs Rust 1.96, and says nothing of that.
set -eu

version=0.0.349

cd "$(dirname "$0")/../.."
mkdir -p target/editors
editors=$(cd target/editors && pwd)
analyzer=${RUST_ANALYZER:-$editors/bin/rust-analyzer}

if ! "$analyzer" --version >/dev/null 2>&1; then
    echo "editors: there is no rust-analyzer; install it, with Rust 1.96 or later, or name it in RUST_ANALYZER:" >&2
    echo "    cargo +nightly install ra_ap_rust-analyzer --version $version --locked --root target/editors" >&2
    exit 2
fi
command -v python3 >/dev/null || { echo 'editors: there is no python3' >&2; exit 2; }

exec python3 -B tests/editors/rust_analyzer.py "$analyzer" "$editors/notes"
