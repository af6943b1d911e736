"""What meets a telling is not said twice in a conversation, nor begun alike twice running.

Nor are thanks given twice running, where there are other words.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Say
from assistant.wording import Wording

MEETS = (
    *("heard.", "told.", "thread.", "just_listen.answered", "evening.heard", "gently.heard"),
    *("morning.heard.done.", "morning.heard.partly.", "morning.heard.not_yet."),
    *("morning.kind_heard", "morning.barrier_heard", "review.proud_heard", "review.hard_heard"),
)
"""How the keys begin of what meets a telling."""
BRIEFLY = {"morning.heard.done.told": "morning.heard.done.briefly"}
"""What is said in place of a line which would give thanks once more."""
TRIES = 12
"""So many variants of a wording are looked at."""
AN_OPENING = 2
"""So many words that are the same begin two lines alike."""


class Freshness:
    """Remembers what was said in one conversation."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._root: str | None = None
        self._said: dict[str, None] = {}
        self._opening = ""
        self._thanks = wording.variants.get("word.thanks", ())
        self._thanked = False

    def vary(self, reply: Reply, root: str | None) -> Reply:
        """The reply, with another variant of a line that was said already in this conversation."""
        if root != self._root:
            self._root, self._said, self._opening, self._thanked = root, {}, "", False
        says = list(reply.says)
        last = len(says) - (reply.ask is not None)
        thanked = False
        for place, say in enumerate(says[:last]):
            if say.key.startswith(MEETS):
                says[place] = say = self._fresh(say)
            elif self._thanked and say.key in BRIEFLY:
                says[place] = say = Say(BRIEFLY[say.key], nth=say.nth, **say.words)
            if say.key.startswith((*MEETS, *BRIEFLY)) and self._gives_thanks(say):
                thanked = self._thanked = True
        self._thanked = thanked
        return replace(reply, says=tuple(says))

    def _fresh(self, say: Say) -> Say:
        variants = [say.counted(say.nth + more) for more in range(TRIES)]
        texts = [self._wording.line(variant).text for variant in variants]
        new = [place for place, text in enumerate(texts) if text and text not in self._said]
        other = [place for place in new if _opening(texts[place]) != self._opening]
        if self._thanked:
            without = [place for place in other or new if not self._thanks_in(texts[place])]
            other = without or other
        place = next(iter(other or new), -1)
        if place < 0:  # All were said: the one said longest ago.
            oldest = next((text for text in self._said if text in texts), texts[0])
            place = texts.index(oldest)
        if not texts[place]:
            return say
        self._said.pop(texts[place], None)
        self._said[texts[place]] = None
        self._opening = _opening(texts[place])
        return variants[place]

    def _gives_thanks(self, say: Say) -> bool:
        return self._thanks_in(self._wording.line(say).text)

    def _thanks_in(self, text: str) -> bool:
        return any(thanks in text.lower() for thanks in self._thanks)


def _opening(text: str) -> str:
    return " ".join(text.lower().replace(",", "").replace(".", "").split()[:AN_OPENING])
