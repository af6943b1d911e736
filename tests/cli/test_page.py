"""`lantern page`: a file of pictures to look at, print, or hand to a therapist."""

import os
import stat
from html.parser import HTMLParser

import pytest

from assistant.journal import Journal
from assistant.practice.events import Answered, GoalAdded, Segment, SessionBegan, ValueKept
from assistant.practice.exercises import DecisionOpened, OptionWeighed, ToldInExercise
from assistant.practice.goals import GoalSaid
from assistant.practice.obstacles import ObstacleNamed
from assistant.practice.pages import PartsChosen
from assistant.store.repository import Repository
from tests.conversation.world import MONDAY


@pytest.fixture
def told(folder) -> Repository:
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
    memory.record(Segment("letter.write", "a letter to myself"), session)
    return memory


class Seen(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.linked: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.linked += [v or "" for name, v in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_page_is_kept_beside_the_journal_and_closed_to_others(lantern, told, folder) -> None:
    done = lantern("page")
    (page,) = (folder / "pages").iterdir()
    assert done.status == 0
    assert str(page) in done.out
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700


def test_page_holds_no_foreign_tag_and_reaches_nothing_outside(lantern, told, tmp_path) -> None:
    page = tmp_path / "page.html"
    assert lantern("page", "-o", page).status == 0
    seen = Seen(page.read_text(encoding="utf-8"))
    assert {"script", "img", "link", "iframe", "form", "ada"}.isdisjoint(seen.tags)
    assert all(place.startswith("#") for place in seen.linked)
    assert "Call <Ada>" in seen.text
    assert "I sang" in seen.text


def test_page_shows_reflections_only_where_they_are_chosen_and_letters_never(
    lantern, told, tmp_path
) -> None:
    page = tmp_path / "page.html"
    lantern("page", "-o", page)
    assert "told to nobody" not in page.read_text(encoding="utf-8")
    lantern("page", "--show", "reflections", "-o", page)
    shown = page.read_text(encoding="utf-8")
    assert "told to nobody" in shown
    assert "a letter to myself" not in shown
    assert "I sang" not in shown


def test_page_for_therapist_without_a_choice_is_not_made(lantern, told, folder) -> None:
    done = lantern("page", "--for", "therapist")
    assert done.status == 1
    assert "not chosen yet" in done.err
    assert not (folder / "pages").exists()


def test_page_for_therapist_shows_what_was_chosen_and_says_so(lantern, told, tmp_path) -> None:
    session = told.new_session()
    told.record(Answered("page.chosen", notes=(PartsChosen(("steps",)),)), session)
    page = tmp_path / "page.html"
    done = lantern("page", "--for", "therapist", "-o", page)
    seen = Seen(page.read_text(encoding="utf-8"))
    assert "shows this, and nothing else: steps" in done.out
    assert "Call <Ada>" in seen.text
    assert "not a therapist and makes no diagnosis" in seen.text
    assert "fear" not in seen.text
    assert "I sang" not in seen.text


def test_page_replaces_a_link_and_leaves_its_target_alone(lantern, told, tmp_path) -> None:
    target, page = tmp_path / "theirs", tmp_path / "page.html"
    target.write_text("theirs")
    page.symlink_to(target)
    assert lantern("page", "-o", page).status == 0
    assert target.read_text() == "theirs"
    assert not page.is_symlink()


def test_page_to_a_pipe_is_refused(lantern, told, tmp_path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = lantern("page", "-o", pipe)
    assert done.status == 1
    assert "choose another" in done.err


def test_page_as_text_is_printed(lantern, told) -> None:
    out = lantern("page", "-o", "-").out
    assert "- Call <Ada>, every day, for family & friends: not looked at yet" in out
    assert "“I sang”" in out
    assert "told to nobody" not in out


def test_page_days_given_are_those_it_is_about(lantern, told) -> None:
    out = lantern("page", "--from", "2026-11-02", "--to", "2026-11-08", "-o", "-").out
    assert "2 November 2026 to 8 November 2026" in out


def test_page_of_empty_journal_says_so(lantern) -> None:
    assert "Nothing was told" in lantern("page", "-o", "-").out


def test_review_page_writes_the_same_page(lantern, told, tmp_path) -> None:
    assert lantern("review", "--page", "-").out == lantern("page", "-o", "-").out
    assert lantern("review", "--page", tmp_path / "page.html").status == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_review_page_unwritable_place_is_said(lantern, told, tmp_path) -> None:
    done = lantern("review", "--page", tmp_path / "no" / "page.txt")
    assert done.status == 1
    assert "choose another" in done.err


def test_page_goes_when_something_is_erased(lantern, told, folder) -> None:
    lantern("page")
    (page,) = (folder / "pages").iterdir()
    assert lantern("journal", "erase", "--matching", "told to nobody", "--yes").status == 0
    assert not page.exists()


def test_card_of_a_plan_is_written_for_the_step_named(lantern, told, folder) -> None:
    session = told.new_session()
    plan = GoalSaid("g", "plan", "if I wash up, <then> I call")
    told.record(Answered("goal.plan", notes=(plan,)), session)
    assert lantern("card", "call", "ada").status == 0
    card = (folder / "pages" / "card-plan.html").read_text(encoding="utf-8")
    assert "If I wash up, &lt;then&gt; I call" in card
    assert "Call &lt;Ada&gt;, for family &amp; friends" in card
    assert "no plan for swimming" in lantern("card", "swimming").err


def test_card_of_the_values_is_written_beside_the_journal(lantern, told, folder) -> None:
    assert lantern("card").status == 0
    card = (folder / "pages" / "card-values.html").read_text(encoding="utf-8")
    assert "Family &amp; friends" in card
