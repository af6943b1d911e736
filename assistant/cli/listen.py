"""`lantern listen`: hands-free use. Waits for the wake phrase and for reminders that are due."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.cli.options import (
    AUDIO,
    JOURNAL,
    PLAIN,
    SAFETY,
    SPEECH,
    Options,
    gather,
    with_options,
)
from assistant.cli.texts import command, echo, option
from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.conversation.manager import ConversationManager
    from assistant.handsfree.single_instance import Answer, StartRequest


@command("listen")
@option("--phrase", metavar="WORDS")
@with_options(AUDIO, PLAIN, SAFETY)
@option("--systemd", is_flag=True)
@with_options(JOURNAL, SPEECH)
def listen(phrase: str | None, systemd: bool, **given: Any) -> None:
    """Listen until told to stop, or write a systemd service that listens."""
    options = gather(given)
    if systemd:
        from assistant.cli.services import lantern_command, write_service

        phrases = ["--phrase", phrase] if phrase else []
        write_service(
            "listen", [*lantern_command(options), "listen", *phrases], "systemd.listens", options
        )
        return
    from assistant.cli.wiring import announce_missing_safety
    from assistant.handsfree.single_instance import InstanceLock

    announce_missing_safety(options)
    signal.signal(signal.SIGTERM, _interrupt)
    lock = InstanceLock() if options.audio is None else None
    requests = _StartRequests()
    if lock and not lock.acquire(requests.answer):
        raise Trouble("command_line.microphone_taken")
    try:
        _listen(phrase, options, requests)
    except KeyboardInterrupt:
        echo("listen.stopped")
    finally:
        if lock:
            lock.release()


class _StartRequests:
    """Answers the requests of other processes, with "busy" until there is a listener."""

    def __init__(self) -> None:
        self.listener: Callable[[StartRequest], Answer] | None = None

    def answer(self, request: StartRequest) -> Answer:
        return self.listener(request) if self.listener else "busy"


def _listen(phrase: str | None, options: Options, requests: _StartRequests) -> None:
    from assistant.cli.wiring import load_recognizer, manner_of, open_audio, setup_for
    from assistant.dialogues.steps import Say
    from assistant.handsfree.listener import HandsFreeListener
    from assistant.handsfree.wake_phrase import (
        WakePhraseDetector,
        checked_wake_phrase,
        wake_phrases,
    )
    from assistant.speech.recognizers.paired import PairedRecognizer
    from assistant.speech.takes.extracting import open_extractor
    from assistant.speech.takes.learned import LearnedWords
    from assistant.speech.voices.synthesizer import Synthesizer
    from intents import Command

    def on_end(manager: ConversationManager) -> None:
        from assistant.cli.services import follow

        follow(manager.repository, options)

    recognizer = load_recognizer(options)
    known = wake_phrases(options.language)
    wake = checked_wake_phrase(phrase or options.settings.wake or known.wake, recognizer)
    voice = Synthesizer(manner_of(options), language=options.language)
    try:
        audio = open_audio(options)
        try:
            setup, language = setup_for(options, audio, voice, recognizer, on_end)
            commands = language.phrases(Command()) or ()

            def new_detector() -> WakePhraseDetector:
                phrases = (wake, known.sleep)
                waiting = (
                    recognizer.live if isinstance(recognizer, PairedRecognizer) else recognizer
                )
                own = setup.open_channel("").manager.repository.state().own_voice
                taught = LearnedWords(lambda: own, lambda: open_extractor(recognizer))
                return WakePhraseDetector(
                    waiting, phrases, commands, options.language, learned=taught.sure_word
                )

            listener = HandsFreeListener(setup, new_detector)
            requests.listener = listener.answer
            setup.captions.note(setup.wording.line(Say("listen.waiting", phrase=wake)).text)
            listener.run()
        finally:
            audio.close()
    finally:
        voice.close()


def _interrupt(number: int, frame: Any) -> None:
    raise KeyboardInterrupt
