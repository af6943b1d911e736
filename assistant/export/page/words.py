"""What the person said in their own words: proud moments, intentions, decisions, reflections."""

from __future__ import annotations

from assistant.export.page.in_the_way import quotations
from assistant.export.page.markup import Html, element, join
from assistant.export.page.put import Put, own, quoted
from assistant.practice.exercises import Decision
from assistant.practice.overview import Overview

MOST_PROUD = 6
"""So many proud moments are shown large, the newest."""


def words(overview: Overview, put: Put) -> Html:
    """Return proud moments as large quotations, and lists of what else was said."""
    proud = overview.quotations.of("proud")
    large = [
        element(
            "li",
            element("blockquote", quoted(one.words, put)),
            element("p", put.time(one.day), ", ", put.part("words.proud")),
        )
        for one in reversed(proud[-MOST_PROUD:])
    ]
    lists = [("proud", proud[:-MOST_PROUD])]
    lists += [(of, overview.quotations.of(of)) for of in ("toward", "intention")]
    earlier = sum(overview.quotations.counts.values()) - len(overview.quotations.newest)
    return join(
        (
            element("ul", *large, class_="proud") if large else None,
            *(
                join((element("h3", put(f"words.{of}_list")), quotations(found, put)))
                for of, found in lists
                if found
            ),
            element("p", put("words.earlier", number=earlier), class_="about") if earlier else None,
        )
    )


def decisions(overview: Overview, put: Put) -> Html:
    """Return each decision with its options."""
    return join(_decision(decision, put) for decision in overview.decisions)


def _decision(decision: Decision, put: Put) -> Html:
    options = []
    for option in decision.options:
        said = [
            join((put.part(f"decisions.{key}"), " ", quoted(words, put)))
            for key, words in (("serves", option.serves), ("costs", option.cost))
            if words
        ]
        more = join((": ", join(said, "; "))) if said else None
        options.append(element("li", own(option.name), more))
    return element(
        "article",
        element("h3", own(decision.words)),
        element("p", put.time(decision.day), class_="about"),
        element("ul", *options, class_="told") if options else None,
        element("p", element("bdi", put("decisions.made", option=decision.made)))
        if decision.made
        else None,
        element("p", element("bdi", put("decisions.leaning", option=decision.leaning)))
        if decision.leaning
        else None,
        element("p", element("bdi", put("decisions.first_try", words=decision.first_try)))
        if decision.first_try
        else None,
    )


def reflections(overview: Overview, put: Put) -> Html:
    """Return the reflections whole, paragraph by paragraph, the newest first."""
    return join(
        element(
            "article",
            element("h3", put.time(one.day)),
            element(
                "blockquote",
                *(
                    element("p", element("bdi", paragraph))
                    for paragraph in one.words.splitlines()
                    if paragraph.strip()
                ),
            ),
            class_="reflection",
        )
        for one in reversed(overview.reflections)
    )
