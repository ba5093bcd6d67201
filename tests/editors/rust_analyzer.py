"""Breaks a capability in one way after another, and asks rust-analyzer each time what an editor would ask.

    rust_analyzer.py RUST_ANALYZER FOLDER

Run by check.sh. `notes.rs` holds the questions; `transcript.txt` all answers about it as it is, and of each broken state what
is reported, and the answers that are not those of the whole file. The transcript is compared, or with `BLESS=1` written.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from cases import CASES
from language_server import LOADED, LanguageServer, ServerError

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
TRANSCRIPT = HERE / "transcript.txt"

MANIFEST = """[workspace]

[package]
name = "notes"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
portcullis = {{ path = "{runtime}" }}

[profile.dev]
debug = false
"""

SETTINGS = {
    # Not the sources of the toolchain's library, which are installed here and not there: what is answered must not depend on
    # that. Without any, rust-analyzer knows neither `?` nor `compile_error!`.
    "cargo": {"sysrootSrc": str(HERE / "library"), "allTargets": False},
    "checkOnSave": False,
    "check": {"allTargets": False},
    "cachePriming": {"enable": False},
    "hover": {"memoryLayout": {"enable": False}, "dropGlue": {"enable": False}},
}

CAPABILITIES = {
    "textDocument": {
        "diagnostic": {},
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True, "labelDetailsSupport": True}},
    },
    "window": {"workDoneProgress": True},
    "workspace": {"configuration": True},
    "experimental": {"serverStatusNotification": True},
}

# Kinds of completions that are the same everywhere.
KEYWORD, SNIPPET = 14, 15

# Of a longer list only the beginning is kept.
MOST = 20

REPORTS = ["rust-analyzer reports", "cargo check reports"]

Question = tuple[str, int]


class Marked:
    """A text, and the questions in it."""

    def __init__(self, marked: str):
        self.text, self.questions = "", []
        for index, part in enumerate(re.split("«(.*?)»", marked)):
            if index % 2:
                self.questions.append((part, len(self.text)))
            else:
                self.text += part

    def position(self, offset: int, text: str | None = None) -> dict:
        before = (text or self.text)[:offset]
        assert before.isascii(), "an offset would not be a place"
        return {"line": before.count("\n"), "character": len(before) - (before.rfind("\n") + 1)}

    def name(self, question: Question) -> str:
        """What a question is called in the transcript: the same in each state where its line is."""
        asked, offset = question
        line = self.position(offset)["line"] + 1
        if asked in ["goto", "hover"]:
            word = re.match(r"\w+", self.text[offset:])
            return f"{line}: {asked} {word.group()}"
        return f"{line}: complete {asked or 'here'}"


class Editor:
    """One file, open in a session with rust-analyzer."""

    def __init__(self, server: LanguageServer, file: Path):
        self.server, self.file, self.uri, self.version = server, file, file.as_uri(), 1
        folder = file.parent.parent
        server.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "notes"}],
                "capabilities": CAPABILITIES,
                "initializationOptions": SETTINGS,
            },
        )
        server.tell("initialized", {})
        self.document = {"uri": self.uri}
        whole = {**self.document, "languageId": "rust", "version": 1, "text": file.read_text()}
        server.tell("textDocument/didOpen", {"textDocument": whole})
        server.wait(lambda: server.status.get("quiescent"), "the end of loading", LOADED)
        if server.status.get("health") == "error":
            raise ServerError(f"it cannot work: {server.status}")

    def show(self, text: str) -> None:
        """Changes the text, which stays unsaved."""
        self.version += 1
        document = {**self.document, "version": self.version}
        self.server.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def native(self) -> list[str]:
        report = self.server.ask("textDocument/diagnostic", {"textDocument": self.document})
        return reported(report["items"])

    def checked(self) -> list[str]:
        """What `cargo check` says of the text, once it is saved."""
        self.server.ended.clear()
        self.server.tell("textDocument/didSave", {"textDocument": self.document})
        self.server.tell("rust-analyzer/runFlycheck", {"textDocument": self.document})
        ended = lambda: any("flycheck" in token for token in self.server.ended)
        self.server.wait(ended, "the end of cargo check")
        # What was found is told after the end is, by the loop that answers this.
        for _ in range(2):
            self.native()
            time.sleep(0.2)
        return reported(self.server.published.get(self.uri, []))

    def answer(self, marked: Marked, question: Question) -> list[str]:
        asked, offset = question
        if asked not in ["goto", "hover"]:
            return self.completed(marked, asked, offset)
        method = {"goto": "textDocument/definition", "hover": "textDocument/hover"}[asked]
        place = {"textDocument": self.document, "position": marked.position(offset)}
        answer = self.server.ask(method, place)
        return places(answer, marked.text, self.uri) if asked == "goto" else hovered(answer)

    def completed(self, marked: Marked, typed: str, offset: int) -> list[str]:
        text = marked.text[:offset] + typed + marked.text[offset:]
        self.show(text)
        place = marked.position(offset + len(typed), text)
        answer = self.server.ask("textDocument/completion", {"textDocument": self.document, "position": place})
        self.show(marked.text)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        begun = re.search(r"\w*$", text[: offset + len(typed)]).group()
        names = {item["label"] for item in items if item.get("kind") not in [KEYWORD, SNIPPET]}
        return few(sorted(name for name in names if name.startswith(begun))) or ["nothing"]


def few(names: list[str]) -> list[str]:
    """Enough of them to see what they are."""
    return names if len(names) <= MOST else [*names[:MOST], f"and {len(names) - MOST} more"]


def reported(diagnostics: list[dict]) -> list[str]:
    """Errors and warnings, each with its line and the first line of its message."""
    lines = []
    for diagnostic in diagnostics:
        severity = {1: "error", 2: "warning"}.get(diagnostic.get("severity", 1))
        if severity:
            line, first = diagnostic["range"]["start"]["line"] + 1, diagnostic["message"].split("\n")[0]
            lines.append((line, f"{line}: {severity} {diagnostic.get('code', '')}: {first}"))
    return [line for _, line in sorted(lines)] or ["nothing"]


def places(answer, text: str, own: str) -> list[str]:
    """Lines of the file itself by their numbers, others by what stands there."""
    found = set()
    for place in answer if isinstance(answer, list) else [answer] if answer else []:
        uri = place.get("targetUri", place.get("uri"))
        start = place.get("targetSelectionRange", place.get("range"))["start"]
        path = Path(uri.removeprefix("file://"))
        line = (text if uri == own else path.read_text()).split("\n")[start["line"]].strip()
        number = start["line"] + 1
        inside = path.is_relative_to(REPOSITORY) and path.relative_to(REPOSITORY)
        found.add(f"{number}: {line}" if uri == own else f"{inside or path.name}: {line}")
    return sorted(found) or ["nothing"]


def hovered(answer) -> list[str]:
    """Its code, and the first line of what it says."""
    if not answer:
        return ["nothing"]
    code, said, fenced = [], [], False
    for line in answer["contents"]["value"].split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif line.strip() and line.strip() != "---":
            (code if fenced else said).append(line.strip())
    return [" ".join(code), *said[:1]]


def ask(editor: Editor, marked: Marked) -> dict[str, list[str]]:
    editor.show(marked.text)
    editor.file.write_text(marked.text)
    answers = dict(zip(REPORTS, [editor.native(), editor.checked()]))
    for question in marked.questions:
        answers[marked.name(question)] = editor.answer(marked, question)
    return answers


def told(title: str, answers: dict[str, list[str]], control: dict[str, list[str]]) -> list[str]:
    lines, same = ["", f"== {title}"], 0
    for name, answer in answers.items():
        if control and name in REPORTS:
            answer = [line for line in answer if line not in control[name]] or ["nothing more"]
        elif answer == control.get(name):
            same += 1
            continue
        lines += [name, *(f"    {line}" for line in answer)]
    return [*lines, f"({same} answers are those of the whole file)"] if control else lines


def transcribe(editor: Editor, whole: str) -> str:
    lines = ["# Written by tests/editors/check.sh with BLESS=1: read each change."]
    control = ask(editor, Marked(whole))
    if wrong := [line for report in REPORTS for line in control[report] if line != "nothing"]:
        raise ServerError("\n".join(["the whole file is not in order, or the library is not whole:", *wrong]))
    lines += told("the whole file", control, {})
    for title, old, new in CASES:
        assert whole.count(old) == 1, f"{title}: `{old}` is there {whole.count(old)} times"
        assert old.count("\n") == new.count("\n"), f"{title}: lines would move"
        started = time.monotonic()
        lines += told(title, ask(editor, Marked(whole.replace(old, new))), control)
        print(f"editors: {title} ({time.monotonic() - started:.1f} s)", flush=True)
    return "\n".join([*lines, ""])


def main() -> int:
    analyzer, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    whole = (HERE / "notes.rs").read_text()
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(MANIFEST.format(runtime=REPOSITORY / "runtime"))
    shutil.copy(REPOSITORY / "Cargo.lock", folder / "Cargo.lock")
    file = folder / "src" / "lib.rs"
    file.write_text(Marked(whole).text)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CARGO_TARGET")}
    server = LanguageServer([analyzer], str(folder), environment)
    started = time.monotonic()
    try:
        editor = Editor(server, file)
        print(f"editors: loaded ({time.monotonic() - started:.1f} s)", flush=True)
        transcript = transcribe(editor, whole)
    except ServerError as error:
        print(f"editors: {error}", file=sys.stderr)
        return 1
    finally:
        server.stop()
    if os.environ.get("BLESS"):
        TRANSCRIPT.write_text(transcript)
        print("editors: the transcript is written")
        return 0
    expected = TRANSCRIPT.read_text() if TRANSCRIPT.exists() else ""
    changes = list(difflib.unified_diff(expected.splitlines(), transcript.splitlines(), "expected", "now", lineterm=""))
    print("\n".join(changes) if changes else f"editors: {len(CASES) + 1} states are as the transcript says")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
