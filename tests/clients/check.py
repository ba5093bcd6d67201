"""Lists and calls the tools of examples/files with real MCP clients, and checks what they get.

    check.py SERVER INSPECTOR CARGO_PORTCULLIS

Run by check.sh. Its last line is `N passed, M failed`, and its exit status is 0 if all passed.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import jsonschema
from mcp import Client, StdioServerParameters

SERVER, INSPECTOR, PORTCULLIS = (str(Path(argument).resolve()) for argument in sys.argv[1:4])
RECORD = str(Path(__file__).with_name("record.py"))

TOOLS = ["list", "read", "search", "stat"]
NOTE = "first line\nthe needle is here\nthird line\n"
CANARY = "the canary outside"

# Beyond this, something hangs.
SOON = 60

# What leads out of the folder, and what becomes of it.
OUTWARD = {
    "../outside.txt": "malformed_input",
    "sub/../../outside.txt": "malformed_input",
    "/etc/passwd": "malformed_input",
    "..\\outside.txt": "malformed_input",
    "link": "failed",
}


class Place:
    """A folder to serve, a file outside it, and what is recorded of each session."""

    def __init__(self, root: Path):
        self.folder, self.records = root / "served", root / "records"
        for folder in [self.folder / "sub", self.folder / "many", self.records]:
            folder.mkdir(parents=True)
        (root / "outside.txt").write_text(CANARY)
        (self.folder / "note.md").write_text(NOTE)
        (self.folder / "sub" / "deep.txt").write_text("nothing of note\n")
        (self.folder / "link").symlink_to(root / "outside.txt")
        for number in range(3000):
            (self.folder / "many" / f"{number:04}.txt").write_text("hay\n" * 500)
        self.sessions = 0

    def session(self) -> tuple[Path, Path, list[str]]:
        """A new session: its record, its ledger, and the command of its server."""
        self.sessions += 1
        record, ledger = (self.records / f"{self.sessions}.{kind}" for kind in ["lines", "ledger"])
        server = [SERVER, "serve", str(self.folder), "--ledger", str(ledger)]
        return record, ledger, [sys.executable, RECORD, str(record), *server]

    def errors(self) -> str:
        """What the last server said to its operator."""
        errors = self.records / f"{self.sessions}.lines.errors"
        return errors.read_text() if errors.exists() else ""


def lines_of(ledger: Path) -> list[dict]:
    shown = subprocess.run([PORTCULLIS, "ledger", "show", "--json", ledger], capture_output=True, check=True, text=True)
    return [json.loads(line) for line in shown.stdout.splitlines()]


def refusal(texts: list[str]) -> dict:
    assert len(texts) == 1, texts
    assert CANARY not in texts[0], "what is outside was read"
    return json.loads(texts[0])


def assert_only_protocol(record: Path) -> None:
    """Every line is one JSON-RPC message, and the server has ended well."""
    lines = record.read_text().split("\n")
    assert lines.pop() == "", "the last line is cut short"
    assert lines, "nothing was recorded"
    for line in lines:
        message = json.loads(line)
        assert message["jsonrpc"] == "2.0", line
        assert ("result" in message) + ("error" in message) + ("method" in message) == 1, line
    # The recorder writes it a moment after the client has its last line.
    status = Path(f"{record}.status")
    until = time.monotonic() + 10
    while not status.exists():
        assert time.monotonic() < until, "the server does not end with its input"
        time.sleep(0.05)
    assert status.read_text() == "0", f"exit status {status.read_text()}"


def assert_tools(tools: list[dict]) -> None:
    assert [tool["name"] for tool in tools] == TOOLS, tools
    by_name = {tool["name"]: tool for tool in tools}
    for tool in tools:
        assert tool["description"], tool
        assert tool["inputSchema"]["type"] == "object" and tool["outputSchema"]["type"] == "object", tool
        assert tool["inputSchema"]["additionalProperties"] is False, tool
        jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
        jsonschema.Draft202012Validator.check_schema(tool["outputSchema"])
        hints = {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False}
        shown = {name: hint for name, hint in tool["annotations"].items() if hint is not None}
        assert shown == hints, tool
    search = by_name["search"]["inputSchema"]
    assert search["required"] == ["text"], search
    text = search["properties"]["text"]
    assert (text["minLength"], text["maxLength"]) == (1, 200), text
    limit = search["properties"]["limit"]
    assert (limit["minimum"], limit["maximum"]) == (1, 100), limit
    assert by_name["search"]["outputSchema"]["properties"]["hits"]["maxItems"] == 100, by_name["search"]
    limit = by_name["list"]["inputSchema"]["properties"]["limit"]
    assert (limit["minimum"], limit["maximum"]) == (1, 500), limit
    assert by_name["read"]["outputSchema"]["properties"]["text"]["maxLength"] == 32768, by_name["read"]


# Good calls of each tool, and what must hold of their answers.
ANSWERS = [
    ("list", {}, lambda answer: [entry["name"] for entry in answer["entries"]] == ["link", "many", "note.md", "sub"]),
    ("list", {}, lambda answer: [entry["kind"] for entry in answer["entries"]] == ["symlink", "folder", "file", "folder"]),
    ("list", {"path": "many", "limit": 2}, lambda answer: answer["more"] is True and len(answer["entries"]) == 2),
    ("read", {"path": "note.md"}, lambda answer: (answer["text"], answer["file_bytes"]) == (NOTE, len(NOTE))),
    (
        "read",
        {"path": "note.md", "part": {"lines": {"first": 2, "count": 1}}},
        lambda answer: answer["text"] == "the needle is here\n",
    ),
    (
        "search",
        {"text": "needle", "names": "*.md"},
        lambda answer: answer["hits"] == [{"path": "note.md", "line": 2, "text": "the needle is here"}],
    ),
    ("stat", {"path": "note.md"}, lambda answer: (answer["kind"], answer["bytes"]) == ("file", len(NOTE))),
]


# --- the Python client ---


@asynccontextmanager
async def python_client(place: Place, mode: str):
    record, ledger, (command, *arguments) = place.session()
    with anyio.fail_after(SOON):
        async with Client(StdioServerParameters(command=command, args=arguments), mode=mode) as client:
            yield client, ledger
    assert_only_protocol(record)


def texts_of(result) -> list[str]:
    return [content.text for content in result.content]


async def python_lists_the_tools(place: Place, mode: str) -> None:
    async with python_client(place, mode) as (client, _):
        listed = await client.list_tools()
        assert_tools([tool.model_dump(by_alias=True) for tool in listed.tools])


async def python_gets_answers_that_fit_their_schemas(place: Place, mode: str) -> None:
    async with python_client(place, mode) as (client, _):
        schemas = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
        for name, arguments, holds in ANSWERS:
            # The client itself raises if the answer breaks the schema.
            result = await client.call_tool(name, arguments)
            assert not result.is_error and holds(result.structured_content), (name, arguments, result)
            jsonschema.validate(result.structured_content, schemas[name])
            assert [json.loads(text) for text in texts_of(result)] == [result.structured_content], result


async def python_is_refused_what_is_outside(place: Place, mode: str) -> None:
    async with python_client(place, mode) as (client, ledger):
        for path, code in OUTWARD.items():
            for tool in ["read", "stat"] if path != "link" else ["read"]:
                result = await client.call_tool(tool, {"path": path})
                assert result.is_error and result.structured_content is None, (path, result)
                assert refusal(texts_of(result))["code"] == code, (path, result)
    assert len([line for line in lines_of(ledger) if line.get("result") == "malformed_input"]) == 8, "the ledger"


async def python_is_refused_unknown_arguments_and_tools(place: Place, mode: str) -> None:
    async with python_client(place, mode) as (client, _):
        for name, arguments, code in [
            ("stat", {"path": "note.md", "follow": True}, "malformed_input"),
            ("stat", {}, "malformed_input"),
            ("list", {"limit": 501}, "invalid_input"),
            ("write", {"path": "note.md"}, "not_authorized"),
        ]:
            result = await client.call_tool(name, arguments)
            assert result.is_error, (name, arguments, result)
            assert refusal(texts_of(result))["code"] == code, (name, arguments, result)


async def python_hears_of_progress(place: Place, mode: str) -> None:
    reports = []

    async def report(done, of, message):
        reports.append(done)

    async with python_client(place, mode) as (client, _):
        result = await client.call_tool("search", {"text": "needle", "path": "many"}, progress_callback=report)
        assert result.structured_content["files"] == 3000, result
    assert reports, "there was no progress"
    assert reports == sorted(set(reports)), "progress only grows"


async def python_cancels_a_call(place: Place, mode: str) -> None:
    async with python_client(place, mode) as (client, ledger):
        with anyio.CancelScope() as scope:

            async def give_up(done, of, message):
                scope.cancel()

            await client.call_tool("search", {"text": "needle", "path": "many"}, progress_callback=give_up)
        assert scope.cancelled_caught, "the call was over before it could be cancelled"
        stat = await client.call_tool("stat", {"path": "note.md"})
        assert stat.structured_content["kind"] == "file", "the session goes on"
    finished = [line for line in lines_of(ledger) if line["event"] == "call.finished" and line["capability"] == "search"]
    assert [line["result"] for line in finished] == ["cancelled"], finished


# --- the inspector ---


def inspector(place: Place, *arguments: str) -> dict:
    record, _, command = place.session()
    called = subprocess.run(
        ["node", INSPECTOR, "--cli", *command, *arguments],
        capture_output=True,
        text=True,
        timeout=SOON,
    )
    assert called.returncode == 0, called
    assert_only_protocol(record)
    return json.loads(called.stdout)


def inspector_calls(place: Place, name: str, arguments: dict) -> dict:
    pairs = [part for key, value in arguments.items() for part in ("--tool-arg", f"{key}={json.dumps(value)}")]
    return inspector(place, "--method", "tools/call", "--tool-name", name, *pairs)


def inspector_lists_the_tools(place: Place) -> None:
    assert_tools(inspector(place, "--method", "tools/list")["tools"])


def inspector_gets_answers_that_fit_their_schemas(place: Place) -> None:
    for name, arguments, holds in ANSWERS:
        result = inspector_calls(place, name, arguments)
        assert not result.get("isError") and holds(result["structuredContent"]), (name, arguments, result)


def inspector_is_refused_what_it_may_not(place: Place) -> None:
    for name, arguments, code in [
        ("read", {"path": "../outside.txt"}, "malformed_input"),
        ("read", {"path": "link"}, "failed"),
        ("stat", {"path": "note.md", "follow": True}, "malformed_input"),
        ("write", {"path": "note.md"}, "not_authorized"),
    ]:
        result = inspector_calls(place, name, arguments)
        assert result["isError"] is True, result
        assert refusal([content["text"] for content in result["content"]])["code"] == code, result


# --- no client at all ---


def raw_lines_are_answered_one_by_one(place: Place) -> None:
    record, ledger, command = place.session()
    call = '{"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"stat","arguments":%s}}'
    begin = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
    lines = [
        (json.dumps({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": begin}), 0, None),
        ("this is no JSON", None, -32700),
        (call % (1, '{"path":"note.md"}'), 1, None),
        (call % (2, '{"path":"note.md","path":"../outside.txt"}'), 2, "malformed_input"),
        ((call % (3, "{}")).replace('"name"', '"name":"read","name"'), 3, -32600),
        (call % ('4,"id":5', '{}'), None, -32600),
        (call % (6, '{"path":"' + "x" * 5_000_000 + '"}'), 6, -32600),
        (call % (7, '{"path":"note.md"}'), 7, None),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        for line, id, refused in lines:
            server.stdin.write(line.encode() + b"\n")
            server.stdin.flush()
            reply = json.loads(server.stdout.readline())
            assert reply["id"] == id, (line[:100], reply)
            if isinstance(refused, int):
                assert reply["error"]["code"] == refused, (line[:100], reply)
            elif refused:
                assert refusal([reply["result"]["content"][0]["text"]])["code"] == refused, (line[:100], reply)
            else:
                assert "error" not in reply and not reply["result"].get("isError"), (line[:100], reply)
        server.stdin.close()
        assert server.wait(SOON) == 0
    assert_only_protocol(record)
    assert [line["result"] for line in lines_of(ledger) if line["event"].startswith("call.")] == [
        "answered",
        "malformed_input",
        "answered",
    ], "what reached the gate is in the ledger"


def main() -> int:
    passed = failed = 0
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root))
        checks = [(check, mode) for mode in ["auto", "legacy"] for check in PYTHON] + [(check, None) for check in OTHERS]
        for check, mode in checks:
            name = check.__name__ + (f" ({mode})" if mode else "")
            try:
                asyncio.run(check(place, mode)) if mode else check(place)
            except Exception:
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc()}{place.errors()}", flush=True)
            else:
                passed += 1
                print(f"ok     {name}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


# Each in both ways in which the client begins: as the newest protocol says, and with the older handshake.
PYTHON = [
    python_lists_the_tools,
    python_gets_answers_that_fit_their_schemas,
    python_is_refused_what_is_outside,
    python_is_refused_unknown_arguments_and_tools,
    python_hears_of_progress,
    python_cancels_a_call,
]
OTHERS = [
    inspector_lists_the_tools,
    inspector_gets_answers_that_fit_their_schemas,
    inspector_is_refused_what_it_may_not,
    raw_lines_are_answered_one_by_one,
]

if __name__ == "__main__":
    sys.exit(main())
