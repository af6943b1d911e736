"""The timing of a scan, without a clock."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.channels.scanning.scan import Scan, Timing

QUICK = Timing(dwell=1.0)


def spoken(scan, at):
    """The scan after its item was spoken in no time."""
    return scan.said(at)


def test_advance_offers_the_next_item_a_dwell_after_it_was_spoken():
    scan = Scan(3, QUICK, began=0.0).skip(0.0)
    assert scan.advance(100.0).place == 1  # It is being spoken still, however long that takes.
    scan = scan.said(5.0)
    assert scan.advance(5.99).place == 1
    assert scan.advance(6.0).place == 2


def test_first_item_is_offered_longer():
    scan = Scan(3, QUICK, began=0.0).said(0.0)
    assert scan.advance(1.4).place == 0
    assert scan.advance(1.5).place == 1


def test_press_chooses_the_item_being_spoken_or_waiting():
    scan = Scan(3, QUICK, began=0.0).skip(1.0)
    assert scan.press(1.5)[1] == 1
    assert scan.said(1.8).press(2.7)[1] == 1


def test_press_just_after_the_next_item_began_means_the_one_before():
    scan = Scan(3, QUICK, began=0.0).skip(1.0)
    assert scan.press(1.2)[1] == 0
    assert scan.press(1.26)[1] == 1
    around = scan.skip(2.0).skip(3.0)
    assert (around.place, around.round) == (0, 1)
    assert around.press(3.1)[1] == 2


def test_press_that_follows_another_at_once_is_a_tremor_or_a_held_key():
    scan, first = Scan(2, QUICK, began=0.0).press(1.0)
    assert first == 0
    for at in (1.03, 1.4, 1.8, 2.2):  # Each of them keeps the key held.
        scan, chosen = scan.press(at)
        assert chosen is None
    assert scan.press(2.8)[1] == 0


def test_press_the_rest_after_one_is_as_long_as_somebody_needs():
    scan, _ = Scan(2, Timing(dwell=1.0, rest=3.0), began=0.0).press(1.0)
    assert scan.press(3.9)[1] is None
    assert scan.press(4.0)[1] == 0


def test_advance_after_its_rounds_rests_and_a_press_only_begins_again():
    scan, at = Scan(2, QUICK, began=0.0), 0.0
    offered = set()
    while not scan.over:
        offered.add((scan.round, scan.place))
        scan = scan.said(at).advance(at)
        at += 0.1
    assert len(offered) == 2 * QUICK.rounds
    assert scan.said(at).advance(at + 1000) == scan
    again, chosen = scan.press(at + 1000)
    assert (chosen, again.place, again.over) == (None, 0, False)
    assert scan.skip(at + 1000).over is False


@given(
    st.integers(1, 12),
    st.floats(0.3, 20),
    st.lists(st.tuples(st.sampled_from(("wait", "said", "press", "skip")), st.floats(0, 5))),
)
def test_any_order_of_events_keeps_the_scan_within_its_items(count, dwell, events):
    scan, at = Scan(count, Timing(dwell), began=0.0), 0.0
    chosen: int | None
    for event, seconds in events:
        at += seconds
        match event:
            case "wait":
                scan = scan.advance(at)
            case "said":
                scan = scan.said(at)
            case "skip":
                scan = scan.skip(at)
            case "press":
                scan, chosen = scan.press(at)
                assert chosen is None or 0 <= chosen < count
        assert 0 <= scan.place < count
        assert scan.round <= scan.timing.rounds
