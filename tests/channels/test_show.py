"""The page of `lantern show` without a browser: who is let in, what is refused, what is shown."""

import http.client
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.channels.show.access import AT_MOST, BETWEEN, TRIES, VALID, WITHIN, Access
from assistant.channels.show.page import Page
from assistant.channels.show.screen import Input, Screen
from assistant.channels.show.view import Look, View, estimated_words, speaking
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Ask
from assistant.errors import Trouble
from assistant.speech.audio.base import Sound, WordTime
from intents import YesNo, load
from tests.conversation.world import WORDS, memory_in
from tests.tables import each

JSON = {"Content-Type": "application/json"}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def access() -> tuple[Access, Clock, list[str]]:
    clock, said = Clock(), list[str]()
    return Access(clock, said.append), clock, said


def test_access_key_lets_in_one_device_once() -> None:
    doors, _, _ = access()
    assert doors.open("") is None
    key = doors.new_key()
    assert doors.open(key[:-1]) is None
    token = doors.open(key)
    assert token
    assert doors.device(token)
    assert doors.open(key) is None
    assert doors.device(key) is None
    assert doors.device("") is None


def test_access_code_lets_in_until_it_is_used_old_or_guessed_at() -> None:
    doors, clock, said = access()
    assert doors.pair("000000") is None
    assert doors.ask_for_code()
    assert not doors.ask_for_code()
    wrong = str((int(said[0]) + 1) % 10**6).zfill(6)
    assert doors.pair(wrong) is None
    first = doors.pair(" ".join(said[0]))
    assert first
    assert doors.pair(said[0]) is None

    assert not doors.ask_for_code()
    clock.now += BETWEEN
    assert doors.ask_for_code()
    clock.now += VALID + 1
    assert doors.pair(said[-1]) is None

    assert doors.ask_for_code()
    wrong = str((int(said[-1]) + 1) % 10**6).zfill(6)
    assert [doors.pair(wrong) for _ in range(TRIES)] == [None] * TRIES
    assert doors.pair(said[-1]) is None


def test_access_code_is_not_said_again_and_again() -> None:
    doors, clock, said = access()
    for _ in range(100):
        doors.ask_for_code()
        clock.now += BETWEEN / 5
    assert len(said) == AT_MOST
    clock.now += WITHIN
    assert doors.ask_for_code()


def test_estimated_words_are_in_order_and_within_the_sound() -> None:
    text = "Good morning. How did call my sister go?"
    words = estimated_words(text, 2.0)
    assert [text[begin:end] for begin, end, _ in words] == text.split()
    times = [at for _, _, at in words]
    assert times == sorted(set(times))
    assert times[0] == 0
    assert times[-1] < 2000
    # The pause after the first sentence is longer than the word alone.
    assert times[2] - times[1] > times[5] - times[4]
    assert estimated_words("", 1.0) == ()


def test_speaking_takes_the_times_of_the_voice() -> None:
    sound = Sound(np.zeros(1000, np.int16), 1000, "go on", (WordTime(3, 5, 0.25),))
    assert speaking(sound, 0.5).words == ((3, 5, 250),)
    assert (speaking(sound, 0.5).wait, speaking(sound, 0.5).lasts) == (500, 1000)


def test_screen_what_is_for_one_device_is_blank_on_the_others() -> None:
    screen, one, other = Screen(), list[Any](), list[Any]()
    screen.connect("one", one.append)
    screen.connect("other", other.append)
    screen.show("one", lines=("Is it safe to talk?",), heard="he hits me")
    assert one[-1].lines == ("Is it safe to talk?",)
    assert other[-1] == View(screens=2)
    screen.change(look=Look(size=2.0))
    assert other[-1].lines == ()
    assert other[-1].look.size == 2.0
    screen.speak(None)
    assert isinstance(other[-1], View)
    screen.disconnect(other.append)


@pytest.fixture(scope="module")
def page() -> Any:
    served = Page(WORDS, "127.0.0.1", 0)
    served.key = served.start()  # type: ignore[attr-defined]
    yield served
    served.close()


def ask(page: Page, method: str, path: str, body: Any = None, **headers: str) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=5)
    own = f"127.0.0.1:{page.port}"
    usual = {"Host": own} | ({"Origin": f"http://{own}"} | JSON if method == "POST" else {})
    sent = None if body is None else json.dumps(body)
    if method == "POST" and sent is None:
        sent = "{}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, sent, usual | named)
    answer = connection.getresponse()
    text = answer.read().decode() if path != "/stream" or answer.status != 200 else ""
    connection.close()
    return answer, text


def test_page_is_sent_with_strict_headers_and_nothing_from_elsewhere(page: Page) -> None:
    for path, kind in (
        ("/", "text/html"), ("/page.css", "text/css"), ("/page.js", "text/javascript"),
        ("/lantern.svg", "image/svg+xml"),
    ):  # fmt: skip
        answer, text = ask(page, "GET", path)
        assert answer.status == 200
        assert answer.getheader("content-type").startswith(kind)
        assert answer.getheader("cache-control") == "no-store"
        assert "default-src 'none'" in answer.getheader("content-security-policy")
        assert "unsafe" not in answer.getheader("content-security-policy")
        assert answer.getheader("referrer-policy") == "no-referrer"
        assert answer.getheader("set-cookie") is None
        assert "{{" not in text
        own = text.replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in own
        assert "https://" not in own
        assert "localStorage" not in own


@each(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {"Host": "evil.example:80"}, 421),
        ("GET", "/", {"Host": "127.0.0.1"}, 421),
        ("GET", "/", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("GET", "/../server.py", {}, 404),
        ("GET", "/%2e%2e/server.py", {}, 404),
        ("GET", "/page.html", {}, 404),
        ("GET", "/stream", {}, 404),
        ("POST", "/open", {"Origin": "http://evil.example"}, 403),
        ("POST", "/open", {"Origin": "null"}, 403),
        ("POST", "/open", {"Content_Type": "text/plain"}, 415),
        ("POST", "/open", {"Content_Length": "99999999"}, 413),
        ("POST", "/open", {}, 403),
        ("POST", "/stream", {}, 401),
        ("POST", "/give", {}, 401),
        ("POST", "/give", {"Authorization": "Bearer guess"}, 401),
        ("POST", "/pair", {}, 403),
    ],
)
def test_page_refuses_what_does_not_come_from_itself(
    page: Page, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer, text = ask(page, method, path, **headers)
    assert (answer.status, text if text != "Not Found" else "") == (status, "")
    assert answer.getheader("cache-control") == "no-store"


def test_page_takes_what_a_known_device_gives_for_this_turn(page: Page) -> None:
    answer, text = ask(page, "POST", "/open", {"key": page.key})  # type: ignore[attr-defined]
    bearer = {"Authorization": f"Bearer {json.loads(text)['token']}"}
    assert answer.status == 200
    for body, status in (
        ({"kind": "answer", "value": "yesno.1", "turn": page.screen.view.turn}, 204),
        ({"kind": "answer", "value": "yesno.1", "turn": page.screen.view.turn - 1}, 409),
        ({"kind": "text", "value": "yes"}, 409),
        ({"kind": "escape"}, 204),
        ({"kind": "code", "value": "1"}, 400),
        ({"kind": "look", "look": {"size": "big"}}, 400),
        ({"kind": "look", "look": {"size": 2}}, 204),
        ([], 400),
    ):
        assert ask(page, "POST", "/give", body, **bearer)[0].status == status
    given = [page.screen.take() for _ in range(3)]
    assert [one.kind for one in given if one] == ["answer", "escape", "look"]
    assert page.screen.take() is None


def test_page_port_taken_says_what_to_do(page: Page) -> None:
    with pytest.raises(Trouble, match=r"show\.no_port") as raised:
        Page(WORDS, "127.0.0.1", page.port)
    assert "--port" in WORDS.error(raised.value)


def conversation(folder: Path) -> tuple[Page, ConversationManager]:
    manager = ConversationManager(memory_in(folder), load("en"), WORDS)
    return Page(WORDS, "127.0.0.1", 0), manager


def test_input_look_is_kept_within_its_bounds(tmp_path: Path) -> None:
    page, manager = conversation(tmp_path)
    given = page.input(manager, pytest.fail)
    manager.start("morning_checkin")
    page.screen.put(Input("look", look=Look(size=99.0, spacing=-1.0, colours="<b>", still=True)))
    assert given.chosen() is None
    settings = manager.repository.state().settings
    assert (settings.text_size, settings.text_spacing) == (3.0, 1.0)
    assert (settings.colours, settings.still) == ("auto", True)
    assert page.screen.view.look.size == 3.0
    page.close()


def test_input_code_is_not_said_in_a_talk_about_danger(tmp_path: Path) -> None:
    page, manager = conversation(tmp_path)
    said: list[str] = []
    given = page.input(manager, said.append)
    manager.start("menu")
    page.screen.put(Input("code", "1, 2"))
    assert given.chosen() is None
    assert said == ["1, 2"]
    manager.respond_to("my husband hits me")
    page.screen.put(Input("code", "3, 4"))
    given.chosen()
    assert said == ["1, 2"]
    page.close()


def test_captions_talk_about_danger_is_shown_and_not_kept(tmp_path: Path) -> None:
    page, manager = conversation(tmp_path)
    captions = page.captions(io.StringIO(), manager, plain=True)

    def say(text: str) -> None:
        captions.show_person(text)
        reply = manager.respond_to(text)
        captions.begin(reply)
        for line in manager.lines(reply):
            captions.show_lantern(line.text)

    captions.begin(manager.start("reflect"))
    say("I am going to kill myself tonight")
    assert page.screen.view.lines
    assert [one.label for one in page.screen.view.answers[:2]] == ["Yes", "No"]
    say("yes")
    assert manager.watch.talk is not None
    assert "emergency number" in " ".join(page.screen.view.lines)
    assert page.screen.view.said == ()
    say("stop")
    assert "kill" not in str(page.screen.view)
    page.close()


def test_captions_spoken_talk_that_may_only_be_heard_is_on_no_page(tmp_path: Path) -> None:
    page, manager = conversation(tmp_path)
    captions = page.captions(io.StringIO(), manager, plain=True)
    captions.begin(manager.start("menu"))
    captions.show_person("my husband hits me")
    captions.begin(manager.respond_to("my husband hits me"))
    captions.show_lantern("Is it safe to talk?")
    captions.show_partial("he")
    view = page.screen.view
    assert (view.lines, view.heard, view.answers, view.said) == ((), "", (), ())
    captions.begin(Reply((), Ask("reflect.may_i_record", YesNo())))
    assert "hits" not in str(page.screen.view)
    page.close()
