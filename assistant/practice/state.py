"""The state of a person: a fold of the journal's events. It is not stored anywhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from assistant.practice.days import AwayFrom, CameBack, Days, DayTold, GentlyOffered, fold_days
from assistant.practice.dictations import Stretch, read_as, readings, stretch_of, text_of
from assistant.practice.domains import DomainNoted, Domains, fold_domains
from assistant.practice.events import (
    Answered,
    BarrierNamed,
    CountrySet,
    DayValueChosen,
    Entry,
    GentleOver,
    GentleUntil,
    GoalAdded,
    GoalChecked,
    IntentionDropped,
    IntentionSet,
    Missed,
    NameGiven,
    Noted,
    ParagraphBegan,
    PromptGiven,
    RecordingAllowed,
    Segment,
    SessionBegan,
    SettingChanged,
    ValueKept,
    withdrawn,
)
from assistant.practice.exercises import (
    Decision,
    DecisionNoted,
    ExerciseNoted,
    Exercises,
    fold_decision,
    fold_exercises,
)
from assistant.practice.goals import Check, Goal, GoalChanged, GoalNoted, fold_goal
from assistant.practice.hours import LONGEST_GENTLE, latest
from assistant.practice.obstacles import Obstacle, ObstacleNoted, fold_obstacles
from assistant.practice.own_voice import OwnVoice, OwnVoiceNoted, fold_own_voice
from assistant.practice.pages import PageAsked, PartsChosen
from assistant.practice.preferences import Pace, PaceLearned, Settings, shown_settings
from assistant.practice.reminders import (
    Reminder,
    ReminderCancelled,
    ReminderMet,
    ReminderNoted,
    ReminderSet,
    fold_reminders,
    follow_name,
)
from assistant.practice.rests import RestAsked, RestEnded, Rests, fold_offer, fold_rests
from assistant.practice.schedule import begins_next_day
from assistant.practice.threads import ThreadKept, ThreadMet, Threads, fold_threads
from assistant.practice.values import (
    CardNoted,
    Cards,
    Choosing,
    ExploringNoted,
    ValueDropped,
    ValueMerged,
    fold_cards,
    fold_choices,
)

_Question = tuple[str, str, str]
"""The session (or line, if none), question and `about` of a dictation."""


class Value(msgspec.Struct):
    """A value in the person's words, and the day it was kept."""

    id: str
    name: str
    said: str
    kept: str


class Intention(msgspec.Struct, gc=False):
    """What the person meant to do or be on a day."""

    day: str
    words: str


class Reflection(msgspec.Struct):
    """A dictated reflection: when it began, its prompt, and whether it was finished.

    `lines` are the ids of the lines that hold it, `ask` and `session` the question and the
    session they were said in.
    """

    id: str
    when: str
    prompt: str
    words: str
    finished: bool = False
    recordings: list[str] = []
    lines: list[str] = []
    ask: str = ""
    session: str = ""


_LATER = ("values_gone", "rests", "threads", "parts_shown", "page", "own_voice")
"""The fields of `State` that came later: left out where it is shown, while there is nothing."""


class State(msgspec.Struct):
    """All that the journal holds of a person.

    `former_names` are those that values and goals had before, by id; `values_gone` are the ids of
    values that were let go. `rests` are the questions that are not asked just now, `threads`
    what may be asked about again. `parts_shown` are the parts of a page chosen for a therapist;
    None where nothing was chosen yet. `page` is the page asked for last. `own_voice` is what was
    learned of how they speak.
    """

    name: str = ""
    values: list[Value] = []
    goals: list[Goal] = []
    day_values: dict[str, str] = {}
    intentions: list[Intention] = []
    reflections: list[Reflection] = []
    prompts_given: list[str] = []
    recording_allowed: bool | None = None
    settings: Settings = msgspec.field(default_factory=Settings)
    sessions: dict[str, int] = {}
    last_check_in: str = ""
    country: str = ""
    gentle_until: str = ""
    obstacles: list[Obstacle] = []
    exercises: Exercises = msgspec.field(default_factory=Exercises)
    decisions: list[Decision] = []
    days: Days = msgspec.field(default_factory=Days)
    pace: Pace = {}
    last_prompt_day: str = ""
    cards: Cards = msgspec.field(default_factory=Cards)
    domains: Domains = msgspec.field(default_factory=Domains)
    own_choices: list[Choosing] = []
    reminders: list[Reminder] = []
    former_names: dict[str, list[str]] = {}
    values_gone: list[str] = []
    rests: Rests = msgspec.field(default_factory=Rests)
    threads: Threads = msgspec.field(default_factory=Threads)
    parts_shown: list[str] | None = None
    page: PageAsked | None = None
    own_voice: OwnVoice = msgspec.field(default_factory=OwnVoice)

    @property
    def served(self) -> tuple[str, ...]:
        """The name of the value that each goal serves which is alive; "" for none."""
        names = {value.id: value.name for value in self.values}
        return tuple(names.get(goal.value, "") for goal in self.goals if goal.alive)

    gentle_again: list[str] | msgspec.UnsetType = msgspec.UNSET
    """Days noted after a later one, which a wrong clock may have brought."""

    def checked_in(self, today: date) -> str:
        """Return the last day of a check-in up to today; "" for none."""
        days = {
            *self.day_values,
            *(intention.day for intention in self.intentions),
            *self.days.told,
            *(check.day for goal in self.goals for check in goal.history),
        }
        return latest(days, today)

    def is_gentle(self, today: date) -> bool:
        """Whether the harder questions are left out today."""
        return self.gently_until(today) >= str(today)

    def gently_until(self, today: date) -> str:
        """Return the last day on which the harder questions are left out; "" for none."""
        again = self.gentle_again or []
        return latest((self.gentle_until, *again), today + LONGEST_GENTLE)

    def value_named(self, id: str) -> str:
        """Return the name of a value by its id; "" if there is none."""
        return next((v.name for v in self.values if v.id == id), "")

    def renamed(self) -> dict[str, str]:
        """Return the present names of values and goals by the names they had before."""
        now = {value.name for value in self.values} | {goal.title for goal in self.goals}
        names = [(value.id, value.name) for value in self.values]
        names += [(goal.id, goal.title) for goal in self.goals]
        former = ((old, name) for id, name in names for old in self.former_names.get(id, ()))
        return {old: new for old, new in former if old not in now}

    def shown(self) -> dict[str, Any]:
        """Return the state as plain data, for programs; without the names of before."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        del plain["former_names"]
        plain["rests"] = plain["rests"]["asked"]
        plain["threads"] = plain["threads"]["kept"]
        plain["settings"] = shown_settings(self.settings)
        plain["own_voice"] = self.own_voice.shown() if self.own_voice.version else {}
        return {name: there for name, there in plain.items() if there or name not in _LATER}

    def due(self, today: date, evening: bool = False) -> list[Goal]:
        """Return the goals to ask about, oldest first: for yesterday, in the evening for today."""
        return [goal for goal in self.goals if goal.due(today, evening, self.days.away_days)]

    def living(self) -> list[Goal]:
        """Return the active and paused goals, oldest first."""
        return [goal for goal in self.goals if goal.alive]

    def names(self) -> list[str]:
        """Return the names the person told, as they are written."""
        return [*([self.name] if self.name else []), *self.own_voice.names]


def fold(entries: Sequence[Entry], usual: Settings | None = None) -> State:
    """Return the state after these events, except withdrawn ones. `usual`: the first settings."""
    folding = Folding(withdrawn(entries), readings(entries), usual)
    for entry in entries:
        folding.add(entry)
    return folding.state()


class Folding:
    """Builds the state event by event, without keeping the events."""

    def __init__(
        self, gone: Container[str], again: Mapping[str, Entry], usual: Settings | None = None
    ) -> None:
        """`gone` are the lines that do not count, `again` the newest readings of lines."""
        self._gone, self._again = gone, again
        self._state = State(settings=copy(usual) if usual else Settings())
        self._reflections: dict[_Question, Reflection] = {}
        self._stretches: defaultdict[_Question, list[Stretch]] = defaultdict(list)
        self._grown: set[_Question] = set()
        """The reflections with segments that are not joined yet."""

    def state(self) -> State:
        """Return the current state. The next event changes this same object."""
        for question in self._grown:
            self._reflections[question].words = text_of(self._stretches[question])
        if len(self._state.reflections) != len(self._reflections):
            # What was imported from another diary was said before.
            self._state.reflections = sorted(self._reflections.values(), key=_moment)
        self._grown.clear()
        return self._state

    def add(self, entry: Entry) -> None:
        """Update the state with the next event."""
        if entry.id in self._gone:
            return
        entry = read_as(entry, self._again.get(entry.id))
        state = self._state
        match entry.event:
            case SessionBegan(dialogue=dialogue, parent=parent, brief=brief):
                if brief.get("tell_of_away"):
                    state.days.away_told = brief["away_until"]
                state.sessions[dialogue] = state.sessions.get(dialogue, 0) + 1
                if not parent:
                    state.settings.quietly = False  # Other people may be present now.
                for noted in entry.event.notes:
                    _note(state, noted, entry)
            case Segment() | ParagraphBegan():
                self._dictated(entry, entry.event)
                if isinstance(entry.event, Segment):
                    for noted in entry.event.notes:
                        _note(state, noted, entry)
            case Missed(notes=notes):
                for noted in notes:
                    _note(state, noted, entry)
            case Answered() as answered:
                if answered.how == "dictated":
                    question = (entry.session, answered.ask, answered.about)
                    if question in self._reflections:
                        self._reflections[question].finished = True
                declined = answered.value is None or answered.value is False
                fold_offer(state.rests, answered.ask, declined, entry.ts[:10])
                for noted in answered.notes:
                    _note(state, noted, entry, answered.recording)
            case (
                SettingChanged()
                | CountrySet()
                | ReminderSet()
                | ReminderCancelled()
                | ReminderMet() as noted
            ):
                _note(state, noted, entry)
            case PaceLearned(pace=pace):
                state.pace = pace
            case event if isinstance(event, OwnVoiceNoted):
                _note(state, event, entry)
            case GentleOver():
                state.gentle_until, state.gentle_again = "", msgspec.UNSET
            case GentleUntil(day=day):
                if day < state.gentle_until:
                    state.gentle_again = [*(state.gentle_again or []), day]
                else:
                    state.gentle_until = day

    def _dictated(self, entry: Entry, said: Segment | ParagraphBegan) -> None:
        # Without a session it was imported from another diary, and is complete.
        whole = not entry.session
        question = (entry.session or entry.id, said.ask, said.about)
        if isinstance(said, Segment) and question not in self._reflections:
            self._reflections[question] = Reflection(
                entry.id,
                entry.ts,
                said.about,
                "",
                finished=whole,
                ask=said.ask,
                session=entry.session,
            )
        if (stretch := stretch_of(entry)) and question in self._reflections:
            self._stretches[question].append(stretch)
            self._grown.add(question)
            kept, again = self._reflections[question], self._again.get(entry.id)
            kept.lines += [entry.id, *([again.id] if again else [])]
            if stretch.recording and stretch.recording not in kept.recordings:
                kept.recordings.append(stretch.recording)


LATE = 16
"""What is added from this hour on is not asked about for that day on the next morning."""


def _moment(reflection: Reflection) -> datetime:
    return datetime.fromisoformat(reflection.when)


def _note(state: State, noted: Noted, entry: Entry, recording: str = "") -> None:
    ts, day = entry.ts, entry.ts[:10]
    match noted:
        case NameGiven(name=name):
            state.name = name
        case ValueKept() if known := [v for v in state.values if v.id == noted.value]:
            _was_called(state, noted.value, known[0].name, noted.name)
            known[0].name = noted.name
        case ValueKept():
            state.values.append(Value(noted.value, noted.name, noted.said, day))
        case ValueDropped(value=gone):
            _let_go(state, gone, "")
        case ValueMerged(value=gone, into=other):
            _let_go(state, gone, other)
        case GoalAdded():
            goal = Goal(noted.goal, noted.title, noted.value, noted.rrule, noted.times, day)
            goal.by, goal.domain = noted.by, noted.domain
            if int(ts[11:13]) >= LATE and begins_next_day(noted.rrule, noted.times):
                goal.since = str(date.fromisoformat(day) + timedelta(days=1))
            state.goals.append(goal)
        case GoalChecked():
            for goal in state.goals:
                if goal.id == noted.goal:
                    # A day that was asked about by its name is as one asked on its evening.
                    day, evening = noted.about or noted.day, noted.evening or bool(noted.about)
                    new = Check(day, noted.outcome, evening=evening, session=entry.session)
                    if noted.corrects:
                        of = (new.day, new.evening)
                        old = [c for c in goal.history if (c.day, c.evening) == of]
                        new.session = old[0].session if old else new.session
                        goal.history = [c for c in goal.history if c not in old]
                    goal.history.append(new)
            state.last_check_in = max(state.last_check_in, noted.day)
        case BarrierNamed():
            for goal in state.goals:
                if goal.id == noted.goal and goal.history:
                    goal.history[-1].barrier = noted.words
        case DayValueChosen():
            state.day_values[noted.day] = noted.value
            state.last_check_in = noted.day
        case IntentionSet():
            state.intentions.append(Intention(noted.day, noted.words))
            state.last_check_in = noted.day
        case IntentionDropped(day=of):
            state.intentions = [known for known in state.intentions if known.day != of]
        case ThreadKept() | ThreadMet():
            fold_threads(state.threads, noted)
        case RestAsked() | RestEnded():
            fold_rests(state.rests, noted)
        case PartsChosen(parts=parts):
            state.parts_shown = list(parts)
        case PageAsked():
            state.page = noted
        case PromptGiven(prompt=prompt):
            state.prompts_given.append(prompt)
            state.last_prompt_day = day
        case RecordingAllowed(allowed=allowed):
            state.recording_allowed = allowed
        case CountrySet(country=country):
            state.country = country
        case _ if isinstance(noted, ObstacleNoted):
            fold_obstacles(state.obstacles, noted, day)
        case _ if isinstance(noted, ExerciseNoted):
            fold_exercises(state.exercises, noted, day)
        case _ if isinstance(noted, DecisionNoted):
            fold_decision(state.decisions, noted, day)
        case _ if isinstance(noted, ReminderNoted):
            fold_reminders(state.reminders, noted, ts)
        case SettingChanged(setting=setting, value=value):
            setattr(state.settings, setting, value)
        case DayTold() | AwayFrom() | CameBack() | GentlyOffered():
            fold_days(state.days, noted)
            if isinstance(noted, DayTold):
                state.last_check_in = noted.day
        case _ if isinstance(noted, OwnVoiceNoted):
            fold_own_voice(state.own_voice, noted, entry.id)
        case _ if isinstance(noted, CardNoted):
            fold_cards(state.cards, noted)
        case _ if isinstance(noted, DomainNoted):
            fold_domains(state.domains, noted)
        case _ if isinstance(noted, ExploringNoted):
            fold_choices(state.own_choices, noted, day)
        case _ if isinstance(noted, GoalNoted):
            if isinstance(noted, GoalChanged) and noted.title is not None:
                title = next((goal.title for goal in state.goals if goal.id == noted.goal), "")
                _was_called(state, noted.goal, title, noted.title)
                follow_name(state.reminders, noted.goal, title, noted.title)
            fold_goal(state.goals, noted, day, recording)


def _was_called(state: State, id: str, name: str, now: str) -> None:
    """Remember the name that a value or a goal had before."""
    if name and name != now:
        state.former_names.setdefault(id, []).append(name)


def _let_go(state: State, gone: str, other: str) -> None:
    """Take a value away; what belonged to it belongs to the `other` one, if there is one."""
    state.values_gone.append(gone)
    if other:
        _was_called(state, other, state.value_named(gone), state.value_named(other))
    state.values = [value for value in state.values if value.id != gone]
    for goal in state.goals:
        if goal.value == gone:
            goal.value = other
    days = ((day, other if id == gone else id) for day, id in state.day_values.items())
    state.day_values = {day: id for day, id in days if id}
    core = dict.fromkeys(other if id == gone else id for id in state.cards.core)
    state.cards.core = [id for id in core if id]
    lives_in = {of: other if id == gone else id for of, id in state.domains.values.items()}
    state.domains.values = {of: id for of, id in lives_in.items() if id}
    lived = state.cards.lived.pop(gone, "")
    if other and lived:
        state.cards.lived.setdefault(other, lived)
