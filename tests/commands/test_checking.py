"""`roadmap check`: findings for people and for programs, and an exit status for scripts."""

import json

HEAD = "format: roadmap-plan/1\ncountry: VU\nlanguage: en\ntlp: CLEAR\n"


def test_a_plan_with_an_error_ends_with_status_1_and_says_where_and_what_to_do(roadmap, case):
    result = roadmap("check", case("kr"))
    assert result.exit_code == 1
    assert "threats[T3]: This threat scores 16 of 25, and no action answers it." in result.stdout
    assert "Name it in the action that answers it, or add such an action." in result.stdout


def test_warnings_alone_leave_the_status_at_0(roadmap, case):
    result = roadmap("check", case("vu"))
    assert result.exit_code == 0
    assert "32 warnings, 18 notes" in result.stdout


def test_notes_are_spelt_out_when_asked_for(roadmap, case):
    assert "still-provisional" not in roadmap("check", case("vu")).stdout
    assert roadmap("check", "--notes", case("vu")).stdout.count("still-provisional") == 18


def test_json_carries_every_finding_with_place_and_remedy(roadmap, case):
    (report,) = json.loads(roadmap("check", "--json", case("kr")).stdout)
    (error,) = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert (error["rule"], error["worksheet"], error["row"]) == ("threat-unanswered", "threats", "T3")
    assert error["remedy"].endswith(".")
    assert report["completeness"]["threats"] == 100


def test_a_document_with_errors_gets_a_line_for_each_and_the_next_is_still_checked(roadmap, case, write):
    broken = write("broken.yaml", HEAD + "threats: [{key: T1, likelihood: 9, titel: Fraud}]\n")
    result = roadmap("check", broken, case("vu"))
    assert result.exit_code == 1
    assert "32 warnings" in result.stdout
    assert [line.split(": ")[:3] for line in result.stderr.splitlines()] == [
        ["roadmap", str(broken), "threats[0].titel"],
        ["roadmap", str(broken), "threats[0].likelihood"],
    ]


def test_a_file_that_is_not_there_is_named_in_one_line(roadmap):
    result = roadmap("check", "nowhere.yaml")
    assert result.exit_code == 1
    assert result.stderr == "roadmap: nowhere.yaml: No such file or directory\n"


def test_a_folder_is_no_plan(roadmap, tmp_path):
    assert roadmap("check", tmp_path).stderr == f"roadmap: {tmp_path}: Is a directory\n"


def test_an_endless_file_is_refused_after_5_megabytes(roadmap):
    result = roadmap("check", "/dev/zero")
    assert result.exit_code == 1
    assert "at most 5000000" in result.stderr


def test_a_key_with_an_escape_sequence_stays_on_its_line(roadmap, write):
    result = roadmap("check", write("plan.yaml", HEAD + '"\\e[2J\\nvision": x\n'))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr
