"""What the linter says of the six real plans is what a planner would say."""

from collections import Counter

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.checks.run import check

ERRORS_OF_CASES = {
    "fj-fiji-draft-gaps": {
        "action-without-dates": 5,
        "action-without-lead": 3,
        "action-without-objective": 1,
        "answer-missing": 4,
        "threat-not-rated": 6,
    },
    "kh-cambodia-khmer-multicurrency": {},
    "kr-korea-hangul": {"threat-unanswered": 1},
    "ph-philippines-large": {},
    "pk-pakistan-urdu-rtl": {"threat-unanswered": 1},
    "vu-vanuatu-small": {},
}
WARNINGS_OF_VANUATU = {
    "cites-stricter-row": 7,
    "follow-up-without-owner": 3,
    "funded-amount-missing": 2,
    "indicator-without-baseline": 1,
    "indicator-without-target-date": 3,
    "indicator-without-verification": 5,
    "need-without-lead": 3,
    "risk-without-mitigation": 5,
    "text-placeholder": 3,
}


@pytest.mark.parametrize("name", ERRORS_OF_CASES)
def test_the_real_plans_have_the_errors_that_a_planner_would_name(plan_of, name):
    found = check(plan_of(name), catalogue())
    assert Counter(f.rule for f in found if f.severity == "error") == ERRORS_OF_CASES[name]


def test_a_finished_small_plan_gets_a_short_list_of_warnings(plan_of):
    found = check(plan_of("vu-vanuatu-small"), catalogue())
    assert Counter(f.rule for f in found if f.severity == "warning") == WARNINGS_OF_VANUATU
