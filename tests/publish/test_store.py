"""A draft is set once for the same content, and again when anything that decides its look changes."""

from datetime import date

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.publish.edition import Edition, Paper
from roadmap.publish.pool import BROKEN, RenderFailed
from roadmap.publish.store import draft, fingerprint
from roadmap.worksheets.document import load_plan

TODAY = Edition(date=date(2026, 11, 22))
HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "GREEN"}


def plan(title="A roadmap"):
    return load_plan({**HEAD, "profile": {"title": title}}, catalogue())


class Renderer:
    """Counts what it is asked for."""

    def __init__(self, fails=False):
        self.requests, self.fails = [], fails

    def render(self, request):
        if self.fails:
            raise RenderFailed(BROKEN, {}, "no reason")
        self.requests.append(request)
        return b"%PDF " + request["plan"]["profile"]["title"].encode()


def test_an_unchanged_plan_is_never_set_twice(tmp_path):
    renderer = Renderer()
    first, second = (draft(tmp_path / "p", plan(), TODAY, renderer) for _ in range(2))
    assert first == second
    assert first.read_bytes() == b"%PDF A roadmap"
    assert len(renderer.requests) == 1


def test_a_changed_plan_is_set_anew_and_its_old_draft_goes(tmp_path):
    renderer = Renderer()
    draft(tmp_path / "p", plan(), TODAY, renderer)
    newer = draft(tmp_path / "p", plan("Another"), TODAY, renderer)
    assert list((tmp_path / "p").iterdir()) == [newer]


def test_a_failure_leaves_the_draft_before_it(tmp_path):
    kept = draft(tmp_path / "p", plan(), TODAY, Renderer())
    with pytest.raises(RenderFailed):
        draft(tmp_path / "p", plan("Another"), TODAY, Renderer(fails=True))
    assert list((tmp_path / "p").iterdir()) == [kept]


def test_a_draft_can_be_read_by_its_owner_alone(tmp_path):
    file = draft(tmp_path / "p", plan(), TODAY, Renderer())
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("other_plan", "other_edition"),
    [
        (plan("Another"), TODAY),
        (plan(), Edition(date=date(2026, 11, 23))),
        (plan(), Edition(TODAY.date, paper=Paper.LETTER)),
    ],
)
def test_whatever_changes_the_document_changes_its_fingerprint(other_plan, other_edition):
    assert fingerprint(other_plan, other_edition) != fingerprint(plan(), TODAY)
