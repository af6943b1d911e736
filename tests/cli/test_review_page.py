"""`lantern review --page`: a page to print or to read aloud to one's therapist."""

from html.parser import HTMLParser

import pytest

from assistant.journal import Journal
from assistant.practice.events import Answered, GoalAdded, Segment, SessionBegan, ValueKept
from assistant.practice.exercises import DecisionOpened, OptionWeighed, ToldInExercise
from assistant.practice.obstacles import ObstacleNamed
from assistant.store.repository import Repository
from tests.conversation.world import MONDAY


@pytest.fixture
def told(folder) -> None:
    memory = Repository(Journal(folder), lambda: MONDAY)
    session = memory.new_session()
    memory.record(SessionBegan("menu", {}), session)
    notes = (
        ValueKept("v", "family & friends"),
        GoalAdded("g", "call <Ada>", "v", "FREQ=DAILY"),
        ObstacleNamed("fear", "what if she is busy", "g"),
        ToldInExercise("proud", "i sang"),
        DecisionOpened("d", "whether to move"),
        OptionWeighed("d", "stay", cost="the noise"),
    )
    memory.record(Answered("menu.what_would_you_like", notes=notes), session)
    memory.record(Segment("reflect.go_ahead", "told to nobody"), session)


def test_review_page_txt_is_plain_text(lantern, told, tmp_path) -> None:
    page = tmp_path / "page.txt"
    assert lantern("review", "--page", page).status == 0
    text = page.read_text(encoding="utf-8")
    assert "- Call <Ada>, every day, for family & friends: not looked at yet" in text
    assert "a proud moment: i sang" in text
    assert "- Stay: costs the noise" in text
    assert "told to nobody" not in text


def test_review_page_html_holds_only_text(lantern, told, tmp_path) -> None:
    page = tmp_path / "page.html"
    assert lantern("review", "--page", page).status == 0
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append(tag)

    Tags().feed(page.read_text(encoding="utf-8"))
    assert {"script", "img", "link", "a", "ada"}.isdisjoint(seen)
    assert seen.count("section") == 5


def test_review_page_dash_is_printed(lantern, told) -> None:
    assert "Looking back" in lantern("review", "--page", "-").out


def test_review_page_of_empty_journal_says_so(lantern) -> None:
    assert "Nothing was told" in lantern("review", "--page", "-").out


def test_review_page_unwritable_place_is_said(lantern, told, tmp_path) -> None:
    done = lantern("review", "--page", tmp_path / "no" / "page.txt")
    assert done.status == 1
    assert "choose another" in done.err
