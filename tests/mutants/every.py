"""All entries of all lists."""

from tests.mutants import contracts, documents
from tests.mutants.engine import acting, history, steps
from tests.mutants.mutant import Mutant

EVERY: tuple[Mutant, ...] = (*contracts.GUARDS, *documents.GUARDS, *acting.GUARDS, *history.GUARDS, *steps.GUARDS)
