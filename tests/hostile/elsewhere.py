"""Entries that are driven by the tests of the part they belong to, and which test that is."""

LIMITS = "accounts/test_limits.py"
FACTORS = "accounts/test_second_factors.py"
PASSKEYS = "accounts/test_passkeys.py"
JOINING = "invitations/test_joining.py"
MAIL = "invitations/test_mail.py"

ELSEWHERE = {
    "auth-010": (LIMITS, "the_eleventh_wrong_password_within_a_minute_is_slowed_wherever_it_comes_from"),
    "auth-011": (LIMITS, "a_room_behind_one_address_signs_in_while_one_account_is_attacked"),
    "auth-012": (FACTORS, "the_owner_gets_in_with_a_second_factor_while_others_guess"),
    "auth-013": (FACTORS, "a_code_counts_once"),
    "auth-014": (FACTORS, "a_code_from_before_the_last_one_is_refused"),
    "auth-015": (PASSKEYS, "a_copy_of_an_answer_is_worth_nothing"),
    "auth-016": (FACTORS, "who_signed_in_long_ago_gives_the_password_before_changing_anything"),
    "auth-017": ("accounts/test_sessions.py", "what_a_script_does_by_itself_prolongs_nothing"),
    "idor-010": (JOINING, "every_code_that_is_not_good_gets_the_same_answer"),
    "invite-009": (JOINING, "a_code_is_good_once"),
    "invite-010": (JOINING, "of_many_who_try_one_code_at_the_same_moment_one_joins"),
    "invite-011": (JOINING, "looking_at_pages_uses_nothing_up"),
    "invite-012": (JOINING, "a_code_is_good_until_the_second_it_ends"),
    "invite-013": (JOINING, "every_code_that_is_not_good_gets_the_same_answer"),
    "invite-014": (JOINING, "a_code_stands_in_no_address_and_no_log"),
    "invite-015": ("invitations/test_making.py", "nobody_gives_a_role_beyond_their_own"),
    "mail-002": (MAIL, "an_address_that_is_two_or_none_is_written_on_no_letter"),
    "mail-003": (MAIL, "an_address_that_is_two_or_none_is_written_on_no_letter"),
    "mail-005": (MAIL, "no_name_becomes_a_header"),
}
