"""A row's form saved as a whole: nothing typed is lost, and nothing of others is overwritten unseen."""

import re

import pytest

from roadmap.access import Role

FIELD = re.compile(r'<input type="hidden" name="(version|seen)" value="([^"]*)"')


class Editor:
    """Somebody with the form of T1 open."""

    def __init__(self, desk, person=None):
        self.desk, self.person = desk, person or desk.person()
        self.address = desk.address("threats", "T1", "")
        self.hidden = dict(FIELD.findall(self.person.get(self.address).text))
        self.answers = {
            key: value for key, value in desk.answers("threats", "T1").items() if key != "provisional"
        }

    def save(self, **changes):
        return self.person.submit(self.address, {**self.answers, **self.hidden, **changes})


def test_a_changed_answer_is_stored_and_the_row_has_a_new_version(filled):
    before = filled.row("threats", "T1")
    assert Editor(filled).save(title="Voice cloning").status_code == 303
    after = filled.row("threats", "T1")
    assert after.answers == {**before.answers, "title": "Voice cloning"}
    assert after.version == before.version + 1


def test_saving_what_is_there_already_changes_nothing(filled):
    before = filled.row("threats", "T1")
    assert Editor(filled).save().status_code == 303
    assert filled.row("threats", "T1").version == before.version


def test_an_emptied_field_takes_the_answer_back(filled):
    Editor(filled).save(trend="")
    assert "trend" not in filled.answers("threats", "T1")


def test_a_refused_answer_comes_back_as_typed_beside_its_field_and_the_others_are_stored(filled):
    editor = Editor(filled)
    answer = editor.save(title="Voice cloning", likelihood="9")
    assert answer.status_code == 422
    assert "not on the scale" in answer.text
    assert filled.answers("threats", "T1")["title"] == "Voice cloning"
    assert filled.answers("threats", "T1")["likelihood"] == 4


def test_a_refused_text_is_kept_in_its_control(filled):
    profile = filled.address("profile", "profile", "")
    answer = filled.person().submit(profile, {"version": "1", "horizon_start": "next year"})
    assert answer.status_code == 422
    assert 'value="next year"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_two_people_changing_different_fields_both_keep_their_work(filled):
    ana, ben = Editor(filled), Editor(filled)
    ana.save(title="Voice cloning")
    assert ben.save(evidence="Two cases in 2025.").status_code == 303
    answers = filled.answers("threats", "T1")
    assert (answers["title"], answers["evidence"]) == ("Voice cloning", "Two cases in 2025.")


def test_two_people_changing_the_same_field_are_shown_both_texts_and_nothing_is_lost(filled):
    ana, ben = Editor(filled), Editor(filled)
    ana.save(title="Voice cloning of officials")
    answer = ben.save(title="Cloned voices", evidence="Two cases in 2025.")
    assert answer.status_code == 409
    assert "Voice cloning of officials" in answer.text
    assert "Cloned voices" in answer.text
    assert f"{ana.person.person.name} changed this too" in answer.text
    assert filled.answers("threats", "T1")["title"] == "Voice cloning of officials"
    assert filled.answers("threats", "T1")["evidence"] == "Two cases in 2025."


@pytest.mark.parametrize("take, kept", [({}, "Cloned voices"), ({"take": "title"}, "Voice cloning")])
def test_whoever_is_asked_to_choose_can_keep_either_text(filled, take, kept):
    ana, ben = Editor(filled), Editor(filled)
    ana.save(title="Voice cloning")
    ben.hidden = dict(FIELD.findall(ben.save(title="Cloned voices").text))
    assert ben.save(title="Cloned voices", **take).status_code == 303
    assert filled.answers("threats", "T1")["title"] == kept


def test_a_person_is_never_in_conflict_with_themselves(filled):
    editor = Editor(filled)
    editor.save(title="First")
    assert editor.save(title="Second").status_code == 303
    assert filled.answers("threats", "T1")["title"] == "Second"


def test_both_writing_the_same_text_agree(filled):
    ana, ben = Editor(filled), Editor(filled)
    ana.save(title="Voice cloning")
    assert ben.save(title="Voice cloning").status_code == 303


def test_text_for_a_row_deleted_meanwhile_is_kept_and_saving_again_brings_the_row_back(filled):
    ana, ben = Editor(filled), Editor(filled)
    ana.person.submit(filled.address("threats", "T1", "delete"))
    answer = ben.save(title="Cloned voices")
    assert answer.status_code == 409
    assert "Cloned voices" in answer.text
    assert f"{ana.person.person.name} deleted this row" in answer.text
    assert ben.save(title="Cloned voices", restore="1").status_code == 303
    row = filled.row("threats", "T1")
    assert row.deleted_at is None
    assert row.answers["title"] == "Cloned voices"


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "x"},
        {"version": "99"},
        {"version": "-1"},
        {"role": "lead"},
        {"title-0-x": "a", "key": "T9"},
    ],
)
def test_a_form_that_is_not_ours_is_refused_and_nothing_is_stored(filled, wrong):
    before = filled.row("threats", "T1")
    assert Editor(filled).save(title="Changed", **wrong).status_code == 400
    assert filled.row("threats", "T1").version == before.version


def test_milestones_are_saved_from_their_table_and_a_wrong_cell_says_so_in_place(filled):
    address = filled.address("actions", "A1", "")
    lines = {"milestones-0-title": "Signed", "milestones-0-due": "2026-02-30"}
    person = filled.person()
    answer = person.submit(address, {"version": "2", **lines})
    assert answer.status_code == 422
    assert "2026-02-30" in answer.text
    person.submit(address, {"version": "2", **lines, "milestones-0-due": "2026-02-28"})
    assert filled.answers("actions", "A1")["milestones"] == [{"title": "Signed", "due": "2026-02-28"}]


def test_ticking_not_confirmed_marks_the_answer_as_provisional(filled):
    Editor(filled).save(provisional=["title", "evidence"])
    assert filled.answers("threats", "T1")["provisional"] == ["title", "evidence"]


def test_another_delegation_finds_neither_page_nor_form(filled, signed_in):
    stranger = signed_in(Role.LEAD)
    missing = stranger.get("/plans/AAAAAAAAAAAAAAAAAAAAAA/threats/T1/")
    foreign = stranger.get(filled.address("threats", "T1", ""))
    assert missing.status_code == foreign.status_code == 404
    assert missing.text == foreign.text
    assert stranger.submit(filled.address("threats", "T1", ""), {"version": "1"}).status_code == 404
