"""docs/accessibility.md names each need of the W3C's lists, and only tests that there are."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
PAGE = (REPOSITORY / "docs" / "accessibility.md").read_text(encoding="utf-8")
NAUR, COGA = PAGE.split("\n## Natural", 1)[1].split("\n## COGA", 1)


def answers(part):
    """The numbers of the needs that a table answers, and the answers."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+) \|$", part, re.MULTILINE)
    rows = [row for row in rows if row[1] in ("met", "partly", "not")]
    numbers = {int(n) for need, _, _ in rows for n in re.findall(r"\d+", need.split(" ", 2)[0])}
    numbers |= {int(n) for need, _, _ in rows for n in re.findall(r"^\d+, (\d+)", need)}
    return numbers, rows


def test_accessibility_page_answers_every_need_of_both_lists():
    assert answers(NAUR)[0] == set(range(1, 28))
    assert answers(COGA)[0] == set(range(1, 25))
    for part in (NAUR, COGA):
        table = [x for x in part.splitlines() if x.startswith("| ") and "|---" not in x]
        heads = [x for x in table if x.startswith(("| need |", "| solution |"))]
        assert len(answers(part)[1]) == len(table) - len(heads)


def test_accessibility_page_names_tests_that_there_are():
    named = set(re.findall(r"`((?:tests/|test_)[^`]+)`", PAGE))
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in REPOSITORY.glob("tests/**/test_*.py")
    )
    unknown = {
        name
        for name in named
        if not ((REPOSITORY / name).is_file() if "/" in name else f"def {name}(" in sources)
    }
    assert unknown == set()
    assert len(named) > 40
