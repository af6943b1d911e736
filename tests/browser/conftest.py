"""Chromium as the distribution has it, driven by Playwright, for `scripts/test --browser`."""

import os
import shutil
from pathlib import Path

import pytest

WANTED = os.environ.get("LANTERN_BROWSER") == "1"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests. Each test opens contexts of its own in it."""
    if not WANTED:
        pytest.skip("in a browser: scripts/test --browser")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, as which containers run.
        alone = [] if hasattr(os, "geteuid") and os.geteuid() else ["--no-sandbox"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=alone)
        yield opened
        opened.close()


@pytest.fixture
def problems():
    """The rules of axe-core that a page breaks, each with the elements that do."""
    from axe_playwright_python import sync_playwright as axe

    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    def problems(page):
        page.evaluate(source)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{rule['id']}: {node['html'][:100]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return problems
