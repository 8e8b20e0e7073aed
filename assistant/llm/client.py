"""One request to a server that speaks `POST …/chat/completions`: not streamed, within the time that is left.

The only module that knows httpx; it is imported when a model is asked for the first time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.llm.settings import Settings

_LONGEST = 200_000
_SHORTEST_WAIT = 0.05

Message = Mapping[str, Any]
Tools = Sequence[Mapping[str, Any]]


class ModelFailed(Exception):
    """The server is silent, slow, or says what cannot be read: the assistant's own answer stands."""


class Client:
    """The model within the time of one question. `clock` gives seconds."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic, transport: Any = None) -> None:
        self.settings = settings
        self._clock, self._transport = clock, transport
        self._until = clock() + settings.budget

    def ask(self, messages: Sequence[Message], tools: Tools = ()) -> Message:
        """The message of the model. Raises `ModelFailed`."""
        try:
            import httpx
        except ImportError as error:
            raise ModelFailed("brak biblioteki httpx: pip install 'paragraf[llm]'") from error
        left = self._until - self._clock()
        if left < _SHORTEST_WAIT:
            raise ModelFailed("minął czas")
        body: dict[str, Any] = {"model": self.settings.model, "messages": list(messages), "stream": False}
        if tools:
            body["tools"] = list(tools)
        headers = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        try:
            with httpx.Client(timeout=left, transport=self._transport, follow_redirects=False) as http:
                return _message(_within(http, f"{self.settings.url}/chat/completions", body, headers, self))
        except httpx.HTTPError as error:
            raise ModelFailed(type(error).__name__) from error

    @property
    def is_late(self) -> bool:
        return self._clock() >= self._until


def _within(http: Any, url: str, body: Mapping[str, Any], headers: Mapping[str, str], client: Client) -> bytes:
    """The body of a good answer; one that trickles or never ends is stopped."""
    parts: list[bytes] = []
    with http.stream("POST", url, json=body, headers=headers) as response:
        if response.status_code != 200:
            raise ModelFailed(f"odpowiedź {response.status_code}")
        for part in response.iter_bytes():
            parts.append(part)
            if client.is_late or sum(map(len, parts)) > _LONGEST:
                raise ModelFailed("odpowiedź za długa albo za późna")
    return b"".join(parts)


def _message(body: bytes) -> Message:
    try:
        found = json.loads(body)["choices"][0]["message"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ModelFailed("odpowiedź nie do odczytania") from error
    if not isinstance(found, dict):
        raise ModelFailed("odpowiedź nie do odczytania")
    return found


def json_of(message: Message) -> Mapping[str, Any]:
    """The object that a message is, also inside a fence of code. Raises `ModelFailed`."""
    content = message.get("content")
    text = content.strip() if isinstance(content, str) else ""
    if text.startswith("```"):
        text = text.partition("\n")[2].rpartition("```")[0]
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelFailed("to nie JSON") from error
    if not isinstance(found, dict):
        raise ModelFailed("to nie obiekt JSON")
    return found
