"""A hostile or broken client cannot harm the others."""

import resource
import socket
import time
from ipaddress import ip_network

import pytest
from wyoming.info import Describe

from assistant.channels.wyoming.protocol import Limits
from assistant.channels.wyoming.server import is_allowed
from tests.bridges.wyoming.service import PATIENT, raw, running, utterance

HURRIED = Limits(
    connections=8,
    first_event=3.0,
    whole_event=2.0,
    audio_pause=2.0,
    write=2.0,
    idle=30.0,
    events_a_second=10_000.0,
)


@pytest.fixture
def hurried(recognizer, tmp_path):
    with running(recognizer, tmp_path, HURRIED) as service:
        yield service
        assert not service.wrong


def answered(bare):
    """All the bytes until the service closes the connection."""
    bare.settimeout(PATIENT)
    heard = b""
    try:
        while piece := bare.recv(65536):
            heard += piece
    except ConnectionResetError:
        pass
    return heard


def pong(bare):
    """Whether a ping on this connection is answered."""
    bare.sendall(raw({"type": "ping"}))
    heard = b""
    while b"null}" not in heard:
        piece = bare.recv(4096)
        if not piece:
            return False
        heard += piece
    return True


def serves(service):
    return service.ask(Describe())[0].type == "info"


MALFORMED = {
    "not JSON": b"\x00\xff\xfe garbage \x80\n",
    "an empty line": b"\n",
    "no object": b"[1, 2, 3]\n",
    "no type": b'{"data": {}}\n',
    "a type which is a number": b'{"type": 7}\n',
    "deeply nested": b'{"type": "describe", "data": ' + b'{"a":' * 3000 + b"1" + b"}" * 3000,
    "an endless first line": b'{"type": "' + b"x" * 100_000,
    "9.9 GB of data": raw({"type": "transcript", "data_length": 9_900_000_000}),
    "9.9 GB of payload": raw({"type": "audio-chunk", "payload_length": 9_900_000_000}),
    "a length below nothing": raw({"type": "audio-chunk", "payload_length": -5}),
    "a length beyond all numbers": b'{"type": "ping", "data_length": 1' + b"0" * 400 + b"}\n",
    "data which is no JSON": raw({"type": "ping", "data_length": 4}, b"{{{{"),
    "data which is no object": raw({"type": "ping", "data_length": 4}, b"[42]"),
    "sound at 1 Hz": raw({"type": "audio-start", "data": {"rate": 1, "width": 2, "channels": 1}}),
    "sound without a format": raw({"type": "audio-chunk", "payload_length": 4}, payload=b"1234"),
    "a sentence which is a list": raw({"type": "transcript", "data": {"text": ["a"]}}),
    "an endless sentence": raw(
        {"type": "transcript", "data_length": 20_012}, b'{"text": "' + b"a" * 20_000 + b'"}'
    ),
    "a name without end": raw(
        {"type": "transcript", "data": {"text": "hi", "context": {"satellite_id": "x" * 5000}}}
    ),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_malformed_event_is_refused(hurried, what):
    with hurried.connected() as bare:
        bare.sendall(MALFORMED[what])
        assert b'"error"' in answered(bare)
    assert serves(hurried)


@pytest.mark.parametrize(
    "half", [b'{"type": "descr', raw({"type": "ping", "data_length": 9}, b"{")]
)
def test_unfinished_event_times_out(hurried, half):
    with hurried.connected() as bare:
        bare.sendall(half)
        assert serves(hurried)
        assert b"not ended in time" in answered(bare)


def test_client_disconnecting_within_event_is_dropped(hurried):
    for _ in range(30):
        with hurried.connected() as bare:
            bare.sendall(b'{"type": "audio-chunk", "payload_length": 1000}\n1234')
    assert serves(hurried)


def test_silent_client_is_disconnected(hurried):
    with hurried.connected() as bare:
        assert answered(bare) == b""


def test_audio_without_end_times_out(hurried, spoken):
    sound = utterance(spoken("yes").tobytes())[:-1]
    assert "transcript" not in [a.type for a in hurried.ask(*sound)]
    assert serves(hurried)


def test_changed_audio_format_is_refused(hurried):
    start = raw({"type": "audio-start", "data": {"rate": 16000, "width": 2, "channels": 1}})
    other = {"type": "audio-chunk", "data": {"rate": 8000, "width": 2, "channels": 1}}
    with hurried.connected() as bare:
        bare.sendall(start + raw({**other, "payload_length": 2}, payload=b"ab"))
        assert b"changed" in answered(bare)


def dropped(bare, flood, meanwhile):
    """Whether the service closes the connection of a client that never reads."""
    deadline = time.monotonic() + PATIENT
    while time.monotonic() < deadline:
        try:
            bare.sendall(flood)
        except TimeoutError:
            assert meanwhile()  # it waits itself; the others do not
        except (BrokenPipeError, ConnectionResetError):
            return True
    return False


def test_slow_reader_is_dropped_without_delaying_others(hurried):
    with socket.socket() as bare:
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        bare.settimeout(0.5)
        bare.connect(("127.0.0.1", hurried.port))
        assert dropped(bare, raw({"type": "describe"}) * 2000, lambda: serves(hurried))


def test_connection_limit_ends_no_active_connection(hurried):
    busy = [socket.create_connection(("127.0.0.1", hurried.port)) for _ in range(8)]
    try:
        for bare in busy:
            assert pong(bare)
        with hurried.connected() as one_more:
            assert answered(one_more) == b""
        for bare in busy:
            assert pong(bare)
    finally:
        for bare in busy:
            bare.close()


def test_flood_of_connections_keeps_nobody_out(hurried):
    with hurried.connected() as talking:
        assert pong(talking)
        flood = []
        try:
            for number in range(1000):
                flood.append(socket.create_connection(("127.0.0.1", hurried.port), PATIENT))
                if number % 250 == 249:
                    assert serves(hurried)
            assert pong(talking)
        finally:
            for bare in flood:
                bare.close()
    assert serves(hurried)


def test_announced_lengths_take_no_memory(hurried):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(40):
        with hurried.connected() as bare:
            bare.sendall(raw({"type": "audio-chunk", "payload_length": 9_900_000_000}))
            answered(bare)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


def test_address_not_allowed_is_disconnected(recognizer, tmp_path):
    with (
        running(recognizer, tmp_path, allowed=[ip_network("192.168.1.20")]) as service,
        service.connected() as bare,
    ):
        assert answered(bare) == b""


def test_is_allowed_addresses_and_networks():
    allowed = [ip_network("192.168.1.0/24"), ip_network("fd00::5")]
    known = ("192.168.1.20", "::ffff:192.168.1.20", "fd00::5%eth0")
    assert [address for address in known if not is_allowed(address, allowed)] == []
    assert [address for address in ("192.168.2.20", "") if is_allowed(address, allowed)] == []
    assert is_allowed("192.168.2.20", [])
