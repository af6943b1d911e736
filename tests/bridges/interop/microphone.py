"""A microphone for a satellite: what is put into a folder, in real time, and silence between."""

import sys
import time
from pathlib import Path

RATE, SAMPLES = 16000, 1024


def main():
    folder, began, written, sound = Path(sys.argv[1]), time.monotonic(), 0, b""
    while True:
        if not sound and (waiting := sorted(folder.glob("*.raw"))):
            sound = waiting[0].read_bytes()
            waiting[0].unlink()
        piece, sound = sound[: SAMPLES * 2], sound[SAMPLES * 2 :]
        sys.stdout.buffer.write(piece + bytes(SAMPLES * 2 - len(piece)))
        sys.stdout.buffer.flush()
        written += SAMPLES
        time.sleep(max(0.0, began + written / RATE - time.monotonic()))


if __name__ == "__main__":
    main()
