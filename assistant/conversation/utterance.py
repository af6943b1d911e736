"""What was said, as a channel hands it to a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.conversation.acts import Interpretation
from assistant.formatting import FormattedText
from assistant.practice.own_voice import TakeKept
from assistant.practice.threads import ThreadNoted


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance: how it is interpreted, and what else is known of it.

    `recording` is the file in which its sound was kept and `seconds` how long that is. `readings`
    are the texts of all its transcripts, `written` a segment of dictation as it is to be read.
    `thread` is what it tells that will have gone on, to be asked about another day, or that it is
    over. `take` is what is to be kept of it as an example of how a word is said. `maybe` are texts
    nearly as likely as its transcripts, looked at for danger only.
    """

    interpretation: Interpretation
    recording: str = ""
    seconds: float = 0.0
    readings: tuple[str, ...] = ()
    written: FormattedText | None = None
    thread: ThreadNoted | None = None
    take: TakeKept | None = None
    maybe: tuple[str, ...] = ()
