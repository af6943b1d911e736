"""A device with a microphone and a loudspeaker, as the message bus sees it."""

import threading

SKILL = "lantern-voice.lantern"
PATIENT = 60.0
"""Seconds a test waits for what must come; a loaded machine is slow."""


class Device:
    """Takes utterances; returns what is spoken, and whether the microphone opens then."""

    def __init__(self, croft, folder):
        self.folder = folder
        self._bus = croft.bus
        self._croft = croft
        self._heard = []
        self._sessions = {}
        self._handled = threading.Event()
        self._on = {
            "speak": self._spoken,
            "mycroft.mic.listen": self._listens,
            "ovos.utterance.handled": self._done,
            f"{SKILL}.stop.response": self._done,
        }
        for name, take in self._on.items():
            self._bus.on(name, take)

    def close(self):
        self.skill._under_way.clear()
        for name, take in self._on.items():
            self._bus.remove(name, take)

    @property
    def skill(self):
        return self._croft.plugin_skills[SKILL].instance

    def say(self, *utterances, session="default"):
        """What is spoken to an utterance; the readings of it, if several."""
        return " ".join(text for text, _ in self.hear(*utterances, session=session) if text)

    def hear(self, *utterances, session="default"):
        """What is spoken, each with whether an answer is listened for."""
        message = self._message(
            "recognizer_loop:utterance", session, utterances=list(utterances), lang="en-US"
        )
        return self._ask(message)

    def stay_silent(self, session="default"):
        """The microphone waits, and nobody speaks."""
        self._heard.clear()
        self._bus.emit(self._message("recognizer_loop:speech.recognition.unknown", session))
        return list(self._heard)

    def _message(self, name, session, **data):
        from ovos_bus_client.message import Message
        from ovos_bus_client.session import Session

        known = self._sessions.get(session) or Session(session).serialize()
        context = {"source": "A", "destination": "B"}
        # A satellite brings its own session; that of the device itself is the assistant's to keep.
        return Message(
            name, data, context if session == "default" else context | {"session": known}
        )

    def _ask(self, message):
        self._heard.clear()
        self._handled.clear()
        self._bus.emit(message)
        assert self._handled.wait(PATIENT)
        return list(self._heard)

    def _spoken(self, message):
        self._heard.append((message.data["utterance"], message.data["expect_response"]))

    def _listens(self, message):
        self._heard.append(("", True))

    def _done(self, message):
        if session := message.context.get("session"):
            self._sessions[session["session_id"]] = session
        self._handled.set()
