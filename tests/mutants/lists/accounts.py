"""Sign-in: who gets to try a password, how long a session lasts, who is told."""

from tests.mutants.mutant import Mutant, dropped, mutant

ATTEMPTS, SESSIONS, SIGNING = "accounts/test_attempts.py", "accounts/test_sessions.py", "accounts/test_signing_in.py"
NETWORKS, SERVICES, NOMINATION = "accounts/test_networks.py", "accounts/test_services.py", "prizes/test_nomination.py"

GUARDS: tuple[Mutant, ...] = (
    mutant(
        "a closed place goes on trying",
        "accounts/attempts.py:_count",
        "if row.closed_until > at:",
        "if False:",
        f"{ATTEMPTS}::test_five_wrong_passwords_close_the_account_where_they_were_tried",
    ),
    mutant(
        "spraying is not stopped",
        "accounts/attempts.py:_sprayed_until",
        "if attempt.device:",
        "if True:",
        f"{ATTEMPTS}::test_whoever_sprays_gets_no_further_than_ten_accounts_an_hour",
    ),
    mutant(
        "a known device is kept out with the strangers",
        "accounts/attempts.py:Attempt.wide",
        "return {} if self.device else",
        "return",
        f"{ATTEMPTS}::test_a_known_device_gets_in_while_strangers_try",
    ),
    mutant(
        "a device counts as known to everybody",
        "accounts/devices.py:known_device",
        'if account_key(name) in stored["accounts"]',
        "if True",
        f"{SIGNING}::test_a_device_is_known_to_those_who_signed_in_there_alone",
    ),
    mutant(
        "whoever writes a header is believed",
        "accounts/networks.py:client_address",
        "if not _is_trusted(address):",
        "if False:",
        f"{NETWORKS}::test_only_our_proxies_are_believed",
    ),
    mutant(
        "a password is changed without showing who it is",
        "accounts/views.py:PasswordChangeView.dispatch",
        "if not is_fresh(request):",
        "if False:",
        f"{SIGNING}::test_a_new_password_is_taken_only_after_the_old_one",
    ),
    mutant(
        "a link of a deactivated account still works",
        "accounts/tokens.py:ResetTokens.check_token",
        "user.is_active and ",
        "",
        f"{SIGNING}::test_a_link_leads_nowhere_once_the_account_is_deactivated",
    ),
    mutant(
        "a deactivated account gets a link",
        "accounts/services.py:owners_of",
        ", is_active=True",
        "",
        f"{SIGNING}::test_unknown_deactivated_and_passwordless_accounts_get_no_link_and_the_same_answer",
    ),
    mutant(
        "the old address hears nothing",
        "accounts/services.py:change_address",
        "address=before",
        'address=""',
        f"{SERVICES}::test_an_address_is_changed_and_the_old_one_is_told",
    ),
    mutant(
        "a session lasts for ever",
        "accounts/middleware.py:SessionTimingMiddleware.__call__",
        "ends_at(request.session) <= time.time()",
        "False",
        f"{SESSIONS}::test_a_session_ends_half_an_hour_after_its_last_use_and_after_a_working_day",
    ),
    mutant(
        "asking for the time left keeps a session",
        "accounts/middleware.py:SessionTimingMiddleware.process_view",
        'and (page not in PASSIVE or request.method == "POST")',
        "",
        f"{SESSIONS}::test_using_a_session_keeps_it_and_asking_for_its_time_does_not",
    ),
    mutant(
        "sessions of others are ended",
        "accounts/services.py:end_session",
        "Session.objects.filter(user=user)",
        "Session.objects.all()",
        f"{SESSIONS}::test_nobody_sees_or_ends_the_sessions_of_others",
    ),
    dropped(
        "a deactivated account stays signed in",
        "DROP TRIGGER accounts_sign_out ON directory_user",
        f"{SESSIONS}::test_deactivating_ends_sessions_and_reactivating_revives_none",
    ),
    mutant(
        "a stamp mails twelve strangers",
        "prizes/views/public.py:BeginView._refusal",
        'if not spend(form.cleaned_data["opened"]):',
        "if False:",
        f"{NOMINATION}::test_a_page_sends_one_link",
    ),
    mutant(
        "a network asks for links without end",
        "prizes/views/public.py:BeginView._refusal",
        'if not is_within(self.request, "nominate"):',
        "if False:",
        f"{NOMINATION}::test_a_network_asks_for_ten_links_an_hour",
    ),
    mutant(
        "a token stands in the log",
        "config/trace.py:trace",
        "if isinstance(value, int)",
        "",
        "config/test_trace.py::test_a_request_is_told_by_its_page_and_numbers",
    ),
)
