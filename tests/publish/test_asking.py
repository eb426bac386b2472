"""What a workshop asks is printed with the row that answers it, as text, whatever it says."""

import json
from io import BytesIO
from xml.etree import ElementTree

from pypdf import PdfReader

from roadmap.catalogue.load import catalogue
from roadmap.publish.markup import to_markup
from roadmap.publish.roadmap_pdf import make_pdf
from roadmap.worksheets.asking_parts import MOST_QUESTIONS
from roadmap.worksheets.document import dump_plan
from roadmap.worksheets.registry import WORKSHEETS
from tests.publish.conformance import assert_conformant
from tests.publish.plans import TODAY, document, plan
from tests.publish.samples import SHARED, materialise

CORPUS = [json.loads(line) for line in (SHARED / "hostile" / "corpus.jsonl").read_text("ascii").splitlines()]
BREAKING_OUT = [
    each for each in CORPUS if each["class"] in ("xss", "pdf-ssrf", "pdf-markup", "ssti", "formula")
]
HOSTILE = [
    text
    for each in BREAKING_OUT
    if each["where"].startswith("field:") and isinstance(text := materialise(each), str)
    if len(text) <= 300 and "\n" not in text and text.isprintable()
]
ROW = {"title": "A", "organisation": "A", "commitment": "A"}


def asked(worksheet, questions):
    """A plan with one row in `worksheet` that answers each of the questions with its number."""
    said = {"questions": {worksheet: questions}}
    answers = {question["key"]: number for number, question in enumerate(questions, 7001)}
    sheet = WORKSHEETS[worksheet]
    named = {key: value for key, value in ROW.items() if key in sheet.by_key}
    row = {**named, **answers}
    rows = row if sheet.single else [{"key": f"{sheet.prefix}1", **row}]
    return plan(workshop={"questionnaire": said}, **{worksheet: rows})


def texts(of):
    """Every piece of text of a document, and its elements by name."""
    tree = ElementTree.fromstring(to_markup(document(of)))
    return " ".join(" ".join(tree.itertext()).split()), {element.tag for element in tree.iter()}


def test_an_answer_stands_in_the_document_whatever_worksheet_asks_it():
    for worksheet in WORKSHEETS:
        question = {"key": "x_cases", "kind": "number", "label": "Cases seen"}
        said, _ = texts(asked(worksheet, [question]))
        assert "Cases seen 7,001" in said, worksheet


def test_hostile_words_of_questions_are_text_in_every_worksheet():
    _, usual = texts(asked("threats", [{"key": "x_cases", "kind": "number", "label": "Cases seen"}]))
    assert len(HOSTILE) > 20
    for start in range(0, len(HOSTILE), MOST_QUESTIONS):
        labels = HOSTILE[start : start + MOST_QUESTIONS]
        questions = [{"key": f"x_{n}", "kind": "number", "label": text} for n, text in enumerate(labels)]
        said, elements = texts(asked("threats", questions))
        assert elements <= usual
        assert said.replace("\u200b", "").count("7,0") == len(labels)


def test_a_worksheet_left_out_leaves_no_section():
    said = {"worksheets": ["threats", "actions"]}
    rows = {"actions": [{"key": "A1", "title": "Act"}], "threats": [{"key": "T1", "title": "Phishing"}]}
    of = plan(workshop={"questionnaire": said}, **rows)
    names = [section.name for section in document(of).sections]
    assert names == ["threats", "roadmap", "timeline", "safeguards", "endorsement", "sources"]
    assert "Risks" not in document(of).gaps
    said, _ = texts(of)
    assert "serve no objective" not in said


def test_the_pdf_of_such_a_plan_is_whole_by_itself():
    own = {"id": "own-ghosts", "title": "Ghost <b>ships</b>"}
    scale = {"key": "x_trust", "kind": "scale", "label": "Trust & care"}
    scale |= {"options": [{"value": "1", "title": "none"}, {"value": "2", "title": "100% <full>"}]}
    said = {"questions": {"threats": [scale]}, "entries": {"threats": [own]}}
    of = plan(
        workshop={"questionnaire": said}, threats=[{"key": "T1", "catalogue": "own-ghosts", "x_trust": 2}]
    )
    file = make_pdf(dump_plan(of), {"date": TODAY})
    assert_conformant(file)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages).split())
    assert "Ghost <b>ships</b>" in text
    assert "Trust & care 2 100% <full>" in text
    assert of.questionnaire.catalogue(catalogue()).entries["threats"]["own-ghosts"].is_own
