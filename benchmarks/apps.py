"""Announces the workload's kind to the engine, as every kind does."""

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Registers the kind `bench`."""

    name = "benchmarks"

    def ready(self) -> None:
        """A kind with nothing of its own."""
        from benchmarks.flows import BenchFlow
        from workflow.policies import CasePages, CasePolicy, register

        class BenchPolicy(CasePolicy):
            kind, label, plan_code = "bench", "Messung", "00"

        register(BenchPolicy(), flow=BenchFlow, pages=CasePages())
