"""The page of pictures in a real browser: journals of any length and oddity, on any screen."""

from pathlib import Path

import pytest

from assistant.practice.state import State
from tests.page.lives import lived, odd, page

PAGES = {
    "one day": lambda: page(lived(1), 1),
    "one week": lambda: page(lived(7), 7),
    "four weeks, for a therapist": lambda: page(lived(84), 28, "therapist"),
    "one year": lambda: page(lived(365), 365),
    "ten years": lambda: page(lived(3652), 3652),
    "nothing": lambda: page(State()),
    "long words, right to left": lambda: page(odd(goals=4)),
    "sixty goals": lambda: page(odd()),
}
SHORT = ("four weeks, for a therapist", "nothing", "long words, right to left")
"""Pages whose every element axe-core looks at; `scripts/pages` has it look at the others."""
SCREENS = {
    "light": {"viewport": {"width": 900, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 900, "height": 800}, "color_scheme": "dark"},
    "400 %": {"viewport": {"width": 320, "height": 256}, "color_scheme": "light"},
}
A4 = {"width": 794, "height": 1123}
"""An A4 page at 96 dots an inch; Letter is wider and less high."""


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder, found = tmp_path_factory.mktemp("pages"), {}
    for name, make in PAGES.items():
        found[name] = folder / f"{name.replace(' ', '-')}.html"
        found[name].write_text(make(), encoding="utf-8", errors="replace")
    return found


def test_page_breaks_no_rule_of_axe(browser, files, problems):
    wrong: list[str] = []
    looked = [("light", name) for name in SHORT]
    looked += [("dark", "four weeks, for a therapist"), ("400 %", "one week")]
    for screen, name in looked:
        with browser.new_context(**SCREENS[screen]) as context:
            tab = context.new_page()
            tab.goto(files[name].as_uri())
            tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            wrong += [f"{name}, {screen}: {rule}" for rule in problems(tab)]
    assert wrong == []


def test_page_never_scrolls_sideways(browser, files):
    wrong: list[str] = []
    for screen in ("light", "400 %"):
        with browser.new_context(**SCREENS[screen]) as context:
            tab = context.new_page()
            for name, file in files.items():
                tab.goto(file.as_uri())
                wide, window = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
                if wide > window:
                    wrong.append(f"{name}, {screen}: {wide} wide in {window}")
    assert wrong == []


def test_page_reaches_out_to_nothing(browser, files):
    asked: list[str] = []
    said: list[str] = []
    with browser.new_context() as context:
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        for file in files.values():
            tab.goto(file.as_uri())
    assert asked == [file.as_uri() for file in files.values()]
    assert said == []


def test_page_first_sheet_of_paper_has_the_glance_and_the_days(browser, files):
    with browser.new_context(viewport=A4) as context:
        tab = context.new_page()
        tab.emulate_media(media="print")
        tab.goto(files["four weeks, for a therapist"].as_uri())
        ends = tab.evaluate("document.querySelector('.sheet').getBoundingClientRect().bottom")
        for paper in ("A4", "Letter"):
            assert tab.pdf(format=paper).startswith(b"%PDF")
    assert ends < 960  # The margins are left.


def test_page_tells_a_screen_reader_what_was_lived_on_a_day(browser, files):
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(files["four weeks, for a therapist"].as_uri())
        days = tab.get_by_role("table", name="Days on which each value was lived")
        told = days.get_by_role("cell").all_inner_texts()
        headings = tab.get_by_role("heading", level=2).count()
    assert any("family" in cell for cell in told)
    assert headings >= 7


def test_page_opened_by_keyboard_shows_its_table(browser, files):
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(files["one week"].as_uri())
        first = tab.locator("summary").first
        first.focus()
        tab.keyboard.press("Enter")
        assert tab.locator("details[open] table").first.is_visible()
