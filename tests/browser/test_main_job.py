"""The main job, as a stranger does it: a row goes in through the browser, and comes out in the PDF."""

from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import expect

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.plans import store
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.reading import read_document
from tests.factories import create_delegation, create_member


@pytest.fixture
def lead(app, shared):
    """The lead of Vanuatu's delegation, whose plan is there; the server's renderer is ended with the test."""
    path = shared / "cases" / "vu-vanuatu-small.yaml"
    plan = load_plan(read_document(path.read_bytes(), path.name), catalogue())
    with app.app_context():
        delegation = create_delegation(country="VU")
        store.bring_in(store.book_of(store.create_plan(delegation, "en", plan.tlp)), plan, None)
        person = create_member(Role.LEAD, delegation=delegation)
        session().commit()
    yield person
    app.extensions["renderer"].close()


def test_a_row_is_drafted_its_finding_goes_quiet_and_it_stands_in_the_pdf(enter, lead, axe):
    page = enter(lead)
    page.get_by_role("link", name="Continue the plan").click()
    page.get_by_role("link", name="Threats").first.click()
    page.get_by_label("Filter the catalogue").fill("mule")
    page.get_by_role("button", name="Money-mule account networks").click()

    page.get_by_label("Threat*").fill("Mule accounts on the outer islands")
    likelihood = page.locator("[data-field=likelihood]")
    expect(likelihood).to_contain_text("is not rated")
    likelihood.get_by_text("4 likely").click()
    expect(likelihood).not_to_contain_text("is not rated")
    page.locator("[data-field=impact]").get_by_text("5 severe").click()
    expect(page.locator("#found-row")).to_contain_text("no action answers it")
    expect(page.locator("#save-status")).to_contain_text("Saved")

    page.get_by_role("link", name="The plan at a glance").click()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as PDF").click()
    assert download.value.suggested_filename == "VU-strategic-roadmap-TLP-AMBER.pdf"
    text = "".join(
        p.extract_text() for p in pypdf.PdfReader(BytesIO(download.value.path().read_bytes())).pages
    )
    assert "Mule accounts on the outer islands" in " ".join(text.split())
