"""`python -m tests.mutants [-k words]`: take the guards away; the arguments are pytest's."""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["tests/mutants", "-m", "long", *sys.argv[1:]]))
