"""What a session resolves, how an Umlauf is answered, what minutes tell."""

from tests.mutants.mutant import Mutant, mutant

UMLAUF, RESOLVING, BIAS, MINUTES = (f"committees/{name}.py" for name in ("circulation", "resolving", "bias", "minutes"))
SITTINGS, ROWS = "committees/sittings.py", "committees/session_querysets.py"
ANSWERS, VOTES, SITTING = "committees/test_circulation.py", "committees/test_votes.py", "committees/test_sitting.py"
LAST = f"{ANSWERS}::test_an_answer_is_taken_up_to_and_on_the_last_day"
RUNNING = f"{ANSWERS}::test_only_a_running_umlauf_is_answered"
COUNTED = f"{ANSWERS}::test_it_is_counted_once_all_have_answered_or_the_last_day_is_over"
SHUT = f"{ANSWERS}::test_whoever_is_excluded_neither_answers_nor_counts"
GO_TOGETHER = f"{VOTES}::test_which_votes_go_with_which_result"

GUARDS: tuple[Mutant, ...] = (
    mutant("an answer on the last day comes too late", f"{UMLAUF}:_answerable", "session.held_on < standing.day", "session.held_on <= standing.day", LAST),
    mutant("an answer comes after the last day", f"{UMLAUF}:_answerable", "if session.held_on < standing.day:", "if False:", LAST),
    mutant("an Umlauf is answered that does not run", f"{UMLAUF}:_answerable", " or not session.is_running", "", RUNNING),
    mutant("a sitting is answered in writing", f"{UMLAUF}:_answerable", "not session.is_circulation or ", "", RUNNING),
    mutant("a seat answers that was not asked", f"{UMLAUF}:_answerable", "if not session.attendances.filter(seat=seat).exists():", "if False:", f"{ANSWERS}::test_only_seats_that_were_asked_answer"),
    mutant("anybody answers for a seat", f"{UMLAUF}:answer", "if whose is None:", "if False:", f"{ANSWERS}::test_nobody_answers_for_a_seat_that_is_not_hers"),
    mutant("a mere member answers for a seat", "committees/session_access.py:own_seats", " and post.rank >= Rank.REPRESENTATIVE", "", f"{ANSWERS}::test_a_mere_member_of_a_unit_does_not_answer_for_its_seat"),
    mutant("one person votes for two seats", f"{UMLAUF}:answer", "require_one_seat(standing.user, items, seat)", "pass", f"{ANSWERS}::test_nobody_votes_for_two_seats", "committees/test_bias.py::test_nobody_answers_for_two_seats"),
    mutant("somebody excluded answers", f"{UMLAUF}:answer", "require_free(standing.user, items, shut)", "pass", SHUT),
    mutant("somebody excluded enters answers", f"{UMLAUF}:enter_answer", "require_free(standing.user, items, shut)", "pass", SHUT),
    mutant("somebody excluded counts", f"{UMLAUF}:count_out", "require_free(standing.user, items, shut_by_item(items))", "pass", SHUT),
    mutant("the office enters an answer of somebody excluded", f"{UMLAUF}:enter_answer", "elif person and person.pk in shut[item.pk]:", "elif False:", f"{ANSWERS}::test_the_office_enters_nothing_for_a_representative_who_is_excluded"),
    mutant("what is entered says not how it came", f"{UMLAUF}:enter_answer", "if any(not one.remark.strip() for one in given.values()):", "if False:", f"{ANSWERS}::test_what_is_entered_says_how_it_came"),
    mutant("it is counted while answers are missing", f"{UMLAUF}:count_out", "if not over and not all(", "if False and not all(", COUNTED),
    mutant("the last day counts as over", f"{UMLAUF}:count_out", "over = session.held_on < standing.day", "over = session.held_on <= standing.day", COUNTED),
    mutant("it is counted twice", f"{UMLAUF}:count_out", " or not session.is_running", "", COUNTED),
    mutant("silence is consent in an Umlauf", f"{UMLAUF}:Tally.adopted", "self.missing == 0 and ", "", COUNTED, "committees/test_umlauf.py::test_silence_is_no_consent"),
    mutant("a no adopts", f"{UMLAUF}:Tally.adopted", " and self.no == 0", "", f"{ANSWERS}::test_one_no_is_enough"),
    mutant("abstentions adopt", f"{UMLAUF}:Tally.adopted", " and self.yes > 0", "", f"{ANSWERS}::test_abstentions_alone_adopt_nothing"),
    mutant("an answer given before the exclusion counts", f"{UMLAUF}:tallies", "ballot.answer == Answer.EXCLUDED or not _is_shut(ballot, asked.get(ballot.seat_id))", "True", "committees/test_bias.py::test_an_answer_given_before_the_exclusion_no_longer_counts"),
    mutant("an answer that comes while it is counted is passed over", f"{UMLAUF}:count_out", "_check_unchanged(session, found)", "pass", "committees/test_umlauf.py::test_an_answer_that_comes_while_it_is_counted_is_not_passed_over"),
    mutant("bias declared in an Umlauf leaves the case open", f"{BIAS}:shut_out_of", "shut_out(step, person, reason)", "pass", "committees/test_bias.py::test_declaring_bias_in_the_umlauf_closes_the_case"),
    mutant("the excluded vote in a session", f"{BIAS}:require_excluded", "if row.user_id in shut and not row.represented_by and row.pk not in noted:", "if False:", "committees/test_bias.py::test_in_a_session_the_excluded_must_be_noted_as_biased_and_others_become_excluded"),
    mutant("more votes than members", f"{RESOLVING}:check_vote", "if cast != count.voting:", "if cast < count.voting:", GO_TOGETHER),
    mutant("a body resolves without a quorum", f"{RESOLVING}:check_vote", "if not count.is_quorate(rules.quorum):", "if False:", GO_TOGETHER),
    mutant("the biased count for the quorum", f"{RESOLVING}:Count.voting", "self.present - self.excluded", "self.present", f"{VOTES}::test_a_biased_member_does_not_count_for_the_item"),
    mutant("a tie adopts", f"{RESOLVING}:Count.carries", "else self.yes > self.no", "else self.yes >= self.no", GO_TOGETHER),
    mutant("unanimity stands a no", f"{RESOLVING}:Count.carries", "self.yes > 0 and self.no == 0 if unanimous else ", "", f"{VOTES}::test_the_cabinet_committee_is_unanimous_and_takes_papers_a_week_before"),
    mutant("what is refused says not why", f"{RESOLVING}:record", "_check_text(resolution)", "pass", f"{VOTES}::test_a_decision_for_the_negative_says_why"),
    mutant("a session begins before its day", f"{SITTINGS}:begin", "if session.held_on > standing.day:", "if False:", f"{SITTING}::test_a_session_begins_on_its_day"),
    mutant("a session closes while something is missing", f"{SITTINGS}:close", "_check_complete(session)", "pass", f"{SITTING}::test_nothing_is_closed_while_something_is_missing"),
    mutant("an invitation has no agenda", f"{SITTINGS}:_check_ready", "if not session.items.exists():", "if False:", f"{SITTING}::test_inviting_needs_an_agenda_a_time_and_a_place"),
    mutant("members see the sessions of all bodies", f"{ROWS}:SessionQuerySet.visible_to", "self.filter(body_id__in=bodies_of(standing))", "self.all()", f"{SITTING}::test_members_read_their_bodies_sessions_and_nobody_else_knows_of_them"),
    mutant("the excluded read the item", f"{ROWS}:AgendaItemQuerySet.visible_to", 'self.filter(not_excluded(standing, "case_id"))', "self.all()", "committees/test_bias.py::test_a_biased_member_reads_nothing_of_the_item_in_a_session", "committees/test_bias.py::test_nor_in_an_umlauf"),
    mutant("partners read the plan", f"{ROWS}:MeasureQuerySet.visible_to", "self.all() if posts_of(standing) else self.none()", "self.all()", "committees/test_plan.py::test_partners_do_not_read_the_plan"),
    mutant("the excluded read the minutes of it", f"{MINUTES}:shown", 'if item["case"] in readable', "", "committees/test_bias.py::test_a_biased_member_reads_nothing_of_the_item_in_a_session"),
    mutant("the excluded read what was said freely", f"{MINUTES}:shown", '{} if not hidden else {"remarks": "", "objections": []}', "{}", "committees/test_bias.py::test_whoever_is_excluded_in_the_secretariat_reads_no_remarks_and_no_objections"),
    mutant("a title of a restricted case stands on the agenda", "committees/agenda.py:_take_over", "if task.case.confidentiality == Confidentiality.RESTRICTED:", "if False:", "committees/test_bias.py::test_a_restricted_case_stands_on_the_agenda_without_its_title"),
    mutant("strangers object", f"{MINUTES}:object_to", "if not session.attendances.filter(user=standing.user, votes=True).exists():", "if False:", "committees/test_minutes.py::test_strangers_object_to_nothing"),
    mutant("objections come too late", f"{MINUTES}:may_object", " and day <= until", "", "committees/test_minutes.py::test_objections_come_from_members_in_time"),
    mutant("minutes become final in the time for objections", f"{MINUTES}:finalise", "if standing.day <= until:", "if False:", "committees/test_minutes.py::test_members_object_and_the_secretariat_answers"),
    mutant("minutes become final with an objection nobody answered", f"{MINUTES}:finalise", "if session.objections.filter(answered_on=None).exists():", "if False:", "committees/test_minutes.py::test_members_object_and_the_secretariat_answers"),
    mutant("anybody reports on a recommendation", "committees/recommending.py:report", "if not may_report(row, standing):", "if False:", "committees/test_recommendations.py::test_who_does_not_carry_it_out_reports_nothing"),
    mutant("a measure is kept by anybody", "committees/planning.py:save_measure", "if before is not None and not may_keep(before, standing):", "if False:", "committees/test_plan.py::test_a_measure_is_kept_by_its_own"),
    mutant("a measure is entered for another Ressort", "committees/planning.py:save_measure", "if not ressorts_of(standing).filter(pk=measure.ressort_id).exists():", "if False:", "committees/test_plan.py::test_a_measure_is_kept_by_its_own"),
)  # fmt: skip
