"""All entries of all lists."""

from tests.mutants.engine import acting, history, steps
from tests.mutants.mutant import Mutant

EVERY: tuple[Mutant, ...] = (*acting.GUARDS, *history.GUARDS, *steps.GUARDS)
