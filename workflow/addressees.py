"""Who a task goes to, by the part a unit has in the procedure; looked up on the day the flow gets there."""

from django.utils.translation import gettext as _

from directory.lookup import division_of, ressort_of, seats_of, unit_with_function
from directory.models import Organisation, OrgUnit, UnitFunction
from workflow.errors import WorkflowError
from workflow.steps import Step


class Addressees:
    """Units and organisations by their part in the procedure."""

    def lead(self, step: Step) -> OrgUnit:
        """Federführung."""
        return step.case.lead_unit

    def partner(self, step: Step) -> Organisation:
        """The other party."""
        if step.case.organisation is None:
            raise WorkflowError(_("Für diesen Vorgang ist noch kein Partner erfasst."))
        return step.case.organisation

    def division(self, step: Step) -> OrgUnit:
        """The lead unit's Abteilung."""
        return division_of(step.case.lead_unit) or self.leadership(step)

    def leadership(self, step: Step) -> OrgUnit:
        """Hausleitung of the lead Ressort."""
        return self.unit_with(step, UnitFunction.TOP_MANAGEMENT)

    def legal_unit(self, step: Step) -> OrgUnit:
        """Justiziariat."""
        return self.unit_with(step, UnitFunction.LEGAL)

    def budget_unit(self, step: Step) -> OrgUnit:
        """Beauftragte/r für den Haushalt."""
        return self.unit_with(step, UnitFunction.BUDGET)

    def press_unit(self, step: Step) -> OrgUnit:
        """Pressestelle."""
        return self.unit_with(step, UnitFunction.PRESS)

    def registry(self, step: Step) -> OrgUnit:
        """Registratur."""
        return self.unit_with(step, UnitFunction.REGISTRY)

    def front_office(self, step: Step) -> OrgUnit:
        """Büro der Hausleitung."""
        return self.unit_with(step, UnitFunction.FRONT_OFFICE)

    def secretariat(self, step: Step) -> OrgUnit:
        """Geschäftsstelle of the bodies."""
        return self.unit_with(step, UnitFunction.SECRETARIAT)

    def expert_seats(self, step: Step) -> list[OrgUnit]:
        """The affected Ressorts' seats in the Facharbeitsgruppe."""
        return seats_of(step.case.affected_units.all(), UnitFunction.EXPERT_GROUP, step.day)

    def ressort_seats(self, step: Step) -> list[OrgUnit]:
        """The same without the own Ressort, which co-signs in the house round."""
        own = ressort_of(step.case.lead_unit)
        return [seat for seat in self.expert_seats(step) if seat.represents_id != own.pk]

    def unit_with(self, step: Step, function: UnitFunction) -> OrgUnit:
        unit = unit_with_function(function, step.case.lead_unit, step.day)
        if unit is None:
            raise WorkflowError(
                _(
                    "Für „%(function)s“ ist heute keine Einheit eingetragen. Bitte wenden Sie sich an die Fachadministration."
                )
                % {"function": UnitFunction(function).label}
            )
        return unit
