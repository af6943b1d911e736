"""Words after which an English sentence goes on: whoever pauses there has not finished."""

_WORDS = (
    # Sounds of thinking, articles, whose it is.
    "um uh er erm uhm hmm mm a an the my your his its our their every each"
    # What joins.
    " and but or nor because cause if when while whenever unless until although though that"
    " which who whose where than as since whether"
    # What stands before something.
    " of to from for with at by into onto about between during without against among towards"
    # Who, before what they do; what is done, before what.
    " i we they he she i'm i'll i'd i've we're we've they're he's she's it's that's there's"
    " you'd you'll you've you're we'd we'll they'd they'll they've he'd she'd who's i'd've"
    " is are was were am be been being has had will would could should can may might must"
    " want wanted need like maybe perhaps very really just quite half past quarter"
)
UNFINISHED = frozenset(_WORDS.split())
