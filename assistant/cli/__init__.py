"""The command line. Errors become sentences and an exit status here."""

from __future__ import annotations

import os
import sys

import click

from assistant.cli.lantern import lantern
from assistant.cli.texts import echo, echo_error, write
from assistant.errors import Trouble
from intents import LanguageError


def main() -> None:
    """Run a command. Exit status 0: done; 1: could not; 2: wrong usage."""
    try:
        status = lantern.main(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        status = 2
    except Trouble as trouble:
        echo_error(trouble)
        status = 1
    except LanguageError as error:
        # For the author of the language: it names the file and the line.
        write(str(error), err=True)
        status = 1
    except (click.Abort, KeyboardInterrupt):
        echo("main.stopped", err=True)
        status = 1
    except BrokenPipeError:
        # The reader of the output has closed it, so nothing can be written.
        sys.stderr.close()
        status = 1
    except Exception as error:
        if os.environ.get("LANTERN_DEBUG"):
            raise
        echo("main.failed", err=True, what=type(error).__name__)
        status = 1
    sys.exit(status if isinstance(status, int) else 0)
