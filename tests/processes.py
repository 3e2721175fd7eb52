"""What tests wait for in running programs, instead of a while that may be too short on a busy machine."""
import time
from pathlib import Path

PATIENCE_SECONDS = 120


def wait_until(holds, what):
    """Polls until `holds()`; fails after PATIENCE_SECONDS."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(0.01)


def wait_until_caught(process, number):
    """Until a program has said what it does on a signal, or has ended; before that the signal just ends it."""
    def is_caught():
        if process.poll() is not None:
            return True
        caught = Path(f"/proc/{process.pid}/status").read_text().partition("SigCgt:")[2].split()
        return bool(caught) and int(caught[0], 16) >> (number - 1) & 1 == 1
    wait_until(is_caught, f"signal {number} is caught")
