"""The commands: the edge where errors become words and an exit status."""

from __future__ import annotations

import os
import sys

import click

from assistant import wording
from assistant.cli.lantern import lantern
from assistant.errors import Trouble


def main() -> None:
    """Run a command. Exit status 0: done; 1: could not; 2: wrong usage."""
    try:
        status = lantern.main(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        status = 2
    except Trouble as trouble:
        click.echo(wording.load("en").error(trouble), err=True)
        status = 1
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        status = 1
    except BrokenPipeError:
        # Whoever read along has gone; there is nobody left to tell.
        sys.stderr.close()
        status = 1
    except Exception as error:
        if os.environ.get("LANTERN_DEBUG"):
            raise
        click.echo(
            f"Something went wrong within Lantern ({type(error).__name__}); all that was said to "
            "be kept is kept. Please begin again. LANTERN_DEBUG=1 shows the details.",
            err=True,
        )
        status = 1
    sys.exit(status if isinstance(status, int) else 0)
