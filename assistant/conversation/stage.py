"""Where a conversation stands: its open dialogues, the question asked, how it moves on.

Its whole state is in the journal; `root` finds it again. Nothing here ever waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.conversation.confirmation import is_read_back
from assistant.conversation.dictation import SCRATCH_EVERYTHING, is_scratching
from assistant.conversation.ports import World
from assistant.conversation.replay import Scene, Turn, play
from assistant.conversation.reply import Reply
from assistant.conversation.state import Progress, progress, stack
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Closed, SessionBegan
from intents import Expectation, YesNo

Slots = Mapping[str, Any]
"""What came with a wish, such as the words to search for."""


class Stage:
    """One conversation in one channel, as the journal tells it."""

    def __init__(self, memory: World, root: str = "", channel: str = "") -> None:
        self.memory = memory
        self.root = root
        self.channel = channel

    def reply(self) -> Reply:
        """What was said last and is waited for now, as it would be said again."""
        chain = self.open_sessions()
        if not chain:
            return Reply()
        root, top = chain[0], chain[-1]
        if root.offered:
            asked_for = root.offered in (session.dialogue for session in chain)
            of = root.offered if asked_for and root.offered != "menu" else top.dialogue
            ask = Ask(f"pick_up.shall_we_go_on.{of}", YesNo())
            return Reply((ask.say,), ask)
        scene = self.scene(top)
        if top.suggestion is not None:
            # "I agree to you" was heard: whether that was a yes is the question.
            answer = str(top.suggestion.get("value")).lower()
            ask = Ask(self._key_of(top), YesNo(), phrase=top.suggestion["phrase"], answer=answer)
            return Reply((ask.say,), ask)
        if old := find_turn(scene, top.back_to):
            asked = self.asked(top, scene, old)
            offer = Say(f"back.{old.how}", said=old.said)
            return Reply((offer, asked.say), asked)
        return Reply(scene.says, scene.ask, top.paused)

    def _key_of(self, top: Progress) -> str:
        """The question whether what was suggested is meant."""
        if top.suggestion is not None and is_scratching(top.suggestion):
            return f"sure.{SCRATCH_EVERYTHING}"
        asked = self.question(top)
        if is_read_back(top.suggestion) and asked is not None:
            return f"read_back.{asked.expects.name}"
        return "did_you_mean"

    @property
    def looks_back(self) -> bool:
        """Whether an earlier answer is offered, to be kept or changed."""
        chain = self.open_sessions()
        return bool(chain and chain[-1].back_to)

    @property
    def open_question(self) -> Expectation | None:
        """What the dialogue itself waits for, beneath "did you mean …?" and the like.

        Nothing, where it is only offered to go on with it.
        """
        chain = self.open_sessions()
        ask = self.question(chain[-1]) if chain and not chain[0].offered else None
        return ask.expects if ask else None

    def enter(
        self, dialogue: str, slots: Slots, parent: str = "", aside: bool = False
    ) -> tuple[str, tuple[Say, ...]]:
        """Begin a session: its id, and what it said where it is over at once."""
        session = self.memory.new_session()
        ordinal = self.memory.ordinal(dialogue)
        brief = self.memory.brief(dialogue, session, slots)
        scene = play(self.memory.perform(dialogue, brief), (), ordinal)
        began = SessionBegan(
            dialogue=dialogue,
            brief={} if scene.ended else brief,
            ordinal=ordinal,
            channel=self.channel,
            parent=parent,
            aside=aside,
            ends=scene.ended,
        )
        self.memory.record(began, session)
        return session, scene.says if scene.ended else ()

    def go_on(self, *says: Say, briefly: bool = False) -> Reply:
        """The reply after something happened: begin what is to begin, return to what waits.

        `briefly`: only the question again, for a return from something asked for beside it.
        """
        while chain := self.open_sessions():
            top = chain[-1]
            scene = self.scene(top)
            if find_turn(scene, top.back_to):
                return self.reply().after(*says)  # an earlier question still waits to be changed
            if scene.ended:  # with what it had begun: it took no answer which could say so
                self.memory.record(Closed("over"), top.session)
                says = (*says, *scene.says)
                briefly = briefly or top.aside
                continue
            if scene.begin is None:
                return Reply((*says, *scene.says[-1 if briefly else 0 :]), scene.ask)
            begin = scene.begin
            told = self.enter(begin.dialogue, begin.slots, top.session)[1]
            says = (*says, *scene.says, *told)
        return Reply(says)

    def open_sessions(self) -> tuple[Progress, ...]:
        """The dialogues which are open, the one begun first at the bottom."""
        return stack(progress(self.memory.entries(self.root)), self.root)

    def scene(self, top: Progress) -> Scene:
        """Where an open dialogue stands after the answers given."""
        return self.play(top, top.answers())

    def play(self, top: Progress, turns: Sequence[Turn]) -> Scene:
        """Where an open dialogue would stand after these answers."""
        return play(self.memory.perform(top.dialogue, top.brief), turns, top.ordinal)

    def question(self, top: Progress) -> Ask | None:
        """The dialogue's own question, or the earlier one which the person went back to."""
        scene = self.scene(top)
        old = find_turn(scene, top.back_to)
        return self.asked(top, scene, old) if old else scene.ask

    def asked(self, top: Progress, scene: Scene, turn: Turn) -> Ask:
        """The question which a turn answered, as it was asked."""
        asked = self.play(top, scene.used[: scene.used.index(turn)]).ask
        assert asked is not None, "what was answered was asked"
        return asked


def find_turn(scene: Scene, id: str) -> Turn | None:
    """The turn which this journal line holds, where it still counts."""
    return next((t for t in scene.used if id and t.id == id), None)
