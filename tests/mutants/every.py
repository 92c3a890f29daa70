"""All entries of all lists."""

from importlib import import_module
from pkgutil import walk_packages

from tests.mutants import lists
from tests.mutants.mutant import Mutant

MODULES = [
    import_module(found.name) for found in walk_packages(lists.__path__, f"{lists.__name__}.") if not found.ispkg
]
EVERY: tuple[Mutant, ...] = tuple(guard for module in MODULES for guard in module.GUARDS)
