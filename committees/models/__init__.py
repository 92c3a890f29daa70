"""Bodies: what they are, who sits in them, when they meet; and the plan they serve."""

from committees.models.plan import PlanMeasure, PlanStatus

__all__ = ["PlanMeasure", "PlanStatus"]
