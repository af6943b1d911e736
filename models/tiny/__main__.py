"""Make and measure the tiny English model. See `models/README.md`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from models.tiny.texts import REPOSITORY

MODEL = REPOSITORY / "models" / "tiny-en"
SHARED = Path(os.environ.get("LANTERN_SHARED", REPOSITORY.parent / "shared"))
RECORDINGS = SHARED / "speech" / "manifest.tsv"


def main() -> int:
    """Run the stage which the command line names; 0 when it is done, 1 when it could not be."""
    parser = argparse.ArgumentParser(prog="build_tiny_model", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the model")
    stages = parser.add_subparsers(dest="stage", required=True)
    stages.add_parser("acoustic", help="speak, listen and train: minutes, rarely")
    stages.add_parser("graph", help="words and phrases: seconds, whenever phrases change")
    measure = stages.add_parser("measure", help="what it hears of voices it was not trained on")
    measure.add_argument(
        "--choosing", action="store_true", help="of the voices by which settings are chosen"
    )
    people = stages.add_parser("people", help="what it hears of people, beside PocketSphinx")
    people.add_argument("--manifest", type=Path, default=RECORDINGS, help="table of recordings")
    arguments = parser.parse_args()
    try:
        _run(arguments)
    except ImportError as missing:
        print(f"{missing}: run pip install -e '.[tiny-model]'.", file=sys.stderr)
        return 1
    except (RuntimeError, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def _run(arguments: argparse.Namespace) -> None:
    # Each stage needs packages of its own: only the acoustic one needs torch.
    if arguments.stage == "acoustic":
        from models.tiny import acoustic, graph

        acoustic.build(arguments.model)
        graph.build(arguments.model)
    elif arguments.stage == "graph":
        from models.tiny import graph

        graph.build(arguments.model)
    elif arguments.stage == "measure":
        from models.tiny import measure

        who = measure.CHOSEN_BY if arguments.choosing else measure.HELD_OUT
        measure.report(arguments.model, who)
    else:
        from models.tiny import people

        people.report(arguments.model, arguments.manifest)


if __name__ == "__main__":
    sys.exit(main())
