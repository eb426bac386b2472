"""The page for administrators: what it shows, to whom, and what it costs."""

from datetime import timedelta

import pytest

from roadmap.access import Role
from roadmap.audit import store
from roadmap.audit.events import EVENTS, Event, Outcome
from roadmap.audit.search import PER_PAGE
from roadmap.db import now, session
from tests.factories import create_delegation, create_member, create_user, create_workshop

PAGE = "/audit-log"


@pytest.fixture
def workshop(app):
    with app.app_context():
        return create_workshop("Jeju workshop")


@pytest.fixture
def administrator(signed_in, workshop):
    return signed_in(Role.ADMINISTRATOR, workshop)


@pytest.fixture
def write(app, workshop):
    """Return a function that writes entries, of the administrator's workshop unless told otherwise."""

    def entries(event=Event.EXPORT, count=1, where=None, **what):
        with app.app_context():
            for _ in range(count):
                store.record(session(), event, where=where or store.Where(workshop.id), **what)
            session().commit()

    return entries


def rows(page):
    return page.text.count("<tr>") - 1


def test_only_administrators_open_it(signed_in):
    for role in Role:
        expected = 200 if role is Role.ADMINISTRATOR else 403
        assert signed_in(role).get(PAGE).status_code == expected


def test_an_entry_is_shown_with_the_names_of_what_it_speaks_of(app, administrator, workshop, write):
    with app.app_context():
        delegation = create_delegation(workshop, name="Delegation of <Vanuatu>")
        ana, joe = create_user(name="Ana Fale"), create_user(name="Joe & Kalo")
    where = store.Where(workshop.id, delegation.id)
    write(Event.PERMISSION_CHANGED, where=where, actor_id=ana.id, target=f"user:{joe.id}", role="lead")
    page = administrator.get(PAGE).text
    assert "Permission changed" in page
    assert "<bdi>Ana Fale</bdi>" in page
    assert "<bdi>Joe &amp; Kalo</bdi>" in page
    assert "<bdi>Jeju workshop</bdi>" in page
    assert "<bdi>Delegation of &lt;Vanuatu&gt;</bdi>" in page
    assert "role: lead" in page


def test_what_an_entry_speaks_of_may_be_gone_or_unknown(administrator, write, tamper):
    write(Event.DOWNLOAD, actor_id=987654, where=None, target="user:87654321", format="pdf")
    tamper("UPDATE audit_entry SET event = 'made-up', outcome = 'odd' WHERE event = 'download'")
    page = administrator.get(PAGE).text
    assert "Person 987654" in page
    assert "user:87654321" in page
    assert "made-up" in page


def test_another_workshops_entries_and_people_stay_out(app, administrator, write):
    with app.app_context():
        elsewhere = create_workshop("Another workshop")
        stranger = create_member(Role.FACILITATOR, elsewhere)
    write(Event.EXPORT, where=store.Where(elsewhere.id), actor_id=administrator.person.id)
    write(Event.SIGN_IN, where=store.NOWHERE, actor_id=stranger.id)
    write(Event.SIGN_IN_REFUSED, where=store.NOWHERE, target=f"user:{stranger.id}")
    write(Event.EXPORT, where=store.Where("gone"), actor_id=administrator.person.id)
    page = administrator.get(PAGE)
    assert rows(page) == 1, "their own sign-in"
    assert "Another workshop" not in page.text
    assert stranger.name not in page.text


def test_what_belongs_to_no_workshop_is_shown_when_it_concerns_its_people_or_nobody(
    app, administrator, write, workshop
):
    with app.app_context():
        member = create_member(Role.LEAD, workshop)
    write(Event.SIGN_IN, where=store.NOWHERE, actor_id=member.id)
    write(Event.SIGN_IN_REFUSED, where=store.NOWHERE, target=f"user:{member.id}", outcome=Outcome.REFUSED)
    write(Event.SIGN_IN_REFUSED, where=store.NOWHERE, target="unknown account", outcome=Outcome.REFUSED)
    page = administrator.get(PAGE)
    assert rows(page) == 4
    assert page.text.count(member.name) == 2


def test_an_event_that_did_not_come_to_pass_says_so(administrator, write):
    write(Event.IMPORT, outcome=Outcome.FAILED)
    assert "Failed</strong>" in administrator.get(PAGE).text


def test_each_filter_narrows(app, administrator, write, workshop):
    with app.app_context():
        lead = create_member(Role.LEAD, workshop)
    write(Event.IMPORT, actor_id=lead.id)
    write(Event.PERMISSION_CHANGED, target=f"user:{lead.id}")
    write(Event.DOWNLOAD, count=2)
    tomorrow, yesterday = (str((now() + timedelta(days=days)).date()) for days in (1, -1))
    asked = {
        "": 5,
        "event=download": 2,
        f"person={lead.name.upper()}": 2,
        f"person={lead.email}": 2,
        f"workshop={workshop.id}": 4,
        f"since={tomorrow}": 0,
        f"since={yesterday}": 5,
        f"until={yesterday}": 0,
        f"until={tomorrow}": 5,
        f"person={lead.name}&event=import&workshop={workshop.id}&since={yesterday}&until={tomorrow}": 1,
        "person=%25": 0,
        "person=_": 0,
    }
    found = {query: max(0, rows(administrator.get(f"{PAGE}?{query}"))) for query in asked}
    assert found == asked


@pytest.mark.parametrize(
    "query",
    [
        "event=nonsense",
        "workshop=somewhere-else",
        "since=yesterday",
        "until=9999-99-99",
        f"person={'x' * 101}",
    ],
)
def test_a_filter_that_makes_no_sense_is_named_and_shows_nothing(administrator, query):
    page = administrator.get(f"{PAGE}?{query}")
    assert page.status_code == 200
    assert rows(page) == -1
    assert 'aria-invalid="true"' in page.text


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_is_can_be_asked_for(administrator, date):
    assert administrator.get(f"{PAGE}?since={date}").status_code == 200
    assert administrator.get(f"{PAGE}?until={date}").status_code == 200


@pytest.mark.parametrize(
    "before",
    ["99999999999999999999", "9" * 5000, "-1", "0", "2147483648", "9223372036854775808", "١", "x", "1e9", ""],
)
def test_any_number_for_the_page_is_answered(administrator, before):
    assert administrator.get(f"{PAGE}?before={before}").status_code == 200


def test_pages_lead_from_the_newest_entry_to_the_first_without_a_gap(administrator, write):
    write(count=2 * PER_PAGE)
    address, seen = PAGE, []
    while address:
        page = administrator.get(address).text
        seen += [int(cell.split("<")[0]) for cell in page.split('<td class="number">')[1::2]]
        links = [part.split('"')[0] for part in page.split('href="')[1:] if "before=" in part.split('"')[0]]
        address = links[-1].replace("&amp;", "&") if links else None
    assert seen == list(range(2 * PER_PAGE + 1, 0, -1))


def test_the_next_page_keeps_the_filters(administrator, write):
    write(Event.DOWNLOAD, count=PER_PAGE + 1)
    page = administrator.get(f"{PAGE}?event=download&person=").text
    assert "event=download" in page.split("before=")[1].split('"')[0] + page.split("before=")[0][-60:]


def test_it_costs_the_same_however_much_it_shows(app, administrator, write, workshop, count_queries):
    administrator.get(PAGE)
    with count_queries() as few:
        administrator.get(PAGE)
    with app.app_context():
        people = [create_member(Role.LEAD, workshop) for _ in range(5)]
    for person in people:
        write(Event.PERMISSION_CHANGED, count=10, actor_id=person.id, target=f"user:{people[0].id}")
    with count_queries() as many:
        assert rows(administrator.get(PAGE)) == PER_PAGE
    assert len(many) == len(few)


def test_the_first_page_offers_the_log_to_whoever_may_see_it(signed_in):
    assert PAGE in signed_in(Role.ADMINISTRATOR).get("/").text
    assert PAGE not in signed_in(Role.FACILITATOR).get("/").text


def test_every_event_can_be_chosen(administrator):
    page = administrator.get(PAGE).text
    assert all(f'value="{event}"' in page for event in EVENTS)
