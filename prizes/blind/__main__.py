"""The process that rebuilds one file: an order as JSON on the first line of its input, then the file; the outcome in the same form."""

import json
import resource
import sys
from dataclasses import asdict
from typing import Any

from prizes.blind.outcome import Order, Refused
from prizes.blind.rebuild import rebuild

SECONDS = 60
MEMORY = 3 * 2**30


def main() -> None:
    """Read, rebuild, answer."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    order = Order(**json.loads(sys.stdin.buffer.readline()))
    answer: dict[str, Any]
    content = b""
    try:
        made = rebuild(sys.stdin.buffer.read(), order)
        answer, content = {"pages": [asdict(page) for page in made.pages]}, made.content
    except Refused as refused:
        answer = {"refused": refused.why, "names": refused.names}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
