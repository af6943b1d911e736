"""The answers offered to those who choose: what they are, and that each is understood."""

from assistant.conversation.manager import ConversationManager
from assistant.conversation.offered_answers import OfferedAnswer, offered_answers
from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Ask
from assistant.practice.events import SettingChanged
from assistant.store.repository import Repository
from intents import (
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Duration,
    Expectation,
    Freely,
    Importance,
    Invitation,
    Meaning,
    Number,
    Outcome,
    Rating,
    Recurrence,
    Several,
    Sound,
    Time,
    YesNo,
    load,
)
from intents.expectations import names
from tests.conversation.world import MONDAY, WORDS, memory_in
from tests.tables import each

LANGUAGE = load("en")
GOALS = Choice(("g1", "g2", "g3"), labels=("call mum", "stop smoking", "Skip the lift"))
ASKED = {
    YesNo: (Ask("q", YesNo()), Ask("q", YesNo(named="stays"))),
    Rating: (Ask("q", Rating(0, 10)), Ask("q", Rating(1, 5))),
    Number: (Ask("q", Number(1, 3)),),
    Time: (Ask("reminder.at_what_time", Time()),),
    Date: (Ask("goal.by_when", Date()), Ask("letter.when", Date())),
    Duration: (Ask("q", Duration()),),
    Recurrence: (Ask("goal.how_often", Recurrence()),),
    Invitation: (Ask("q", Invitation()), Ask("q", Invitation(deed=True))),
    Choice: (Ask("q", GOALS), Ask("q", Choice(("listen", "gentle", "go_on"), named="comfort"))),
    Importance: (Ask("q", Importance(), also=("add_card",)),),
    Several: (Ask("q", Several(("v1", "v2"), ("kindness", "being outdoors"))),),
    Outcome: (Ask("q", Outcome()),),
    Aspiration: (Ask("q", Aspiration()), Ask("q", Aspiration(action=True))),
    Command: (Ask("menu.what_would_you_like", Command()), Ask("goals.what_now", Command())),
    Freely: (
        Ask("q", Freely()),
        Ask("q", Freely(good=True)),
        Ask("q", Freely(hope=True, names=True)),
        Ask("q", Freely(thoughts=True)),
    ),
    Dictation: (Ask("q", Dictation(), also=("go_easy", "ask_me")),),
    Sound: (Ask("q", Sound("yes")),),
}
MAY_BE_EMPTY = (Freely, Aspiration, Sound)


def offered(ask: Ask, *earlier: str) -> tuple[OfferedAnswer, ...]:
    return offered_answers(Reply((), ask), WORDS, LANGUAGE.names_of, earlier)


def understood(answer: OfferedAnswer, expects: Expectation) -> Meaning:
    return LANGUAGE.understand(answer.text, expects, now=MONDAY)


def test_offered_answers_every_kind_of_question_has_some() -> None:
    assert {kind.name for kind in ASKED} == names()
    for kind, asks in ASKED.items():
        for ask in asks:
            chosen = [answer for answer in offered(ask) if answer.kind != "command"]
            assert chosen or kind in MAY_BE_EMPTY, (kind, ask.key)


@each(
    ("ask", "answer"), [(ask, a) for asks in ASKED.values() for ask in asks for a in offered(ask)]
)
def test_offered_answers_each_is_understood(ask: Ask, answer: OfferedAnswer) -> None:
    meaning = understood(answer, ask.expects)
    if answer.intent:
        # "Skip" may be an option of a choice too, so what is chosen is the intent.
        assert LANGUAGE.understand(answer.text).kind == "command"
        assert answer.intent in LANGUAGE.intents
    elif isinstance(ask.expects, Command | Dictation):
        assert meaning.kind == "command", meaning
    else:
        assert meaning.kind == "answer", meaning


def test_offered_answers_values_are_those_of_the_options() -> None:
    for ask in (*ASKED[Choice], *ASKED[Several]):
        assert isinstance(ask.expects, Choice | Several)
        by_id = {answer.id: answer for answer in offered(ask)}
        for option in ask.expects.options:
            assert understood(by_id[option], ask.expects).value in (option, [option])
    values = [understood(a, YesNo()).value for a in offered(Ask("q", YesNo()))[:2]]
    assert values == [True, False]
    stays = YesNo(named="stays")
    assert [understood(a, stays).value for a in offered(Ask("q", stays))[:2]] == [True, False]
    ratings = [a for a in offered(Ask("q", Rating())) if a.kind == "answer"]
    assert [understood(a, Rating()).value for a in ratings] == list(range(11))


def test_offered_answers_shortcuts_and_ids_differ() -> None:
    for asks in ASKED.values():
        for ask in asks:
            answers = offered(ask)
            ids = [answer.id for answer in answers]
            keys = [answer.shortcut for answer in answers if answer.shortcut]
            assert len(ids) == len(set(ids))
            assert len(keys) == len(set(keys)), keys


def test_offered_answers_ended_or_paused() -> None:
    assert offered_answers(Reply(), WORDS, LANGUAGE.names_of) == ()
    paused = Reply((), Ask("q", YesNo()), paused=True)
    labels = [a.label for a in offered_answers(paused, WORDS, LANGUAGE.names_of)]
    assert labels == ["Resume", "Stop"]


def test_offered_answers_open_question_what_was_said_before_comes_first() -> None:
    answers = offered(Ask("q", Freely(good=True)), "Feed the birds", "A SHORT WALK")
    labels = [answer.label for answer in answers if answer.kind != "command"]
    assert labels[:2] == ["Feed the birds", "A SHORT WALK"]
    assert "A short walk" not in labels


def manager_of(memory: Repository) -> ConversationManager:
    return ConversationManager(memory, LANGUAGE, WORDS)


def test_offered_by_the_manager_answers_given_before(tmp_path) -> None:
    def earlier(quietly: bool = False) -> list[str]:
        manager = manager_of(memory_in(tmp_path))
        manager.start("one_breath")
        if quietly:
            manager.record(SettingChanged("quietly", True))
        return [answer.label for answer in manager.offered() if answer.kind == "earlier"]

    for said in ("ring my sister", "I want to kill myself", "water the plants"):
        manager = manager_of(memory_in(tmp_path))
        manager.start("one_breath")
        manager.respond_to(said)
    assert earlier() == ["water the plants", "ring my sister"]
    assert earlier(quietly=True) == []


def test_chosen_command_beside_an_option_of_the_same_name_is_the_command(tmp_path) -> None:
    manager = manager_of(memory_in(tmp_path))
    manager.reply = Reply((), Ask("q", GOALS))
    skip, lift = (
        next(answer for answer in manager.offered() if answer.id == id)
        for id in ("always.skip", "g3")
    )
    assert manager.chosen(skip).intent == "skip"
    assert manager.chosen(lift).value == "g3"
