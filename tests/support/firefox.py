"""Firefox, driven by WebDriver BiDi, which it speaks by itself: no other program stands between."""

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count
from tempfile import TemporaryDirectory
from threading import Thread
from typing import cast

from websocket import WebSocket, create_connection

from tests.support.programs import program
from tests.support.windows import SHOW

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
LONGEST = 60
"""Seconds after which an answer will not come."""

CONTROL = "\ue009"
LEFT = 0

type Json = Mapping[str, object]


class Firefox:
    """A window of Firefox."""

    def __init__(self, connection: WebSocket) -> None:
        self.connection = connection
        self.numbers = count(1)
        self.send("session.new", capabilities={})
        tree = self.send("browsingContext.getTree")
        self.context = cast("list[Json]", tree["contexts"])[0]["context"]

    def send(self, method: str, **parameters: object) -> Json:
        """Send a command and return its result. Raises RuntimeError if it fails."""
        number = next(self.numbers)
        self.connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        answer: Json = {}
        while answer.get("id") != number:
            answer = json.loads(self.connection.recv())
        if "error" in answer:
            raise RuntimeError(f"{answer['error']}: {answer['message']}")
        return cast("Json", answer["result"])

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page has loaded."""
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def ask(self, function: str, *arguments: str) -> object:
        """Return what a function of JavaScript in the page resolves to. Raises RuntimeError if it fails."""
        answer = self.send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": text} for text in arguments],
            awaitPromise=True,
            target={"context": self.context},
        )
        if answer["type"] == "exception":
            raise RuntimeError(cast("Json", answer["exceptionDetails"])["text"])
        return cast("Json", answer["result"]).get("value")

    def click(self, selector: str) -> None:
        """Click the first element that matches."""
        self.ask(SHOW, selector)
        locator = {"type": "css", "value": selector}
        found = self.send("browsingContext.locateNodes", context=self.context, locator=locator, maxNodeCount=1)
        node = cast("list[Json]", found["nodes"])[0]["sharedId"]
        origin = {"type": "element", "element": {"sharedId": node}}
        self.act(
            "pointer",
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": LEFT},
            {"type": "pointerUp", "button": LEFT},
        )

    def type(self, selector: str, text: str) -> None:
        """Replace the text of a field, key by key."""
        self.click(selector)
        self.act("key", {"type": "keyDown", "value": CONTROL}, *press("a"), {"type": "keyUp", "value": CONTROL})
        self.act("key", *press(text))

    def act(self, kind: str, *actions: Json) -> None:
        """Have a mouse or a keyboard do something."""
        source = {"type": kind, "id": kind, "actions": list(actions)}
        self.send("input.performActions", context=self.context, actions=[source])


def press(text: str) -> Iterable[Json]:
    """Return the actions of pressing keys one by one."""
    for key in text:
        yield {"type": "keyDown", "value": key}
        yield {"type": "keyUp", "value": key}


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start Firefox with a profile for the occasion."""
    path = program("firefox-esr")
    with TemporaryDirectory() as folder:
        command = [path, "--headless", "--no-remote", "--profile", folder, "--remote-debugging-port", "0"]
        environment = os.environ | {"HOME": folder}
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
            try:
                address = f"{address_told_by(process)}/session"
                with closing(create_connection(address, timeout=LONGEST, suppress_origin=True)) as connection:
                    window = Firefox(connection)
                    yield window
                    window.send("browser.close")
                process.wait(LONGEST)
            finally:
                process.kill()


def address_told_by(process: subprocess.Popen[str]) -> str:
    """Return the address at which a Firefox listens. Raises RuntimeError if it stops before it says so."""
    lines = process.stderr
    if lines is None:
        raise RuntimeError("Firefox was started without a pipe")
    for line in lines:
        if found := LISTENING.search(line):
            Thread(target=lines.read, daemon=True).start()  # or what it says later would fill the pipe, and stop it
            return found[1]
    raise RuntimeError("Firefox does not listen")
