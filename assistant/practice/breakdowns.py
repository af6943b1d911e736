"""How often conversations break down: what was missed, corrected, asked again, complained of.

Only numbers are counted, and they stay in this journal.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from assistant.practice.events import Answered, Entry, Missed, Segment, SessionBegan, Withdrawn

LAST = 20
"""So many conversations are looked at, the newest."""


class Breakdowns(msgspec.Struct):
    """What went wrong in some conversations.

    `turns` are the utterances. `missed` were not understood or not heard, `doubted` were asked
    about ("did you mean"), `corrected` were taken back or put right, `asked_again` are questions
    that came more than once, `complained` are complaints.
    """

    conversations: int = 0
    turns: int = 0
    missed: int = 0
    doubted: int = 0
    corrected: int = 0
    asked_again: int = 0
    complained: int = 0

    @property
    def all(self) -> int:
        """All breakdowns; a question asked again was counted with its reason."""
        return self.missed + self.doubted + self.corrected + self.complained

    @property
    def each(self) -> float:
        """Breakdowns in each conversation, on average."""
        return self.all / self.conversations if self.conversations else 0.0


def count_breakdowns(entries: Iterable[Entry], last: int = LAST) -> Breakdowns:
    """Count the breakdowns of the last conversations, those in which something was said."""
    root: dict[str, str] = {}
    counted: dict[str, Breakdowns] = {}
    asked: dict[str, tuple[str, str]] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, SessionBegan):
            root[entry.session] = root.get(event.parent, entry.session)
        conversation = root.get(entry.session)
        if conversation is None or not isinstance(event, Answered | Segment | Missed | Withdrawn):
            continue
        there = counted.setdefault(conversation, Breakdowns(conversations=1))
        there.turns += 1
        match event:
            case Missed(why="silence" | "unclear"):
                there.missed += 1
            case Missed(why="unsure"):
                there.doubted += 1
            case Missed(why="corrected") | Withdrawn():
                there.corrected += 1
            case Missed(why="complained"):
                there.complained += 1
        if isinstance(event, Missed):
            question = (event.ask, event.about)
            there.asked_again += asked.get(entry.session) == question
            asked[entry.session] = question
    return _sum(list(counted.values())[-last:])


def _sum(each: list[Breakdowns]) -> Breakdowns:
    names = Breakdowns.__struct_fields__
    return Breakdowns(**{name: sum(getattr(one, name) for one in each) for name in names})
