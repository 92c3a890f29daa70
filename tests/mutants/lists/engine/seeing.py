"""Who sees what: the table of concerns, the querysets that stand on it, and what being asked opens."""

from tests.mutants.mutant import Mutant, dropped, mutant

SETS = "workflow/querysets.py"
TABLE = "workflow/test_concerns.py"
ASKING = "workflow/test_asking.py"
LEAVES = f"{TABLE}::test_whoever_leaves_the_unit_keeps_her_open_task_alone"
OPENS = f"{TABLE}::test_a_task_opens_the_task_and_the_leads_act_the_file"
EXTENTS = f"{TABLE}::test_who_sees_how_much_of_a_case_under_examination"
UNSHARED = f"{TABLE}::test_a_task_in_a_case_its_partner_does_not_see_is_in_no_list_of_the_partner"
LEADING = f"{TABLE}::test_whoever_leads_from_above_acts_on_what_she_may_read"
SAID = f"{ASKING}::test_only_the_lead_may_say_so"
WHOM = f"{ASKING}::test_whom_one_may_ask_follows_from_what_one_sees"
BIASED = "workflow/test_exclusion.py::test_nothing_of_the_case_is_seen_any_more"


def untold(trigger: str, table: str, *tests: str) -> Mutant:
    """The table is not told of a change."""
    return dropped(f"{table} does not tell of {trigger}", f"ALTER TABLE {table} DISABLE TRIGGER {trigger}", *tests)


GUARDS: tuple[Mutant, ...] = (
    mutant("a concern that has ended still counts", f"{SETS}:_concern", "until__gte=standing.day, ", "", f"{TABLE}::test_a_person_let_in_until_a_day_reads_until_its_end"),
    mutant("a task opens the file", f"{SETS}:_file_open", ", extent__gte=Extent.FILE", "", OPENS),
    mutant("the file is open to whoever is excluded", f"{SETS}:full_view", " & not_excluded(standing, case)", "", f"{TABLE}::test_the_file_is_closed_to_whoever_is_excluded"),
    mutant("an organisation that was asked sees the case", f"{SETS}:shared_with", ", extent__gte=Extent.FILE", "", "committees/test_naming.py::test_after_naming_the_organisation_is_led_to_its_start_and_no_dead_link"),
    mutant("whoever is excluded sees the case", f"{SETS}:not_excluded", "return ~Q(", "return Q(pk__gt=0) | ~Q(", BIASED),
    mutant("the list of cases holds what the person is excluded from", f"{SETS}:CaseQuerySet.visible_to", "seen, not_excluded(standing)", "seen", BIASED),
    mutant("a former contact keeps her partner's tasks", f"{SETS}:given_to", ", organisation=None", "", f"{TABLE}::test_whoever_no_longer_acts_for_a_partner_sees_none_of_its_tasks"),
    mutant("a partner opens a task of a case it does not see", f"{SETS}:given_to", " & Q(asked_as_partner(standing, case))", "", UNSHARED),
    mutant("tasks of a case the person is excluded from", f"{SETS}:CaseTaskQuerySet.visible_to", "seen, not_excluded(standing, \"process_id\")", "seen", BIASED),
    mutant("a former contact finds her partner's tasks among her own", f"{SETS}:CaseTaskQuerySet.owned_by", "theirs = Q(organisation=None)", "theirs = Q()", f"{TABLE}::test_whoever_no_longer_acts_for_a_partner_sees_none_of_its_tasks"),
    mutant("a partner finds a task of a case it does not see to be claimed", f"{SETS}:CaseTaskQuerySet.claimable_by", ") & Q(asked_as_partner(standing, \"process_id\"))", ")", UNSHARED),
    mutant("the inbox tells of restricted work below", f"{SETS}:CaseTaskQuerySet.in_units_below", "full_view(standing, \"process_id\"), ", "", f"{TABLE}::test_no_view_of_the_inbox_tells_of_a_restricted_case_whose_page_does_not_exist"),
    mutant("notes and history are open to whoever was asked", f"{SETS}:OfCaseQuerySet.visible_to", "full_view(standing, \"case_id\")", "Q(concerned(standing, \"case_id\"))", "workflow/test_case_pages.py::test_a_seat_sees_its_own_tasks_and_nothing_of_the_others"),
    mutant("a case worker of a division sees as its head does", "workflow/concerns.py:led_by", "post.rank >= Rank.HEAD_OF_UNIT and ", "", f"{TABLE}::test_a_member_of_a_division_does_not_see_as_its_head_does"),
    mutant("a partner asks anybody", "workflow/asking.py:askable", "if task.organisation_id is not None and", "if False and", WHOM),
    mutant("whoever was given a task alone asks anybody", "workflow/asking.py:_others", "if full and not restricted:", "if not restricted:", WHOM),
    mutant("a question leaves a restricted case", "workflow/asking.py:_others", "if full and not restricted:", "if full:", f"{ASKING}::test_in_a_restricted_case_the_lead_asks_those_on_the_list"),
    mutant("whoever was given a task alone asks the partner", "workflow/asking.py:_partner", "task.organisation_id is None and full and known", "task.organisation_id is None and known", WHOM),
    mutant("whom one may ask is the form's business", "workflow/services.py:ask_back", "        require_askable(task, to, standing)\n", "", WHOM, f"{ASKING}::test_a_partner_cannot_send_the_press_a_file_by_the_offices_address"),
    mutant("a question shares the case", "workflow/services.py:ask_back", "            require_direction(task.case, standing)\n", "", SAID),
    mutant("any verdict shares the case", "workflow/services.py:complete", "            require_direction(task.case, standing)\n", "", SAID),
    mutant("a task for the partner shares the case silently", "workflow/steps.py:Step._require_shared", "if self.authority is not None:", "if False:", f"{ASKING}::test_the_partner_sees_a_case_from_when_somebody_says_so", f"{ASKING}::test_a_step_that_sends_the_partner_something_asks_first"),
    mutant("anybody shares a case", "workflow/desk.py:share_case", "        step.authority = require_direction(step.case, standing)\n", "", f"{ASKING}::test_the_lead_shares_a_case_once"),
    mutant("anybody lets others in", "workflow/participations.py:involve", "step.authority = require_direction(step.case, standing)", "from workflow.permissions import Authority; step.authority = Authority(standing.user)", "workflow/test_desk.py::test_only_the_lead_unit_gives_work_and_involves"),
    mutant("anybody ends a Beteiligung", "workflow/participations.py:end_involvement", "step.authority = require_direction(step.case, standing)", "from workflow.permissions import Authority; step.authority = Authority(standing.user)", f"{TABLE}::test_only_the_lead_ends_a_participation"),
    mutant("whoever leads from above assigns what she may not read", "workflow/permissions.py:may_assign", "return task.unit_id in standing.unit_ids or _has_file(task.case, standing)", "return True", LEADING),
    mutant("whoever leads from above directs what she may not read", "workflow/permissions.py:_leads_above", "return open_to_line or _has_file(case, standing)", "return True", LEADING),
    untold("concerns_opened", "workflow_case", f"{TABLE}::test_a_case_concerns_its_lead_before_it_has_a_task"),
    untold("concerns_changed", "workflow_case", EXTENTS),
    untold("concerns_opened", "workflow_casetask", f"{TABLE}::test_the_table_is_what_it_should_be_after_random_actions"),
    untold("concerns_changed", "workflow_casetask", LEAVES),
    untold("concerns_changed", "workflow_participation", OPENS),
    untold("concerns_moved", "directory_orgunit", f"{TABLE}::test_a_unit_that_moves_takes_its_cases_to_its_new_line"),
)  # fmt: skip
