"""What a person may set in a file. What they set by voice is in their journal instead.

Where several share a machine, `lantern --person NAME` also reads `settings-NAME.toml` beside it,
whose settings go before those of the first. The file is TOML, and every key may be left out:

    language = "en"
    recognizer = "vosk"                # or "pocketsphinx"; else the best one there is
    model = "~/models/vosk-model-en-us-0.22-lgraph"     # a folder, or an installed model's name
    data = "~/lantern"                 # where the journal is kept
    voice = "english"                  # one of the synthesizer's voices
    rate = 150                         # words a minute
    volume = 0.8                       # 0 to 1
    pitch = 50                         # 0 to 100; 50 is the voice's own
    patience = 1.5                     # how many times the usual a pause may last, 1 to 4
    barge_in = "auto"                  # speaking over Lantern stops it: "auto", "on" or "off"
    confirm = "in_doubt"               # read answers back: "always", "in_doubt" or "never"
    simple = true                      # short sentences
    earcons = false                    # no sounds beside the words
    wake = "hello lantern"             # what `lantern listen` waits for
    microphone = "USB"                 # a part of the device's name
    loudspeaker = "Speakers"

    [places."assist_satellite.bedroom"]  # a satellite, device or session of another assistant
    person = "anna"                      # whose journal it reaches; "" where there is but one
    aloud = true                         # whether past entries may be read out there
"""

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec
import platformdirs
from msgspec import Meta

from assistant.errors import Trouble
from assistant.practice.preferences import Confirm

VARIABLE = "LANTERN_SETTINGS"  # names another settings file

BargeIn = Literal["auto", "on", "off"]
RecognizerName = Literal["vosk", "pocketsphinx"]
_Text = Annotated[str, Meta(min_length=1)]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose journal a satellite or session of another assistant reaches.

    `person` is the name which `--person` takes, empty for the journal without one. `aloud`: past
    entries may be read out there.
    """

    person: str = ""
    aloud: bool = False


class Settings(msgspec.Struct, frozen=True):
    """The settings; None where the program decides. Each description completes “it must be …”."""

    language: Annotated[str, Meta(pattern="^[a-z]{2}$", description="two letters, as “en”")] = "en"
    recognizer: Annotated[RecognizerName | None, Meta(description="“vosk” or “pocketsphinx”")] = (
        None
    )
    model: Annotated[_Text | None, Meta(description="a folder's or a model's name in quotes")] = (
        None
    )
    data: Annotated[Path | None, Meta(description="a folder's name in quotes")] = None
    voice: Annotated[_Text | None, Meta(description="a voice's name in quotes")] = None
    rate: Annotated[
        Annotated[int, Meta(ge=80, le=400)] | None,
        Meta(description="a number of words a minute from 80 to 400"),
    ] = None
    volume: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None, Meta(description="a number from 0 to 1")
    ] = None
    pitch: Annotated[
        Annotated[int, Meta(ge=0, le=100)] | None, Meta(description="a number from 0 to 100")
    ] = None
    patience: Annotated[
        Annotated[float, Meta(ge=1, le=4)] | None, Meta(description="a number from 1 to 4")
    ] = None
    confirm: Annotated[Confirm | None, Meta(description="“always”, “in_doubt” or “never”")] = None
    simple: Annotated[bool | None, Meta(description="true or false")] = None
    earcons: Annotated[bool | None, Meta(description="true or false")] = None
    barge_in: Annotated[BargeIn, Meta(description="“auto”, “on” or “off”")] = "auto"
    wake: Annotated[_Text | None, Meta(description="a phrase in quotes")] = None
    microphone: Annotated[_Text | None, Meta(description="a part of a device's name in quotes")] = (
        None
    )
    loudspeaker: Annotated[
        _Text | None, Meta(description="a part of a device's name in quotes")
    ] = None
    places: Annotated[
        dict[str, Place], Meta(description="tables with “person”, in quotes, and “aloud”")
    ] = {}

    @property
    def data_folder(self) -> Path:
        """Where the journal is kept: `data`, else a folder in the user's data folder."""
        return self.data or platformdirs.user_data_path("lantern", appauthor=False)

    @property
    def journal_folder(self) -> Path:
        """Where the journal is, and the folders of those of several people."""
        return self.data_folder / "journal"


def folder_of(person: str, journal_folder: Path) -> Path:
    """The folder of one person's journal; `person` is empty where there is but one.

    Raises Trouble for what cannot be a name.
    """
    if not person:
        return journal_folder
    name = person.strip().lower()
    if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise Trouble(f"{person!r} cannot be a person's name; please use letters.")
    return journal_folder / name


class SettingsRead(msgspec.Struct, frozen=True):
    """Settings, and what there is to say about the file they are from."""

    settings: Settings
    remarks: tuple[str, ...] = ()  # sentences: keys which are not known
    told: tuple[str, ...] = ()  # the settings which the file sets


def settings_path() -> Path:
    """The settings file: the one `LANTERN_SETTINGS` names, else the user's. It may not exist."""
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    return platformdirs.user_config_path("lantern", appauthor=False) / "settings.toml"


def read_settings(path: Path | None = None, person: str | None = None) -> SettingsRead:
    """The settings of the file, and the usual ones where it says nothing or is not there.

    `person`: over them those of the person's own file, where there is one.

    Raises Trouble, naming the file and the line, when it cannot be read; also when a file was
    asked for, by `path` or by `LANTERN_SETTINGS`, and is not there.
    """
    asked_for = path is not None or VARIABLE in os.environ
    path = path or settings_path()
    read = _read(path, asked_for)
    if person is None:
        return read
    own = _read(path.with_name(f"{path.stem}-{person.strip().lower()}.toml"), asked_for=False)
    told = {name: getattr(own.settings, name) for name in own.told}
    settings = msgspec.structs.replace(read.settings, **told)
    return SettingsRead(settings, (*read.remarks, *own.remarks), (*read.told, *own.told))


def _read(path: Path, asked_for: bool) -> SettingsRead:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if asked_for:
            raise Trouble(f"There is no settings file {path}: correct its name.") from None
        return SettingsRead(Settings())
    except UnicodeDecodeError as error:
        raise Trouble(f"The settings file {path} is not text in UTF-8: save it as that.") from error
    except OSError as error:
        raise Trouble(
            f"The settings file {path} cannot be read ({error.strerror}): correct that, or "
            "move it away to go on without."
        ) from error
    return _parse(text, path)


def _parse(text: str, path: Path) -> SettingsRead:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        line = int(where[1]) if where else len(text.splitlines())
        raise Trouble(
            f"{_place(path, line)} cannot be understood. Each line is a name, an equals sign and "
            f'a value, with words in quotes, as in: language = "en"'
        ) from error
    try:
        settings = msgspec.convert(table, Settings, dec_hook=lambda _, value: _path(value, path))
    except msgspec.ValidationError as error:
        key = re.split(r"[.\[`]", str(error).rpartition("$.")[2])[0]
        raise Trouble(
            f"{_place(path, _line_of(key, text))}: “{key}” must be {_description(key)}. Correct "
            "it, or delete the line."
        ) from error
    unknown = [key for key in table if key not in Settings.__struct_fields__]
    told = tuple(key for key in table if key not in unknown)
    return SettingsRead(settings, tuple(_remark(key, text, path) for key in unknown), told)


def _path(value: Any, settings: Path) -> Path:
    """A folder named in the settings file, against the folder which that file is in."""
    if not isinstance(value, str) or not value:
        raise TypeError("not a folder's name")
    return settings.parent / Path(value).expanduser()


def _remark(key: str, text: str, path: Path) -> str:
    similar = difflib.get_close_matches(key.lower(), Settings.__struct_fields__, 1)
    hint = f": do you mean “{similar[0]}”?" if similar else "."
    return f"{_place(path, _line_of(key, text))}: there is no setting “{key}”{hint}"


def _place(path: Path, line: int) -> str:
    return f"The settings file {path}, line {line}"


def _line_of(key: str, text: str) -> int:
    """The number of the line which sets the key: 1 where it cannot be found."""
    sets = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[.=\]]""")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if sets.match(line)), 1)


def _description(key: str) -> str:
    hint = get_type_hints(Settings, include_extras=True)[key]
    return str(next(meta.description for meta in hint.__metadata__ if meta.description))
