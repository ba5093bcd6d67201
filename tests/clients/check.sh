#!/bin/sh
# Lists and calls the tools of examples/files with MCP clients that others wrote: the Python package `mcp` and the
# command line of the MCP inspector. Both are installed under target/ once; after that no network is needed.
set -eu

inspector='@modelcontextprotocol/inspector@0.22.0'

cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
clients=$target/clients
mkdir -p "$clients"
clients=$(cd "$clients" && pwd)

fail() {
    echo "clients: $1" >&2
    exit 1
}

# Runs the rest of its arguments unless it has done so before for the same $2, and keeps what they say.
once() {
    name=$1 wanted=$2
    shift 2
    [ "$(cat "$clients/$name.installed" 2>/dev/null)" = "$wanted" ] && return
    echo "clients: installing $name"
    "$@" >"$clients/$name.log" 2>&1 || { cat "$clients/$name.log" >&2; fail "$name cannot be installed"; }
    echo "$wanted" >"$clients/$name.installed"
}

install_python() {
    rm -rf "$clients/python"
    python3 -m venv "$clients/python" &&
        "$clients/python/bin/pip" install --disable-pip-version-check -r tests/clients/requirements.txt
}

install_inspector() {
    rm -rf "$clients/inspector" && mkdir "$clients/inspector" && echo '{"private": true}' >"$clients/inspector/package.json" &&
        npm install --prefix "$clients/inspector" --no-audit --no-fund --save-exact "$inspector"
}

command -v python3 >/dev/null || fail 'there is no python3'
command -v npm >/dev/null || fail 'there is no npm; the inspector needs Node 20 or later'
once python "$(cat tests/clients/requirements.txt)" install_python
once inspector "$inspector" install_inspector

cargo build --quiet -p files -p cargo-portcullis || fail 'the server and the command line cannot be built'

exec "$clients/python/bin/python" tests/clients/check.py \
    "$target/debug/files" "$clients/inspector/node_modules/.bin/mcp-inspector" "$target/debug/cargo-portcullis"
