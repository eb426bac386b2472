"""`roadmap render`: many plans at once, each with a file of its own."""

import re
from functools import partial

import pytest

from roadmap.commands import rendering
from roadmap.publish.naming import file_stem
from roadmap.publish.pool import Limits, RenderPool
from roadmap.worksheets.audience import for_audience
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row

HEAD = "format: roadmap-plan/1\ncountry: VU\nlanguage: en\n"


def small(marking="CLEAR", title="Strategic roadmap: Vanuatu"):
    return f"{HEAD}tlp: {marking}\nprofile:\n  title: '{title}'\n"


def test_each_plan_gets_a_pdf_named_after_country_title_and_marking(roadmap, write, tmp_path):
    result = roadmap("render", write("plan.yaml", small("GREEN")), "-o", tmp_path / "out")
    target = tmp_path / "out" / "VU-strategic-roadmap-TLP-GREEN.pdf"
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{target}\n"
    assert target.read_bytes().startswith(b"%PDF-1.7")


def test_two_plans_of_one_name_do_not_overwrite_each_other(roadmap, write, tmp_path):
    files = [write("a.yaml", small()), write("b.yaml", small(title="Strategic Roadmap: another"))]
    assert roadmap("render", *files, "-o", tmp_path / "out").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "VU-strategic-roadmap-TLP-CLEAR.pdf",
        "VU-strategic-roadmap-TLP-CLEAR-2.pdf",
    }


def test_a_broken_file_is_reported_and_the_others_are_made(roadmap, write, tmp_path):
    files = [write("broken.yaml", small("PINK")), write("good.yaml", small())]
    result = roadmap("render", *files, tmp_path / "absent.yaml", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["VU-strategic-roadmap-TLP-CLEAR.pdf"]
    assert f"roadmap: {files[0]}: tlp: 'PINK' is not in the list" in result.stderr
    assert f"roadmap: {tmp_path / 'absent.yaml'}: No such file or directory" in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_the_same_plan_and_date_give_the_same_bytes(roadmap, case, tmp_path):
    for folder in ("one", "two"):
        roadmap("render", case("fj"), "--date", "2026-01-31", "-o", tmp_path / folder)
    (one,), (two,) = (list((tmp_path / folder).iterdir()) for folder in ("one", "two"))
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_the_name_tells_the_marking_of_what_the_audience_sees(roadmap, case, tmp_path):
    """Vanuatu's plan is CLEAR, with a threat marked AMBER and others marked GREEN."""
    roadmap("render", case("vu"), "--audience", "CLEAR", "-o", tmp_path / "out")
    roadmap("render", case("vu"), "-o", tmp_path / "out")
    markings = {re.search("TLP-(.*).pdf", path.name)[1] for path in (tmp_path / "out").iterdir()}
    assert markings == {"CLEAR", "AMBER"}


def test_a_plan_that_the_audience_may_not_see_is_refused(roadmap, write, tmp_path):
    result = roadmap(
        "render", write("plan.yaml", small("AMBER")), "--audience", "GREEN", "-o", tmp_path / "out"
    )
    assert result.exit_code == 1
    assert "tlp: TLP:AMBER holds for the whole plan" in result.stderr


def test_a_plan_too_long_for_the_renderer_costs_a_sentence(roadmap, write, tmp_path, monkeypatch):
    hurried = partial(RenderPool, limits=Limits(seconds=0.001))
    monkeypatch.setattr(rendering, "RenderPool", hurried)
    result = roadmap("render", write("plan.yaml", small()), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "plan.yaml: The document took longer than 0.001 seconds" in result.stderr


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Feuille de route stratégique", "VU-feuille-de-route-strategique-TLP-CLEAR.pdf"),
        ("ផែនទីបង្ហាញផ្លូវ", "VU-roadmap-TLP-CLEAR.pdf"),
        ("../../etc/passwd", "VU-etc-passwd-TLP-CLEAR.pdf"),
        (
            "A plan of very many words that no folder wants to list",
            "VU-a-plan-of-very-many-words-that-no-folder-TLP-CLEAR.pdf",
        ),
        ("W" * 90, f"VU-{'w' * 40}-TLP-CLEAR.pdf"),
    ],
)
def test_a_name_is_short_and_plain_whatever_the_title(title, name):
    profile = Row("profile", "profile", {"title": title})
    plan = Plan("VU", "en", Tlp.CLEAR, sheets={"profile": (profile,)})
    assert f"{file_stem(for_audience(plan, Tlp.CLEAR))}.pdf" == name
