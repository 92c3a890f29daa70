"""Entry point of `python -m launcher`."""

import sys

from launcher.interpreter import refuse_old


def main() -> int:
    """Run one command and return its exit code."""
    refuse_old()
    from launcher.commands import execute

    return execute(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
