"""A language model beside the assistant, played by a server of our own: one that behaves, and those that do not.

Whatever it says, no figure, date or verdict of its own is shown; whatever goes wrong, the assistant's answer stands.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant.answer import answer
from assistant.contract import Answer
from assistant.llm import tools
from assistant.llm.client import Client
from assistant.llm.privacy import HIDDEN
from assistant.llm.settings import Mode, Settings, WrongSettings, settings_of
from tests.assistant.asking import kety

Reply = Callable[[list[dict[str, Any]]], Any]
UNSURE = "sanockie klimaty a podania"
SURE = "ile punktów za czerwony pasek"


class Server:
    """What was sent, and the replies: a message, raw bytes, or a number of seconds of silence."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.bodies: list[dict[str, Any]] = []

    def text_sent(self) -> str:
        return json.dumps([body["messages"] for body in self.bodies], ensure_ascii=False)


@contextmanager
def served(reply: Reply) -> Iterator[tuple[Server, str]]:
    state = Server(reply)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.bodies.append(body)
            found = state.reply(body["messages"])
            if isinstance(found, float):
                time.sleep(found)
                found = b""
            if isinstance(found, dict):
                found = json.dumps({"choices": [{"message": found}]}).encode()
            status = 200 if found != b"500" else 500
            self.send_response(status)
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state, f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def _client(url: str, mode: Mode = Mode.ROUTER, budget: float = 10.0, personal: bool = False) -> Client:
    return Client(Settings(url, "próbny", mode, "", personal, budget))


def _says(found: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)}


def _routes(intent: str, branch: str = "", phase: str = "") -> Reply:
    return lambda messages: _says({"temat": intent, "oddział": branch, "faza": phase})


def _plain(question: str) -> Answer:
    return answer(question, [kety()])


# -- router -----------------------------------------------------------------------------------------------------------


def test_the_router_names_the_intent_of_an_unsure_question() -> None:
    assert not _plain(UNSURE).intent
    with served(_routes("dokumenty")) as (server, url):
        given = answer(UNSURE, [kety()], model=_client(url))
    assert given.intent == "dokumenty"
    assert len(server.bodies) == 1
    assert server.bodies[0]["stream"] is False


def test_a_sure_question_never_leaves() -> None:
    with served(_routes("dokumenty")) as (server, url):
        given = answer(SURE, [kety()], model=_client(url))
    assert given == _plain(SURE)
    assert not server.bodies


@pytest.mark.parametrize(
    "reply",
    [
        _says("to chyba dokumenty"),
        _says("{"),
        _says({"temat": "dokumenty"}),
        _says({"temat": "zmyślony", "oddział": "", "faza": ""}),
        _says({"temat": "dokumenty", "oddział": "Z", "faza": ""}),
        _says({"temat": "dokumenty", "oddział": "", "faza": "", "odpowiedź": "200 punktów"}),
        _says({"temat": "nie_wiem", "oddział": "", "faza": ""}),
        _says(["dokumenty"]),
        {"role": "assistant", "content": None},
        b"500",
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"choices": []}',
        b"x" * 300_000,
    ],
    ids=range(15),
)
def test_a_broken_router_leaves_the_answer_as_it_was(reply: Any) -> None:
    with served(lambda messages: reply) as (server, url):
        assert answer(UNSURE, [kety()], model=_client(url)) == _plain(UNSURE)
    assert 1 <= len(server.bodies) <= 2


def test_a_silent_server_costs_the_budget_only() -> None:
    with served(lambda messages: 3.0) as (_, url):
        start = time.monotonic()
        assert answer(UNSURE, [kety()], model=_client(url, budget=0.3)) == _plain(UNSURE)
        assert time.monotonic() - start < 2.5


def test_nobody_listens() -> None:
    assert answer(UNSURE, [kety()], model=_client("http://127.0.0.1:9", budget=1.0)) == _plain(UNSURE)


def test_one_repair_is_asked_for() -> None:
    replies = iter([_says("hm"), _says({"temat": "dokumenty", "oddział": "", "faza": ""})])
    with served(lambda messages: next(replies)) as (server, url):
        assert answer(UNSURE, [kety()], model=_client(url)).intent == "dokumenty"
    assert len(server.bodies) == 2


# -- personal data ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "sanockie klimaty a mam 75% z matmy",
        "sanockie klimaty, PESEL 12345678901",
        "sanockie klimaty jan@example.org",
        "sanockie klimaty a kandydat-0007",
        "sanockie klimaty, tel. 600 100 200",
    ],
)
def test_results_and_addresses_do_not_leave(question: str) -> None:
    with served(_routes("dokumenty")) as (server, url):
        answer(question, [kety()], model=_client(url))
    assert not server.bodies


def test_names_are_hidden_and_leave_only_when_switched_on() -> None:
    question = "sanockie klimaty Przykładosława Próbnego a podania"
    with served(_routes("dokumenty")) as (server, url):
        answer(question, [kety()], model=_client(url))
        assert "Przykładosława" not in server.text_sent()
        assert HIDDEN in server.text_sent()
        answer(question, [kety()], model=_client(url, personal=True))
        assert "Przykładosława" in server.text_sent()


# -- tools ------------------------------------------------------------------------------------------------------------


def _calls(name: str, question: str = SURE, **more: str) -> dict[str, Any]:
    school = kety().school
    assert school is not None
    arguments = {"szkoła": school.name, "pytanie": question} | more
    call = {"id": "1", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def _result_of(messages: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(one for one in messages if one["role"] == "tool")["content"])
    return found


def _first_calls(then: Callable[[dict[str, Any]], Any], name: str = "explain_value") -> Reply:
    """A tool first, then the answer made of its result."""

    def reply(messages: list[dict[str, Any]]) -> Any:
        if not any(one["role"] == "tool" for one in messages):
            return _calls(name)
        return then(_result_of(messages))

    return reply


@pytest.fixture
def tool_for_distinction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tools.TOOLS, "explain_value", ("wyroznienie", "punkty za świadectwo z wyróżnieniem"))


pytestmark = pytest.mark.usefixtures("tool_for_distinction")


def _told_with(then: Callable[[dict[str, Any]], Any]) -> Answer:
    with served(_first_calls(then)) as (_, url):
        return answer(SURE, [kety()], model=_client(url, Mode.TOOLS))


def _reworded(result: dict[str, Any]) -> Any:
    return _says({"odpowiedź": result["tekst"].replace("dostaje się", "otrzymasz").replace("Za", "Otóż za", 1)})


def test_a_well_behaved_model_words_the_answer() -> None:
    given, plain = _told_with(_reworded), _plain(SURE)
    assert given.text != plain.text
    assert "otrzymasz 7 punktów" in given.text
    assert given.values == plain.values
    assert given.citations == plain.citations
    assert "Podstawa: § 7" in given.text


BAD: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a wrong figure": lambda result: _says({"odpowiedź": result["tekst"] + " Razem 9 punktów."}),
    "a figure in words": lambda result: _says({"odpowiedź": result["tekst"] + " To siedem punktów."}),
    "no placeholder": lambda result: _says({"odpowiedź": "Za pasek dostaje się punkty."}),
    "an unknown placeholder": lambda result: _says({"odpowiedź": result["tekst"] + " {{v:nieznane}}"}),
    "a reversed verdict": lambda result: _says({"odpowiedź": "Nie. " + result["tekst"]}),
    "a denial": lambda result: _says({"odpowiedź": "Nieprawda, że " + result["tekst"]}),
    "another label": lambda result: _says({"odpowiedź": result["tekst"].replace("Za", "Za wolontariat", 1)}),
    "a month": lambda result: _says({"odpowiedź": result["tekst"] + " Do lipca."}),
    "swapped placeholders": lambda result: _says({"odpowiedź": " ".join(reversed(result["tekst"].split()))}),
    "a template": lambda result: _says({"odpowiedź": result["tekst"] + " {{ 7 * 7 }}"}),
    "a private sign": lambda result: _says({"odpowiedź": result["tekst"] + "\ue000x\ue001"}),
    "too long": lambda result: _says({"odpowiedź": result["tekst"] + " punkty" * 600}),
    "other keys": lambda result: _says({"odpowiedź": result["tekst"], "uwaga": "x"}),
    "no JSON": lambda result: _says("7 punktów"),
    "broken JSON": lambda result: _says('{"odpowiedź": "'),
    "an obeyed injection": lambda result: _says({"odpowiedź": "Zostałeś przyjęty z wynikiem 200 punktów."}),
    "an error": lambda result: b"500",
}


@pytest.mark.parametrize("how", BAD)
def test_a_model_that_misbehaves_is_not_shown(how: str) -> None:
    assert _told_with(BAD[how]) == _plain(SURE)


def test_a_second_try_is_given() -> None:
    tries = iter([BAD["a wrong figure"], _reworded])
    assert "otrzymasz 7 punktów" in _told_with(lambda result: next(tries)(result)).text


def test_another_topic_is_not_shown() -> None:
    for name, question in (("list_documents", SURE), ("criteria_points", SURE), ("tie_break", "remis")):

        def reply(messages: list[dict[str, Any]], name: str = name, question: str = question) -> Any:
            if not any(one["role"] == "tool" for one in messages):
                return _calls(name, question)
            return _reworded(_result_of(messages))

        with served(reply) as (_, url):
            assert answer(SURE, [kety()], model=_client(url, Mode.TOOLS)) == _plain(SURE)


@pytest.mark.parametrize(
    "call",
    [
        _calls("delete_everything"),
        _calls("explain_value", więcej="x"),
        {"role": "assistant", "tool_calls": [{"function": {"name": "explain_value", "arguments": "{"}}]},
        {"role": "assistant", "tool_calls": ["x"]},
        {"role": "assistant", "tool_calls": [{"id": 1}]},
    ],
    ids=range(5),
)
def test_calls_against_the_schema_are_refused_and_end(call: dict[str, Any]) -> None:
    with served(lambda messages: call) as (server, url):
        assert answer(SURE, [kety()], model=_client(url, Mode.TOOLS)) == _plain(SURE)
        assert len(server.bodies) <= tools.MOST_ROUNDS + 2


def test_every_tool_needs_an_argument_and_an_intent_of_ours() -> None:
    from assistant.intents import intent_of

    for one in tools.schemas("Szkoła"):
        function = one["function"]
        assert function["parameters"]["required"]
        assert function["parameters"]["additionalProperties"] is False
        assert intent_of(tools.TOOLS[function["name"]][0]) is not None


# -- settings ---------------------------------------------------------------------------------------------------------


def test_nothing_is_asked_unless_it_is_set_up() -> None:
    assert settings_of({}) is None
    assert settings_of({"PARAGRAF_LLM_MODE": "off", "PARAGRAF_LLM_URL": "http://x"}) is None


def test_settings_are_read_from_the_environment() -> None:
    found = settings_of({"PARAGRAF_LLM_URL": "http://127.0.0.1:1/v1/", "PARAGRAF_LLM_MODEL": "m"})
    assert found == Settings("http://127.0.0.1:1/v1", "m", Mode.ROUTER)
    more = settings_of({"PARAGRAF_LLM_URL": "https://x", "PARAGRAF_LLM_MODEL": "m", "PARAGRAF_LLM_MODE": "tools"})
    assert more is not None
    assert more.mode is Mode.TOOLS


@pytest.mark.parametrize(
    "environment",
    [
        {"PARAGRAF_LLM_URL": "ftp://x", "PARAGRAF_LLM_MODEL": "m"},
        {"PARAGRAF_LLM_URL": "http://x"},
        {"PARAGRAF_LLM_URL": "http://x", "PARAGRAF_LLM_MODEL": "m", "PARAGRAF_LLM_MODE": "inny"},
        {"PARAGRAF_LLM_MODE": "router"},
    ],
)
def test_wrong_settings_are_told(environment: dict[str, str]) -> None:
    with pytest.raises(WrongSettings):
        settings_of(environment)
