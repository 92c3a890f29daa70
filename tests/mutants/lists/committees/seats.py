"""Who sits where, and what the Geschäftsstelle alone may do."""

from tests.mutants.mutant import Mutant, mutant

BODIES, SEATING = "committees/bodies.py", "committees/seating.py"
TESTS, SEATS = "committees/test_mandates.py", "committees/test_seats.py"
FILLED = f"{TESTS}::test_a_seat_is_filled_by_one_person"
FREE = f"{TESTS}::test_a_seat_is_free_up_to_the_day_before_and_from_the_day_after"
WRONG = f"{SEATS}::test_what_cannot_be_changes_nothing"
ALONE = "committees/test_secretariat.py::test_the_secretariat_alone_does_it"
SERVICES = {
    "bodies": ("save_body", "save_group", "save_seat", "save_member", "declare", "appoint", "end_mandate"),
    "sittings": ("save_rules", "save_session", "invite", "send_papers", "begin", "note_attendance", "close", "cancel"),
    "agenda": ("put_on", "save_item", "move_up", "take_off"),
    "circulation": ("enter_answer", "count_out"),
    "resolving": ("record", "keep_discussion"),
    "minutes": ("save_remarks", "issue", "enter_objection", "answer_objection", "finalise"),
    "recommending": ("save_recommendation",),
}


def _open_to_all(module: str, service: str) -> Mutant:
    return mutant(
        f"anybody may {service}",
        f"committees/{module}.py:{service}",
        "    require_secretariat(standing)\n",
        "",
        f"{ALONE}[{service}]",
    )


GUARDS: tuple[Mutant, ...] = (
    *(_open_to_all(module, service) for module, services in SERVICES.items() for service in services),
    mutant(
        "a chair is given a seat that somebody else fills",
        f"{BODIES}:overlapping",
        "if seating.function in FILLING:",
        "if False:",
        FILLED,
    ),
    mutant(
        "a member may not take the chair on her own seat",
        f"{BODIES}:overlapping",
        " & ~Q(member=seating.member)",
        "",
        FILLED,
    ),
    mutant("the last day of a mandate is free", f"{BODIES}:overlapping", "ends__gte", "ends__gt", FREE),
    mutant("the first day of a mandate is free", f"{BODIES}:overlapping", "begins__lte", "begins__lt", FREE),
    mutant(
        "a mandate ends before it begins",
        f"{BODIES}:give_mandate",
        "if seating.ends is not None and seating.ends < seating.begins:",
        "if False:",
        f"{TESTS}::test_a_mandate_ends_after_it_begins_and_on_a_seat_there_is",
    ),
    mutant(
        "somebody sits on a seat that is gone",
        f"{BODIES}:give_mandate",
        "if not seat.exists_on(seating.begins):",
        "if False:",
        f"{TESTS}::test_a_mandate_ends_after_it_begins_and_on_a_seat_there_is",
    ),
    mutant(
        "what a case gave is taken back without one",
        f"{BODIES}:end_mandate",
        "if reason == EndReason.RECALL and mandate.case is not None:",
        "if False:",
        f"{TESTS}::test_what_a_case_gave_is_taken_back_by_a_case",
    ),
    mutant(
        "a mandate ends twice",
        f"{BODIES}:cut_mandate",
        "if mandate.end_reason:",
        "if False:",
        f"{TESTS}::test_a_mandate_ends_once",
    ),
    mutant(
        "a mandate is cut before it begins",
        f"{BODIES}:cut_mandate",
        "if on < mandate.begins:",
        "if False:",
        f"{TESTS}::test_a_mandate_is_cut_within_its_days",
    ),
    mutant(
        "a mandate is cut longer",
        f"{BODIES}:cut_mandate",
        "if mandate.ends is not None and on > mandate.ends:",
        "if False:",
        f"{TESTS}::test_a_mandate_is_cut_within_its_days",
    ),
    mutant(
        "a seat is taken away under somebody",
        f"{BODIES}:_take_seats",
        "if Mandate.objects.filter(seat_id__in=ids).filter(Q(ends=None) | Q(ends__gt=day)).exists():",
        "if False:",
        f"{TESTS}::test_a_seat_is_taken_away_once_nobody_sits_there",
    ),
    mutant(
        "a group stands twice in a body",
        f"{BODIES}:save_group",
        'raise InputError("name"',
        'InputError("name"',
        f"{TESTS}::test_a_group_has_its_name_once_in_a_body",
    ),
    mutant(
        "somebody declares herself tomorrow",
        f"{BODIES}:declare",
        "if declaration.declared_on > standing.day:",
        "if False:",
        f"{TESTS}::test_a_declaration_is_of_no_day_to_come_and_goes_when_it_is_asked_for",
    ),
    mutant(
        "the composition is open to mere members",
        "committees/querysets.py:BodyQuerySet.visible_to",
        "self if house_units(standing) else self.none()",
        "self",
        f"{TESTS}::test_the_composition_is_open_to_the_house",
    ),
    mutant(
        "anybody fills any seat",
        f"{SEATING}:_require",
        "if not may_fill(seat, standing):",
        "if False:",
        "committees/test_seats.py::test_seats_are_filled_by_the_secretariat_or_the_ressort",
    ),
    mutant(
        "any head fills the seats of another Ressort",
        f"{SEATING}:may_fill",
        "leads(standing, seat.represents.path)",
        "standing.is_manager",
        "committees/test_seats.py::test_seats_are_filled_by_the_secretariat_or_the_ressort",
    ),
    mutant(
        "a stranger sits for a Ressort",
        f"{SEATING}:_check",
        "if not candidates(seat, standing.day).filter(pk=change.person.pk).exists():",
        "if False:",
        WRONG,
    ),
    mutant("a change works back", f"{SEATING}:_check", "if change.since < standing.day:", "if False:", WRONG),
    mutant(
        "a stranger stands in for a Ressort",
        f"{SEATING}:name_deputy",
        "if person and not candidates(seat, standing.day).filter(pk=person.pk).exists():",
        "if False:",
        "committees/test_seats.py::test_who_stands_in_is_of_the_ressort_and_somebody_else",
    ),
    mutant(
        "a representative stands in for herself",
        f"{SEATING}:name_deputy",
        "if person and person.pk == present.user_id:",
        "if False:",
        "committees/test_seats.py::test_who_stands_in_is_of_the_ressort_and_somebody_else",
    ),
    mutant(
        "tasks go over by themselves to somebody excluded",
        "committees/succession.py:hand_on",
        ".exclude(process__excluded__contains=[present.user_id])",
        "",
        f"{SEATS}::test_on_its_day_the_tasks_go_over_by_themselves_but_not_to_somebody_excluded",
    ),
)
