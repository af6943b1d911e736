"""Settings of how Lantern speaks and listens, the commands that change them, and pauses."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec

from assistant.practice.event import Event

Setting = Literal[
    "rate",
    "volume",
    "patience",
    "pitch",
    "voice",
    "confirm",
    "simple",
    "earcons",
    "quietly",
    "sentence_pause",
    "only_questions",
    "scan",
    "voice_rest",
    "text_size",
    "text_spacing",
    "colours",
    "still",
]
"""The settings that can be changed in conversation."""

RATES = (60.0, 600.0)
SENTENCE_PAUSES = (0.0, 15.0)
SCANS = (0.3, 20.0)
VOICE_RESTS = (0.0, 120.0)
TEXT_SIZES = (0.75, 3.0)
TEXT_SPACINGS = (1.0, 2.0)
COLOURS = ("auto", "light", "dark", "contrast")
LOOKS: dict[Setting, tuple[float, float]] = {"text_size": TEXT_SIZES, "text_spacing": TEXT_SPACINGS}
"""The bounds of the settings of how the page of `lantern show` looks."""
VOLUMES = (0.25, 1.0)
PITCHES = (0.0, 100.0)
PATIENCES = (1.0, 4.0)
A_STEP = 1.15
A_STEP_OF_PITCH = 15
A_STEP_OF_PAUSE = 0.5
A_STEP_OF_SCAN = 1.4
A_STEP_OF_SIZE = 1.25
A_STEP_OF_SPACING = 0.25
A_STEP_OF_PATIENCE = 1.5
VOICE_WISHES = (
    *("slower", "faster", "louder", "quieter", "set_rate"),
    *("higher_voice", "lower_voice", "other_voice"),
    *("longer_pauses", "shorter_pauses", "no_pauses", "set_pause"),
)
"""The commands that only a channel with a voice can carry out."""
SOFTLY = 0.35
"""The highest volume while others may hear."""


class OtherVoice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A voice that can be chosen: the value of the setting `voice`, and what it is called.

    One that is not `accepted` is used only after its licence was told; "" where none is known.
    """

    id: str
    name: str
    licence: str = ""
    accepted: bool = True


Confirm = Literal["always", "in_doubt", "never"]
Value = bool | float | str
Changed = tuple[Setting | None, Value, str]
"""The setting a command changes (None if it is so already), its value, and what to say."""


class Settings(msgspec.Struct):
    """The settings as the person last set them, by voice or in a file.

    `rate` is in words a minute, `volume` 0 to 1, `pitch` 0 to 100 (50 is the voice's own), `voice`
    a name or "" for the usual one, `patience` the factor for the usual length of pauses. `confirm`:
    when an answer is read back. `simple`: short sentences. `earcons`: sounds beside the words.
    `quietly`: others may hear, so speak softly and read nothing of the journal aloud.
    `sentence_pause`: seconds of silence after each sentence. `only_questions`: what is only kind, a
    greeting or an acknowledgement, is written but not spoken. `scan`: seconds for which an answer
    can be chosen with one switch. `voice_rest`: minutes of speaking after which a rest of the voice
    is offered, 0 for never. Of the page: `text_size` and `text_spacing` are factors, `colours` is
    one of `COLOURS`, and `still` is whether nothing moves on it.
    """

    rate: float = 165
    volume: float = 1.0
    patience: float = 1.0
    pitch: float = 50
    voice: str = ""
    confirm: Confirm = "in_doubt"
    simple: bool = False
    earcons: bool = True
    quietly: bool = False
    sentence_pause: float = 0.0
    only_questions: bool = False
    scan: float = 1.5
    voice_rest: float = 10.0
    text_size: float = 1.0
    text_spacing: float = 1.0
    colours: str = "auto"
    still: bool = False

    @property
    def loudness(self) -> float:
        """The volume, at most `SOFTLY` while others may hear."""
        return min(self.volume, SOFTLY) if self.quietly else self.volume


_LATER = (
    *("sentence_pause", "only_questions", "scan", "voice_rest"),
    *("text_size", "text_spacing", "colours", "still"),
)
"""The settings that came later: left out where they are shown, while they are as usual."""


def shown_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings as plain data, for programs."""
    plain: dict[str, Any] = msgspec.to_builtins(settings)
    usual = Settings()
    same = {name for name in _LATER if plain[name] == getattr(usual, name)}
    return {name: value for name, value in plain.items() if name not in same}


WISHES: dict[str, tuple[Setting, Value, str]] = {
    "short_sentences": ("simple", True, "voice.simple"),
    "long_sentences": ("simple", False, "voice.full"),
    "confirm_always": ("confirm", "always", "voice.confirm_always"),
    "confirm_doubt": ("confirm", "in_doubt", "voice.confirm_doubt"),
    "confirm_never": ("confirm", "never", "voice.confirm_never"),
    "sounds_off": ("earcons", False, "voice.sounds_off"),
    "sounds_on": ("earcons", True, "voice.sounds_on"),
    "quietly": ("quietly", True, "voice.quietly"),
    "speak_up_again": ("quietly", False, "voice.speak_up_again"),
    "no_pauses": ("sentence_pause", 0.0, "voice.no_pauses"),
    "questions_only": ("only_questions", True, "voice.questions_only"),
    "say_everything": ("only_questions", False, "voice.say_everything"),
    "no_voice_rest": ("voice_rest", 0.0, "voice.no_voice_rest"),
    "dark_page": ("colours", "dark", "voice.dark_page"),
    "light_page": ("colours", "light", "voice.light_page"),
    "strong_contrast": ("colours", "contrast", "voice.strong_contrast"),
    "usual_colours": ("colours", "auto", "voice.usual_colours"),
    "less_motion": ("still", True, "voice.less_motion"),
    "more_motion": ("still", False, "voice.more_motion"),
}
"""Commands that set a setting to a fixed value."""


class Step(NamedTuple):
    """How a command moves a setting: by a factor or by an amount, within bounds."""

    setting: Setting
    bounds: tuple[float, float]
    at_the_end: str
    """What is said where it can go no further."""
    factor: float = 1
    amount: float = 0


STEPS: dict[str, Step] = {
    "slower": Step("rate", RATES, "slowest", factor=1 / A_STEP),
    "faster": Step("rate", RATES, "fastest", factor=A_STEP),
    "louder": Step("volume", VOLUMES, "loudest", factor=A_STEP),
    "quieter": Step("volume", VOLUMES, "quietest", factor=1 / A_STEP),
    "higher_voice": Step("pitch", PITCHES, "highest", amount=A_STEP_OF_PITCH),
    "lower_voice": Step("pitch", PITCHES, "deepest", amount=-A_STEP_OF_PITCH),
    "more_time": Step("patience", PATIENCES, "more_time", factor=A_STEP_OF_PATIENCE),
    "longer_pauses": Step(
        "sentence_pause", SENTENCE_PAUSES, "longest_pauses", amount=A_STEP_OF_PAUSE
    ),
    "shorter_pauses": Step("sentence_pause", SENTENCE_PAUSES, "no_pauses", amount=-A_STEP_OF_PAUSE),
    "scan_slower": Step("scan", SCANS, "scan_slowest", factor=A_STEP_OF_SCAN),
    "scan_faster": Step("scan", SCANS, "scan_fastest", factor=1 / A_STEP_OF_SCAN),
    "bigger_text": Step("text_size", TEXT_SIZES, "biggest", factor=A_STEP_OF_SIZE),
    "smaller_text": Step("text_size", TEXT_SIZES, "smallest", factor=1 / A_STEP_OF_SIZE),
    "wider_spacing": Step("text_spacing", TEXT_SPACINGS, "widest", amount=A_STEP_OF_SPACING),
    "closer_spacing": Step("text_spacing", TEXT_SPACINGS, "closest", amount=-A_STEP_OF_SPACING),
}
"""Commands that move a setting by a step."""
AMOUNTS: dict[str, tuple[Setting, tuple[float, float]]] = {
    "set_rate": ("rate", RATES),
    "set_pause": ("sentence_pause", SENTENCE_PAUSES),
    "set_voice_rest": ("voice_rest", VOICE_RESTS),
}
"""Commands that name the value of a setting, and its bounds."""
OF_THE_VOICE = frozenset({"other_voice", *STEPS, *WISHES, *AMOUNTS})
"""All commands about how Lantern speaks and listens."""


def adjusted(settings: Settings, wish: str, amount: float = 0.0) -> Changed:
    """Return what a command changes. `amount`: the value named, for those of `AMOUNTS`."""
    if wish in WISHES:
        setting, value, key = WISHES[wish]
        return (None if getattr(settings, setting) == value else setting), value, key
    if wish in AMOUNTS:
        setting, (low, high) = AMOUNTS[wish]
        value = round(min(high, max(low, amount)), 2)
        at_the_end = "least" if amount < low else "most" if amount > high else "named"
        return setting, value, f"voice.{wish}.{at_the_end}"
    if wish == "louder" and settings.quietly:
        return "quietly", False, "voice.speak_up_again"
    if wish in STEPS:
        return _moved(settings, wish, STEPS[wish])
    # Where there are others, the dialogue `other_voice` plays them.
    return None, settings.voice, "voice.only_one"


def _moved(settings: Settings, wish: str, step: Step) -> Changed:
    low, high = step.bounds
    old: float = getattr(settings, step.setting)
    new = round(min(high, max(low, old * step.factor + step.amount)), 2)
    if new == old:
        return None, old, f"voice.{step.at_the_end}"
    return step.setting, new, f"voice.{wish}"


# How the person pauses. --------------------------------------------------------------------------


class PauseStatistics(msgspec.Struct, frozen=True, omit_defaults=True):
    """Pauses within turns of one kind; older ones weigh less.

    `went_on` and `ended` count how often the person went on after a pause and how often the turn
    ended, by how the words stood (see `assistant.speech.turns.standing`). `weight`, `mean` and
    `square` are of the logarithms of the pauses' seconds: how many, their mean, the mean of their
    squares. `longest` is the longest of late, in seconds.
    """

    went_on: dict[str, float] = {}
    ended: dict[str, float] = {}
    weight: float = 0.0
    mean: float = 0.0
    square: float = 0.0
    longest: float = 0.0


Pace = dict[str, PauseStatistics]
"""The statistics by the kind of question; empty for a new person."""


class PaceLearned(Event, frozen=True, tag="pace_learned"):
    """How the person pauses, as known at the end of a conversation. The newest one counts."""

    pace: Pace
