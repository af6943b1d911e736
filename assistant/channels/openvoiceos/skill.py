"""The skill: its phrases begin a conversation, and from then on all that is said comes here.

The whole dialogue runs through `converse`, with Lantern's own understanding. OpenVoiceOS's own
way of asking would cut a reflection off after ten seconds, and end it at the word "cancel".
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from ovos_bus_client.message import Message, dig_for_message
from ovos_bus_client.session import Session, SessionManager
from ovos_utils.decorators import classproperty
from ovos_utils.process_utils import RuntimeRequirements
from ovos_workshop.decorators import intent_handler
from ovos_workshop.skills.converse import ConversationalSkill

from assistant import wording
from assistant.channels import push
from assistant.channels.openvoiceos.access import reached_from
from assistant.errors import Trouble
from assistant.settings import Settings, folder_of, read_settings

PATIENT = 4
"""Silences in a reflection, each as long as the microphone waits, before it is asked about."""
LANGUAGE = "en"


class LanternSkill(ConversationalSkill):
    """Check-ins, reflections, values and goals, by the assistant's own voice."""

    def initialize(self) -> None:
        """Called by OpenVoiceOS when the skill is loaded."""
        self._under_way: dict[str, push.PushReply] = {}
        self._silences: dict[str, int] = {}
        self.add_event("recognizer_loop:speech.recognition.unknown", self.handle_silence)

    @classproperty
    def runtime_requirements(self) -> RuntimeRequirements:
        """No network, ever."""
        return RuntimeRequirements(
            internet_before_load=False,
            network_before_load=False,
            requires_internet=False,
            requires_network=False,
            no_internet_fallback=True,
            no_network_fallback=True,
        )

    # What begins a conversation -----------------------------------------------------------------

    @intent_handler("lantern.intent")
    def handle_lantern(self, message: Message) -> None:
        """Talk to Lantern, about anything."""
        self._hear(message, _utterances(message), "menu")

    @intent_handler("morning.intent")
    def handle_morning(self, message: Message) -> None:
        """The check-in of the day."""
        self._hear(message, _utterances(message), "morning_checkin")

    @intent_handler("reflect.intent")
    def handle_reflect(self, message: Message) -> None:
        """A reflection."""
        self._hear(message, _utterances(message), "reflect")

    @intent_handler("goals.intent")
    def handle_goals(self, message: Message) -> None:
        """Goals: hear of them, or add one."""
        self._hear(message, _utterances(message), "goals")

    @intent_handler("values.intent")
    def handle_values(self, message: Message) -> None:
        """Values: hear of them, or find one."""
        self._hear(message, _utterances(message), "list_values")

    # What goes on with it -----------------------------------------------------------------------

    def can_converse(self, message: Message) -> bool:
        """Whether this session is in the middle of a conversation."""
        return SessionManager.get(message).session_id in self._under_way

    def converse(self, message: Message) -> bool:
        """Take in what was said; True: it was meant for Lantern."""
        return self._hear(message, _utterances(message), "menu")

    def can_stop(self, message: Message) -> bool:
        """Whether there is something to stop in this session."""
        return self.can_converse(message)

    def stop_session(self, session: Session) -> bool:
        """The word "stop", which OpenVoiceOS hears before any skill does."""
        if session.session_id not in self._under_way:
            return False
        return self._hear_in(session, ["stop"], "menu")

    def handle_silence(self, message: Message) -> None:
        """The microphone waited for an answer and nobody spoke."""
        session = SessionManager.get(message)
        told = self._under_way.get(session.session_id)
        if told is None or not told.listens:
            return
        silences = self._silences.get(session.session_id, 0) + 1
        self._silences[session.session_id] = silences
        if told.expects == "dictation" and silences % PATIENT:
            self._listen()
            return
        self._hear_in(session, [""], "menu")

    def _hear(self, message: Message, utterances: list[str], begin: str) -> bool:
        session = SessionManager.get(message)
        self._silences.pop(session.session_id, None)
        return self._hear_in(session, utterances, begin)

    def _hear_in(self, session: Session, utterances: list[str], begin: str) -> bool:
        """Let Lantern hear, and speak its reply; False where this session reaches no journal."""
        try:
            settings = read_settings().settings
            place = reached_from(
                session.session_id, session.site_id, settings.places, self.settings
            )
            if place is None:
                self.speak_dialog("not.for.this.session", {"session": session.session_id})
                return True
            told = push.reply_to(
                folder_of(place.person, self._journals(settings)),
                f"openvoiceos:{session.session_id}",
                utterances[0],
                self.clock,
                begin=begin,
                readings=utterances[1:],
                language=LANGUAGE,
                may_read_aloud=place.aloud,
            )
        except Trouble as trouble:
            self._under_way.pop(session.session_id, None)
            self.speak(wording.load(LANGUAGE).error(trouble))
            return True
        self._tell(session, told)
        return True

    def _tell(self, session: Session, told: push.PushReply) -> None:
        if told.expects is None:
            self._under_way.pop(session.session_id, None)
        else:
            self._under_way[session.session_id] = told
        if told.text:
            self.speak(told.text, expect_response=told.listens)
        elif told.listens:
            self._listen()

    def _listen(self) -> None:
        """Open the microphone again, with nothing to say."""
        message = dig_for_message() or Message("")
        self.bus.emit(message.forward("mycroft.mic.listen"))

    def _journals(self, settings: Settings) -> Path:
        chosen = self.settings.get("folder")
        return Path(str(chosen)).expanduser() if chosen else settings.journal_folder

    def clock(self) -> datetime:
        """The moment, in the person's time zone."""
        return datetime.now().astimezone()


def _utterances(message: Message) -> list[str]:
    """What may have been said, the best first."""
    data: dict[str, Any] = message.data
    return [str(each) for each in data.get("utterances") or [data.get("utterance", "")]]
