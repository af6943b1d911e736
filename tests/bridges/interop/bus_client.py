"""A microphone and a loudspeaker on a real message bus; run with OpenVoiceOS's own Python.

Prints, as JSON, what was spoken to each utterance and after how many seconds.
"""

import json
import sys
import time
from queue import Queue

from ovos_bus_client import MessageBusClient
from ovos_bus_client.message import Message

SKILL = "lantern-voice.lantern"
UTTERANCES = ("talk to lantern", "honesty", "call my brother", "twice a week", "stop")


def main():
    port, patient = int(sys.argv[1]), float(sys.argv[2])
    bus = MessageBusClient(host="127.0.0.1", port=port)
    loaded, spoken = Queue(), Queue()
    bus.on("mycroft.skill.loaded", lambda m: loaded.put(m.context.get("skill_id") or str(m.data)))
    bus.on("skill.loaded", lambda m: loaded.put(str(m.data)))
    bus.on("speak", spoken.put)
    bus.run_in_thread()
    bus.connected_event.wait(patient)
    deadline = time.monotonic() + patient
    while SKILL not in loaded.get(timeout=max(0.1, deadline - time.monotonic())):
        pass
    heard = []
    for utterance in UTTERANCES:
        began = time.monotonic()
        bus.emit(Message("recognizer_loop:utterance", {"utterances": [utterance], "lang": "en-us"}))
        told = spoken.get(timeout=patient)
        heard.append({
            "spoken": told.data["utterance"],
            "listens": told.data["expect_response"],
            "seconds": time.monotonic() - began,
        })  # fmt: skip
    print(json.dumps(heard))
    bus.close()


if __name__ == "__main__":
    main()
