"""The audit log in a real browser."""

import pytest
from playwright.sync_api import expect

from roadmap.access import Role
from roadmap.audit import store
from roadmap.audit.events import Event, Outcome
from roadmap.db import session
from tests.factories import create_delegation, create_member, create_workshop


@pytest.fixture
def administrator(app):
    with app.app_context():
        delegation = create_delegation(create_workshop(), name="Delegation of Vanuatu")
        where = store.Where(delegation.workshop_id, delegation.id)
        lead = create_member(Role.LEAD, delegation=delegation)
        for _ in range(30):
            store.record(
                session(), Event.IMPORT, actor_id=lead.id, where=where, format="json", sha256="f" * 64
            )
            store.record(
                session(), Event.ACCESS_REFUSED, actor_id=lead.id, outcome=Outcome.REFUSED, status=404
            )
        session().commit()
        return create_member(Role.ADMINISTRATOR, delegation.workshop)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_log_has_no_accessibility_fault_and_fits_the_screen(
    page, enter, administrator, axe, width, scheme
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    enter(administrator)
    page.get_by_role("link", name="Audit log").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit log")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filters_and_pages_work_together(page, enter, administrator, axe):
    enter(administrator)
    page.goto("/audit-log")
    page.get_by_label("What happened").select_option("Plan imported")
    page.get_by_role("button", name="Show", exact=True).click()
    rows = page.get_by_role("row")
    expect(rows).to_have_count(31)
    page.get_by_role("link", name="Show everything").click()
    expect(rows).to_have_count(51)
    page.get_by_role("link", name="Older").click()
    expect(rows).to_have_count(12)
    page.get_by_role("link", name="Newest").click()
    expect(rows).to_have_count(51)
    page.goto("/audit-log?event=nonsense")
    expect(page.get_by_role("alert")).to_contain_text("Correct the filter")
    axe(page)
