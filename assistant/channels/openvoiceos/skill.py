"""The skill: its phrases begin a conversation; from then on every utterance comes here.

The whole dialogue runs through `converse`, with Lantern's own understanding. OpenVoiceOS's
`get_response` would cut a reflection off after ten seconds and end it at the word "cancel".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ovos_bus_client.message import Message, dig_for_message
from ovos_bus_client.session import Session, SessionManager
from ovos_utils.decorators import classproperty
from ovos_utils.process_utils import RuntimeRequirements
from ovos_workshop.decorators import intent_handler
from ovos_workshop.skills.converse import ConversationalSkill

from assistant.channels import push
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.settings import Place, Settings, folder_of, read_settings
from assistant.wording import Wording, load
from intents.languages import known

SILENCES = 4
"""Every so many silences of the microphone, a dictation is asked whether it goes on."""
LOOK_EVERY = 30
"""Seconds between two looks whether a reminder is due."""
DEVICE_SESSION = "default"
"""The session of the device itself, on which somebody installed the skill for themselves."""


def place_of(
    session: str, site: str, places: Mapping[str, Place], skill_settings: Mapping[str, Any]
) -> Place | None:
    """What a session may reach; `None`: nothing.

    Satellites are sessions with an id or sites with a name, and reach what Lantern's settings give
    them in `places`. The device itself reaches what the settings of the skill say.
    """
    if found := places.get(session) or places.get(site):
        return found
    if session != DEVICE_SESSION:
        return None
    # Some of the programs that write a skill's settings keep a checkbox as a word.
    aloud = str(skill_settings.get("aloud", False)).lower() == "true"
    return Place(str(skill_settings.get("person") or ""), aloud)


class LanternSkill(ConversationalSkill):
    """Check-ins, reflections, values and goals, spoken by the assistant's own voice."""

    def initialize(self) -> None:
        """Called by OpenVoiceOS when the skill is loaded."""
        self._under_way: dict[str, push.PushReply] = {}
        """The latest reply in each session whose conversation goes on."""
        self._silences: dict[str, int] = {}
        self.add_event("recognizer_loop:speech.recognition.unknown", self.handle_silence)
        self.schedule_repeating_event(self.handle_due, None, LOOK_EVERY, name="lantern_due")

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
        self._handle(message, "menu")

    @intent_handler("morning.intent")
    def handle_morning(self, message: Message) -> None:
        """The morning check-in."""
        self._handle(message, "morning_checkin")

    @intent_handler("reflect.intent")
    def handle_reflect(self, message: Message) -> None:
        """A reflection."""
        self._handle(message, "reflect")

    @intent_handler("goals.intent")
    def handle_goals(self, message: Message) -> None:
        """List goals, or add one."""
        self._handle(message, "goals")

    @intent_handler("values.intent")
    def handle_values(self, message: Message) -> None:
        """List values, or explore them."""
        self._handle(message, "list_values")

    # What continues it --------------------------------------------------------------------------

    def can_converse(self, message: Message) -> bool:
        """Whether a conversation is under way in this session."""
        return SessionManager.get(message).session_id in self._under_way

    def converse(self, message: Message) -> bool:
        """Answer an utterance; True: it was meant for Lantern."""
        return self._handle(message, "menu")

    def can_stop(self, message: Message) -> bool:
        """Whether there is something to stop in this session."""
        return self.can_converse(message)

    def stop_session(self, session: Session) -> bool:
        """The word "stop", which OpenVoiceOS handles before any skill."""
        if session.session_id not in self._under_way:
            return False
        stop = _wording(session, Settings()).variants["place.stop"][0]
        return self._reply(session, [stop], "menu")

    def handle_silence(self, message: Message) -> None:
        """The microphone waited for an answer, and nobody spoke."""
        session = SessionManager.get(message)
        latest = self._under_way.get(session.session_id)
        if latest is None or not latest.listens:
            return
        silences = self._silences.get(session.session_id, 0) + 1
        self._silences[session.session_id] = silences
        if latest.expects == "dictation" and silences % SILENCES:
            self._open_microphone()
            return
        self._reply(session, [""], "menu")

    def handle_due(self, message: Message | None = None) -> None:
        """Offer the reminder that is due on the device itself, unless it is in a conversation."""
        if DEVICE_SESSION in self._under_way:
            return
        try:
            settings = read_settings().settings
            place = place_of(DEVICE_SESSION, "", settings.places, self.settings)
            language = str(self.lang).split("-")[0].lower()
            if place is None or language not in known():
                return
            reply = push.offer_due(
                folder_of(place.person, self._journals(settings)),
                f"openvoiceos:{DEVICE_SESSION}",
                self.clock,
                language,
                place.aloud,
            )
        except Trouble as trouble:  # The next conversation tells what is wrong.
            self.log.warning("%s", trouble.key)
            return
        if reply is not None:
            self.activate()
            self._speak_reply(SessionManager.default_session, reply)

    def _handle(self, message: Message, begin: str) -> bool:
        session = SessionManager.get(message)
        self._silences.pop(session.session_id, None)
        return self._reply(session, _utterances(message), begin)

    def _reply(self, session: Session, utterances: list[str], begin: str) -> bool:
        """Speak Lantern's reply to an utterance, the likeliest recognition first; always True."""
        language, wording = _language_of(session), _wording(session, Settings())
        try:
            settings = read_settings().settings
            wording = _wording(session, settings)
            if language not in known():
                self.speak(wording.line(Say("place.language")).text)
                return True
            place = place_of(session.session_id, session.site_id, settings.places, self.settings)
            if place is None:
                unknown = Say("place.unknown", name=session.session_id)
                self.speak(wording.line(unknown).text)
                return True
            reply = push.reply_to(
                folder_of(place.person, self._journals(settings)),
                f"openvoiceos:{session.session_id}",
                utterances[0],
                self.clock,
                begin=begin,
                readings=utterances[1:],
                language=language,
                may_read_aloud=place.aloud,
            )
        except Trouble as trouble:
            self._under_way.pop(session.session_id, None)
            self.speak(wording.error(trouble))
            return True
        self._speak_reply(session, reply)
        return True

    def _speak_reply(self, session: Session, reply: push.PushReply) -> None:
        if reply.expects is None:
            self._under_way.pop(session.session_id, None)
        else:
            self._under_way[session.session_id] = reply
        if reply.text:
            self.speak(reply.text, expect_response=reply.listens)
        elif reply.listens:
            self._open_microphone()

    def _open_microphone(self) -> None:
        """Listen again without saying anything."""
        message = dig_for_message() or Message("")
        self.bus.emit(message.forward("mycroft.mic.listen"))

    def _journals(self, settings: Settings) -> Path:
        chosen = self.settings.get("folder")
        return Path(str(chosen)).expanduser() if chosen else settings.journal_folder

    def clock(self) -> datetime:
        """The time now, in the person's time zone."""
        return datetime.now().astimezone()


def _language_of(session: Session) -> str:
    """The language of a session, such as "en" of "en-US"."""
    return str(session.lang).replace("_", "-").split("-")[0].lower()


def _wording(session: Session, settings: Settings) -> Wording:
    """The wording in the session's language, or else in that of Lantern's settings."""
    language = _language_of(session)
    return load(language if language in known() else settings.language)


def _utterances(message: Message) -> list[str]:
    """The recognitions of what was said, the likeliest first."""
    data: dict[str, Any] = message.data
    return [str(each) for each in data.get("utterances") or [data.get("utterance", "")]]
