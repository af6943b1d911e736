"""What comes back once, and what is not asked: by day, by what was said, and never for long."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.practice.rests import RestAsked, RestEnded, Rests, fold_offer, fold_rests
from assistant.practice.thread_detection import detect_thread, is_about, tells_an_end
from assistant.practice.threads import ThreadKept, ThreadMet, Threads, fold_threads
from tests.tables import each

DAY = date(2026, 11, 23)


def threads(*noted: ThreadKept | ThreadMet) -> Threads:
    found = Threads()
    for one in noted:
        fold_threads(found, one)
    return found


SON = ThreadKept("t1", str(DAY), "my son", "my son hit a boy", "hard", 2)
EXAM = ThreadKept("t2", str(DAY), "my exam", "", "fear", 1)


@each(("days", "there"), [(0, False), (1, True), (14, True), (15, False)])
def test_thread_is_due_from_the_next_day_for_two_weeks(days, there):
    assert (threads(SON).due(DAY + timedelta(days=days)) is not None) == there


def test_thread_heaviest_comes_first_and_only_one_a_day():
    later = DAY + timedelta(days=2)
    assert threads(EXAM, SON).due(later).id == "t1"
    assert threads(EXAM, SON, ThreadMet("t1", str(later))).due(later) is None
    assert threads(EXAM, SON, ThreadMet("t1", str(later))).due(later + timedelta(days=1)).id == "t2"


def test_thread_that_was_met_is_not_asked_about_again_within_two_weeks():
    soon = ThreadKept("t4", "2026-11-26", "my son", "my son hates school", "hard", 2)
    late = ThreadKept("t5", "2026-12-20", "my son", "my son broke his arm", "hard", 2)
    met = ThreadMet("t1", "2026-11-25")
    assert threads(SON, met, soon).kept == []
    assert [thread.id for thread in threads(SON, met, late).kept] == ["t5"]


def test_thread_told_again_is_one_and_barred_is_none():
    again = ThreadKept("t3", "2026-11-24", "my son", "my son hates school", "hard", 2)
    later = DAY + timedelta(days=3)
    assert threads(SON, again).due(later).id == "t3"
    assert len(threads(SON, again).kept) == 1
    assert threads(SON).due(later, ["my son"]) is None
    assert threads(SON).due(later, ["my dad"]) is not None


@each(
    ("text", "weight", "who", "words"),
    [
        (
            "my son hit somebody at school and the teacher rang",
            0,
            "my son",
            "my son hit somebody at school",
        ),
        ("um my mum she fell on the stairs yesterday", 0, "my mum", "my mum fell on the stairs"),
        ("i'm so worried about my exam on friday", 0, "my exam", ""),
        ("mum she's having the operation on thursday", 0, "mum", "mum's having the operation"),
    ],
)
def test_thread_is_found_in_what_was_told(text, weight, who, words):
    found = detect_thread(text, weight)
    assert found is not None
    assert (found.who, found.words) == (who, words)


@each(
    "text",
    [
        "my daughter baked a cake today",
        "walk with my sister",
        "i read a book about the war",
        "my kids obviously",
        "the weather was bad and i stayed in",
        "we had words about the house and she left",
        "my husband died in march and i can't go into his shed",
        "i was at my mother's grave and it was cold",
        "",
    ],
)
def test_thread_is_none_where_nothing_goes_on(text):
    assert detect_thread(text, 0) is None


def test_thread_is_none_where_what_is_told_of_a_person_does_not_weigh():
    assert detect_thread("my neighbour held the ladder and it was hard", 2) is None


def test_thread_is_over_where_it_was_told_how_it_went_on():
    assert tells_an_end("she came through it she's sitting up")
    assert is_about("mum", "she came through it she's sitting up")
    assert not tells_an_end("she's having the operation on thursday")


def test_rests_topic_ends_with_its_day_or_by_voice():
    rests = Rests()
    fold_rests(rests, RestAsked("steps", str(DAY)))
    fold_rests(rests, RestAsked("about", words="my dad"))
    assert "morning.another_goal" in rests.questions(DAY)
    assert "morning.another_goal" not in rests.questions(DAY + timedelta(days=1))
    assert rests.about(DAY + timedelta(days=99)) == ["my dad"]
    fold_rests(rests, RestEnded("about", "my dad"))
    assert rests.about(DAY) == []
    fold_rests(rests, RestAsked("steps"))
    fold_rests(rests, RestEnded())
    assert rests.asked == []


def test_rests_offer_declined_twice_running_rests_for_days():
    rests, question = Rests(), "morning.another_goal"
    fold_offer(rests, question, True, "2026-11-20")
    assert question not in rests.questions(DAY)
    fold_offer(rests, question, True, "2026-11-22")
    assert question not in rests.questions(date(2026, 11, 22))
    assert question in rests.questions(date(2026, 11, 27))
    assert question not in rests.questions(date(2026, 11, 28))
    fold_offer(rests, question, False, "2026-11-28")
    assert question not in rests.questions(date(2026, 11, 29))
    fold_offer(rests, "morning.how_did_it_go", True, "2026-11-22")
    assert "morning.how_did_it_go" not in rests.declined
