"""Makes the files of scripts/pages in Chromium."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from axe_playwright_python import sync_playwright as axe
from playwright.sync_api import Browser, sync_playwright

from assistant import wording
from assistant.channels.show.conversation import SilentConversation
from assistant.channels.show.page import Page
from assistant.conversation.manager import ConversationManager
from assistant.demo.conversation import prepare
from assistant.journal import Journal
from assistant.store.repository import Repository
from intents import load
from tests.browser.test_page import PAGES, SCREENS
from tests.page.lives import lived, page

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
MOST = 150_000
"""No picture of the README is larger, in bytes."""
MORNING = datetime.fromisoformat("2026-11-29T07:30:00+00:00")
SIZE = {"width": 900, "height": 1240}
FROM, TO = "section.calendar", "section.domains .picture"
"""What the picture of the README shows."""
PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    alone = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=alone)
        yield opened
        opened.close()


def pictures(browser: Browser, folder: Path) -> None:
    """Make the pictures of the README."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "page.html"
    made.write_text(page(lived(84)), encoding="utf-8")
    with browser.new_context(viewport=SIZE) as context:
        tab = context.new_page()
        tab.goto(made.as_uri())
        begins, ends = (tab.locator(at).bounding_box() for at in (FROM, TO))
        assert begins
        assert ends
        top, bottom = begins["y"] - 24, ends["y"] + ends["height"] + 16
        clip = {"x": 0, "y": top, "width": SIZE["width"], "height": bottom - top}
        tab.screenshot(path=folder / "page.png", full_page=True, clip=clip)
    made.unlink()
    _captions(browser, folder / "captions.png")
    for picture in sorted(folder.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture}: {size // 1000} kB")
        if size > MOST:
            sys.exit(f"{picture} is larger than {MOST // 1000} kB.")


def _captions(browser: Browser, picture: Path) -> None:
    """The beginning of the demo's check-in, on the page of `lantern show`."""
    words = wording.load("en")
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(Journal(Path(folder)), lambda: MORNING, prompts=words.prompts())
        prepare(repository, MORNING - timedelta(days=1))
        manager = ConversationManager(repository, load("en"), words)
        shown = Page(words, "127.0.0.1", 0, silent=True)
        link = f"http://127.0.0.1:{shown.port}/#key={shown.start()}"
        captions = shown.captions(io.StringIO(), manager, True)
        given = shown.input(manager, lambda code: None)
        talk = SilentConversation(manager, shown.screen, captions, given)
        threading.Thread(target=talk.converse, args=("morning_checkin",), daemon=True).start()
        with browser.new_context(viewport={"width": 900, "height": 560}) as context:
            tab = context.new_page()
            tab.goto(link)
            tab.locator("#lines p.large").first.wait_for()
            time.sleep(1)
            tab.screenshot(path=picture)
        shown.close()


def everything(browser: Browser, folder: Path) -> int:
    """Make each page on each screen and as PDF; return how many rules of axe-core are broken."""
    folder.mkdir(parents=True, exist_ok=True)
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    broken = 0
    for name, make in PAGES.items():
        file = folder / f"{name.replace(' ', '-').replace(',', '')}.html"
        file.write_text(make(), encoding="utf-8", errors="replace")
        screens: dict[str, Any] = {**SCREENS, "phone": PHONE}
        for screen, settings in screens.items():
            with browser.new_context(**settings) as context:
                tab = context.new_page()
                tab.set_default_timeout(300_000)
                tab.goto(file.as_uri())
                shot = file.with_name(f"{file.stem}-{screen.replace(' %', '')}.png")
                height = min(16_000, tab.evaluate("document.documentElement.scrollHeight"))
                width = settings["viewport"]["width"]
                tab.set_viewport_size({"width": width, "height": height})
                tab.screenshot(path=shot)
                if screen == "light":
                    for paper in ("A4", "Letter"):
                        tab.pdf(path=file.with_name(f"{file.stem}-{paper}.pdf"), format=paper)
                tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                tab.evaluate(source)
                found = tab.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
                broken += len(found)
                rules = ", ".join(rule["id"] for rule in found) or "no rule broken"
                print(f"{name}, {screen}: {rules}", flush=True)
    return broken


def main() -> int:
    with chromium() as browser:
        match sys.argv[1:]:
            case []:
                pictures(browser, PICTURES)
                return 0
            case ["all", folder]:
                return 1 if everything(browser, Path(folder)) else 0
    sys.exit("scripts/pages, or scripts/pages all DIR")


if __name__ == "__main__":
    sys.exit(main())
