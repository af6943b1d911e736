"""The log on disk: events go in, one line each, and are never lost. It knows nothing of meaning.

From the bottom up: `disk` writes durably and locks, `line` is one line, `key_file` and `sealing`
its encryption, `reading` all files as one, `whereabouts` what is noted outside the folder, `log`
one device's file, `device` the folder as a device may change it. On these stand `searching`,
`recordings`, `merging`, `archive`, `backups`, `restoring`, `erasure` and `encryption`; then
`journal`, which is opened, added to and read; `import_export` and `verify`; and `commands`, which
does what a person asks for. Each file imports only those named before it.
"""

from assistant.journal.disk import NotSaved
from assistant.journal.journal import Journal
from assistant.journal.key_file import WrongPassphrase
from assistant.journal.line import Event, Line
from assistant.journal.reading import Damage
from assistant.journal.sealing import Locked

__all__ = ["Damage", "Event", "Journal", "Line", "Locked", "NotSaved", "WrongPassphrase"]
