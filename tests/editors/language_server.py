"""A language server over its standard streams: what is asked, what is answered, and what it says by itself.

Each wait has a deadline, and each fault is a `ServerError` that says what was waited for.
"""

import json
import subprocess
import threading
import time
from collections import deque

# Beyond this, something hangs. The first load builds the macros and all that they need.
LOADED = 1800
SOON = 180

# What a server answers when the text has changed under it: to be asked again.
AGAIN = (-32801, -32802)


class ServerError(Exception):
    pass


class LanguageServer:
    def __init__(self, command: list[str], folder: str, environment: dict[str, str]):
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.changed = threading.Condition()
        self.answers: dict[int, dict] = {}
        self.published: dict[str, list[dict]] = {}
        self.ended: deque[str] = deque()
        self.status: dict = {}
        self.errors: deque[str] = deque(maxlen=40)
        self.numbers = 0
        for read in [self._read_messages, self._read_errors]:
            threading.Thread(target=read, daemon=True).start()

    def ask(self, method: str, params: dict, seconds: float = SOON):
        """The result of a request."""
        until = time.monotonic() + seconds
        while True:
            self.numbers += 1
            number = self.numbers
            self._send({"id": number, "method": method, "params": params})
            self._wait(lambda: number in self.answers, until, f"the answer to {method}")
            answer = self.answers.pop(number)
            if "error" not in answer:
                return answer["result"]
            if answer["error"]["code"] not in AGAIN:
                raise ServerError(f"{method}: {answer['error']}")
            time.sleep(0.1)

    def tell(self, method: str, params: dict) -> None:
        self._send({"method": method, "params": params})

    def wait(self, reached, what: str, seconds: float = SOON) -> None:
        self._wait(reached, time.monotonic() + seconds, what)

    def stop(self) -> None:
        try:
            self.ask("shutdown", None, 20)
            self.tell("exit", None)
            self.process.wait(20)
        except (ServerError, subprocess.TimeoutExpired, OSError):
            self.process.kill()
            self.process.wait()

    def _wait(self, reached, until: float, what: str) -> None:
        with self.changed:
            while not reached():
                left = until - time.monotonic()
                if left <= 0 or self.process.poll() is not None:
                    fault = "in time" if left <= 0 else f"before it ended ({self.process.returncode})"
                    raise ServerError("\n".join([f"no sign of {what} {fault}; it says:", *self.errors]))
                self.changed.wait(min(left, 1))

    def _send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _read_errors(self) -> None:
        for line in self.process.stderr:
            self.errors.append(line.decode(errors="replace").rstrip())

    def _read_messages(self) -> None:
        stream = self.process.stdout
        while True:
            length = None
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                return
            self._receive(json.loads(stream.read(length)))

    def _receive(self, message: dict) -> None:
        method, params = message.get("method"), message.get("params")
        if "id" in message and method:
            # It wants to register, or to show progress; or it asks for settings, which it was given at the start.
            result = [None for _ in params["items"]] if method == "workspace/configuration" else None
            self._send({"id": message["id"], "result": result})
            return
        with self.changed:
            if "id" in message:
                self.answers[message["id"]] = message
            elif method == "textDocument/publishDiagnostics":
                self.published[params["uri"]] = params["diagnostics"]
            elif method == "experimental/serverStatus":
                self.status = params
            elif method == "$/progress" and params["value"]["kind"] == "end":
                self.ended.append(str(params["token"]))
            self.changed.notify_all()
