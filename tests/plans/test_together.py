"""Several people in one row at once: nothing is overwritten unseen, nothing counts twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.plans.conftest import autosave


@pytest.fixture
def title(filled):
    return filled.address("threats", "T1", "title")


def test_the_same_field_changed_by_another_waits_for_a_choice(filled, title):
    ana, ben = filled.person(), filled.person()
    autosave(ana, title, "Voice cloning", 2)
    answer = autosave(ben, title, "Cloned voices", 2)
    assert answer.status_code == 409
    assert answer.json["conflict"] == {
        "mine": "Cloned voices",
        "theirs": "Voice cloning",
        "value": "Voice cloning",
        "name": ana.person.name,
    }
    assert autosave(ben, title, "Cloned voices", answer.json["version"]).status_code == 200
    assert filled.answers("threats", "T1")["title"] == "Cloned voices"


def test_different_fields_merge_whatever_the_version(filled, title):
    ana, ben = filled.person(), filled.person()
    autosave(ana, title, "Voice cloning", 2)
    assert autosave(ben, filled.address("threats", "T1", "trend"), "falling", 2).status_code == 200
    assert filled.answers("threats", "T1")["title"] == "Voice cloning"


def test_repeating_a_request_whose_answer_was_lost_stores_it_once(filled, title):
    person = filled.person()
    autosave(person, title, "Voice cloning", 2)
    assert autosave(person, title, "Voice cloning", 2).json["version"] == 3


def test_thirty_saves_at_once_by_five_people_all_count(filled):
    people = [filled.person() for _ in range(5)]
    fields = ("title", "description", "evidence")

    def save(number):
        person, field = people[number % 5], fields[number % 3]
        return autosave(person, filled.address("threats", f"T{number % 5 + 1}", field), f"text {number}", 2)

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(save, range(30)))
    assert [answer.status_code for answer in answers] == [200] * 30
    versions = sum(filled.row("threats", f"T{n}").version for n in range(1, 6))
    assert versions == 5 * 2 + 30
