"""The page of `lantern show` in a real browser, with a real conversation behind it."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.channels.barge_in import BargeInDetector
from assistant.channels.scanning.channel import SwitchChannel
from assistant.channels.scanning.completion import Completion
from assistant.channels.show.conversation import SilentConversation
from assistant.channels.show.page import Page
from assistant.channels.speech_output import SpeechOutput
from assistant.conversation.manager import ConversationManager
from assistant.practice.events import (
    Answered,
    GoalAdded,
    SessionBegan,
    SettingChanged,
    ValueKept,
)
from assistant.speech.audio.base import Sound, WordTime
from assistant.speech.audio.loudspeaker import Silence
from assistant.speech.voices.process import Manner
from assistant.speech.voices.silent import SilentVoice
from assistant.store.repository import Repository
from intents import load
from tests.conversation.world import MONDAY, WORDS, memory_in

LANGUAGE = load("en")
PHONE = {"width": 360, "height": 740}
FONT = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 by 1024 at 400 %."""


def somebody(folder: Path) -> Repository:
    """The journal of somebody with a value and a goal."""
    memory = memory_in(folder)
    session = memory.new_session()
    notes = (ValueKept("v1", "kindness"), GoalAdded("g1", "call my sister", "v1", "FREQ=DAILY"))
    memory.record(SessionBegan("reflect", {}), session)
    memory.record(Answered("reflect.with_a_question", notes=notes, ends=True), session)
    return memory


class Shown:
    """A conversation shown on a page, without sound."""

    def __init__(self, folder: Path, wanted: str, size: float) -> None:
        self.memory = somebody(folder)
        self.memory.record(SettingChanged("text_size", size), "")
        self.manager = ConversationManager(self.memory, LANGUAGE, WORDS)
        self.codes: list[str] = []
        self.page = Page(WORDS, "127.0.0.1", 0, silent=True)
        self.address = f"http://127.0.0.1:{self.page.port}/"
        self.link = f"{self.address}#key={self.page.start()}"
        self.captions = self.page.captions(io.StringIO(), self.manager, True)
        given = self.page.input(self.manager, self.codes.append)
        talk = SilentConversation(self.manager, self.page.screen, self.captions, given)
        threading.Thread(target=talk.converse, args=(wanted,), daemon=True).start()


@pytest.fixture
def shown(tmp_path: Path) -> Any:
    opened: list[Shown] = []

    def show(wanted: str, size: float = 1.0) -> Shown:
        opened.append(Shown(tmp_path / str(len(opened)), wanted, size))
        return opened[-1]

    yield show
    for each in opened:
        each.page.close()


@pytest.fixture
def opened(browser: Any) -> Any:
    """Opens a tab with a window of its own."""
    contexts: list[Any] = []

    def open_tab(link: str, **settings: Any) -> Any:
        contexts.append(
            browser.new_context(**({"viewport": {"width": 1100, "height": 900}} | settings))
        )
        tab = contexts[-1].new_page()
        tab.set_default_timeout(5000)
        tab.errors = []
        tab.on("console", lambda message: tab.errors.append(message.text))
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.goto(link)
        return tab

    yield open_tab
    for context in contexts:
        context.close()


def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def wait_for(tab: Any, text: str) -> None:
    tab.locator("#lines p.large", has_text=text).wait_for()


def test_show_morning_by_buttons(
    shown: Any, opened: Any, problems: Callable[[Any], list[str]]
) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link)
    wait_for(tab, "Would you like to bring kindness to today?")
    assert "key" not in tab.url
    assert tab.get_by_role("group", name="Answers").get_by_role("button").count() == 3
    assert problems(tab) == []
    for question, answer in (
        ("bring kindness", "Yes"),
        ("one small way", "Go for a walk"),
        ("When today", "After breakfast"),
    ):
        wait_for(tab, question)
        tab.get_by_role("button", name=answer, exact=True).click()
    wait_for(tab, "Go well")
    assert [one.words for one in it.memory.state().intentions] == ["Go for a walk"]
    assert "Over for now" in tab.inner_text("#state")
    tab.get_by_text("What was said before").click()
    said = tab.inner_text("#said")
    assert "Would you like to bring kindness to today?" in said
    assert "After breakfast" in said
    assert tab.errors == []


def test_show_morning_by_keyboard_alone(shown: Any, opened: Any) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link)
    wait_for(tab, "bring kindness")
    while tab.evaluate("document.activeElement.textContent") != "Yes1":
        tab.keyboard.press("Tab")
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    wait_for(tab, "one small way")
    # The focus is on the first of the new answers, and not lost with the old ones.
    assert tab.evaluate("document.activeElement.textContent") == "Go for a walk1"
    while tab.evaluate("document.activeElement.id") != "text":
        tab.keyboard.press("Tab")
    tab.keyboard.type("ring mum 2 times")  # In the field a number is no key of an answer.
    tab.keyboard.press("Enter")
    wait_for(tab, "When today")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("1")
    wait_for(tab, "Go well")
    assert [one.words for one in it.memory.state().intentions] == ["ring mum 2 times"]


def test_show_morning_by_one_switch(
    tmp_path: Path, opened: Any, problems: Callable[[Any], list[str]]
) -> None:
    memory = somebody(tmp_path)
    memory.record(SettingChanged("scan", 15.0), "")
    memory.record(SettingChanged("rate", 600.0), "")
    manager = ConversationManager(memory, LANGUAGE, WORDS)
    page, audio = Page(WORDS, "127.0.0.1", 0), Silence()
    link = f"http://127.0.0.1:{page.port}/#key={page.start()}"
    captions = page.captions(io.StringIO(), manager, True)
    output = SpeechOutput(
        SilentVoice(Manner()), audio, captions, None, BargeInDetector("off"), WORDS
    )  # fmt: skip
    switch = page.switch(page.input(manager, pytest.fail))
    words = Completion({})
    talk = SwitchChannel(manager, output, audio, captions, [switch], lambda: words, rest=0.1)
    tab = opened(link, viewport=PHONE, has_touch=True)
    threading.Thread(target=talk.converse, args=("morning_checkin",), daemon=True).start()
    offered = tab.locator("#scan [aria-current]")
    for question, answer, press in (
        ("bring kindness", "Yes", lambda: tab.keyboard.press("Space")),
        ("one small way", "Go for a walk", lambda: tab.mouse.click(20, 300)),
        ("When today", "After work", lambda: tab.touchscreen.tap(40, 400)),
    ):
        tab.locator("#lines", has_text=question).wait_for()
        offered.wait_for()
        if question == "bring kindness":
            tab.get_by_role("button", name="Send").wait_for(state="hidden")
            assert problems(tab) == []
        while (now := offered.inner_text()) != answer:
            tab.keyboard.press("ArrowRight")
            until(lambda now=now: offered.inner_text() != now)
        time.sleep(0.4)  # At once, it would be meant for the answer before.
        press()
    tab.locator("#lines", has_text="Go well").wait_for()
    assert [one.words for one in memory.state().intentions] == ["Go for a walk"]
    assert tab.errors == []
    page.close()
    audio.close()


def test_show_looks_as_set_on_the_page_and_by_words(
    shown: Any, opened: Any, problems: Callable[[Any], list[str]]
) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link, color_scheme="dark", viewport=PHONE)
    wait_for(tab, "bring kindness")
    assert tab.evaluate("document.documentElement.dataset.colours") == "dark"
    assert problems(tab) == []
    tab.get_by_role("button", name="How it looks").click()
    tab.get_by_label("Colours").select_option("contrast")
    tab.get_by_label("Space between lines").fill("2")
    tab.get_by_label("Nothing moves").check()
    assert problems(tab) == []
    before = tab.evaluate(FONT)
    tab.get_by_label("Or in your own words").fill("make the letters bigger")
    tab.get_by_role("button", name="Send").click()
    wait_for(tab, "bring kindness")
    until(lambda: tab.evaluate(FONT) > before)
    settings = it.memory.state().settings
    assert (settings.colours, settings.text_spacing, settings.still) == ("contrast", 2.0, True)
    assert settings.text_size == 1.25
    assert tab.errors == []


@pytest.mark.parametrize("size", [PHONE, ZOOMED])
def test_show_nothing_is_cut_off_on_a_small_screen(shown: Any, opened: Any, size: Any) -> None:
    it = shown("rate_domains", 1.25)
    tab = opened(it.link, viewport=size)
    tab.locator("#lines p.large").wait_for()
    for _ in range(3):
        wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide
        buttons = tab.locator("#answers button, #always button")
        for button in buttons.all():
            box = button.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            assert min(box["width"], box["height"]) >= 44
        turn = tab.get_attribute("#talk", "data-turn")
        buttons.first.click()
        until(lambda turn=turn: tab.get_attribute("#talk", "data-turn") != turn)


def test_show_marks_each_word_as_it_is_spoken(shown: Any, opened: Any) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link)
    wait_for(tab, "bring kindness")
    text = "Would you like to bring kindness to today?"
    words = tuple(
        WordTime(text.index(word), text.index(word) + len(word), at)
        for word, at in (("Would", 0.0), ("like", 0.3), ("kindness", 0.6))
    )
    tab.evaluate(
        """() => { window.marked = []; new MutationObserver(() => {
          const now = document.querySelector('#lines .now');
          if (now && window.marked.at(-1) !== now.textContent) window.marked.push(now.textContent);
        }).observe(document.getElementById('lines'), {subtree: true, attributes: true}); }"""
    )
    it.captions.show_speaking(Sound(np.zeros(22050 * 4, np.int16), 22050, text, words), 0.1)
    it.captions.show_lantern("It may be small.")  # While the line before is spoken.
    tab.locator("#lines .now", has_text="kindness").wait_for()
    assert tab.evaluate("window.marked") == ["Would", "like", "kindness"]
    assert tab.inner_text("#state") == "Speaking"
    assert tab.inner_text("#lines p.large") == text
    it.captions.stop_speaking()
    wait_for(tab, "bring kindness")
    tab.locator("#lines .now").wait_for(state="detached")


def test_show_what_is_heard_stands_there_and_is_not_announced(shown: Any, opened: Any) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link)
    wait_for(tab, "bring kindness")
    tab.locator("#announce", has_text="bring kindness").wait_for(state="attached")
    tab.evaluate(
        """() => { window.told = 0; new MutationObserver(() => window.told++).observe(
          document.getElementById('announce'), {childList: true, characterData: true,
          subtree: true}); }"""
    )
    for heard in ("yes", "yes I", "yes I would"):
        it.captions.show_partial(heard)
    tab.locator("#heard.partly", has_text="yes I would").wait_for()
    assert tab.evaluate("window.told") == 0


def test_show_other_device_needs_the_code(shown: Any, opened: Any, problems: Any) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link)
    wait_for(tab, "bring kindness")
    tablet = opened(it.address, viewport=PHONE)
    tablet.get_by_role("button", name="Say the code").click()
    tablet.get_by_text("saying the code now").wait_for()
    assert problems(tablet) == []
    until(lambda: bool(it.codes))
    [code] = it.codes
    wrong = "".join(str((int(c) + 1) % 10) for c in code if c.isdigit())
    tablet.get_by_label("The code").fill(wrong)
    tablet.get_by_role("button", name="Let me in").click()
    tablet.get_by_text("That isn't the code").wait_for()
    assert "kindness" not in tablet.content()
    tablet.get_by_label("The code").fill(code)
    tablet.get_by_role("button", name="Let me in").click()
    wait_for(tablet, "bring kindness")
    tab.get_by_text("shown on 2 screens").wait_for()
    tablet.get_by_role("button", name="Yes", exact=True).click()
    wait_for(tab, "one small way")
    # The link was used; who opens it again is asked for a code.
    again = opened(it.link)
    again.get_by_role("heading", name="This screen isn't known yet").wait_for()


def test_show_talk_about_danger_leaves_nothing_and_is_on_no_other_screen(
    shown: Any, opened: Any
) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link)
    tablet = opened(it.address)
    wait_for(tab, "bring kindness")
    tablet.get_by_role("button", name="Say the code").click()
    until(lambda: bool(it.codes))
    tablet.get_by_label("The code").fill(it.codes[0])
    tablet.get_by_role("button", name="Let me in").click()
    wait_for(tablet, "bring kindness")
    tab.get_by_label("Or in your own words").fill("my husband hits me")
    tab.get_by_role("button", name="Send").click()
    wait_for(tab, "is it safe to talk")
    until(lambda: tablet.locator("#lines p").count() == 0)
    assert "hits" not in tablet.content()
    tab.keyboard.press("Escape")
    tab.get_by_text("that is a good small thing").wait_for()
    for each in (tab, tablet):
        assert "safe to talk" not in each.content()
        assert "hits" not in each.content()


def test_show_server_gone_leaves_nothing_on_the_page(shown: Any, opened: Any) -> None:
    it = shown("morning_checkin")
    tab = opened(it.link)
    wait_for(tab, "bring kindness")
    it.page.close()
    tab.get_by_text("isn't running any more").wait_for()
    assert "kindness" not in tab.content()


def test_show_as_a_program_begins_again_and_ends_when_interrupted(
    tmp_path: Path, opened: Any
) -> None:
    somebody(tmp_path)
    arguments = ["show", "morning", "--text", "--no-open", "--port", "0", "--data", str(tmp_path)]
    program = subprocess.Popen(
        [sys.executable, "-m", "assistant", *arguments, "--now", MONDAY.isoformat()],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        assert program.stderr
        said = program.stderr.readline()
        tab = opened(said[said.index("http://") :].strip())
        tab.set_default_timeout(20_000)
        wait_for(tab, "bring kindness")
        tab.get_by_role("button", name="Stop").click()
        tab.get_by_role("button", name="Reflect").click()
        wait_for(tab, "question")
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=20) == 0
        tab.get_by_text("isn't running any more").wait_for()
        assert "Traceback" not in program.stderr.read()
    finally:
        program.kill()
        program.wait()
