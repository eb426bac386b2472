"""`roadmap schema`: the contract of the plan document, for other programs."""

import json

import jsonschema

from roadmap.commands.files import read_plan
from roadmap.worksheets.document import dump_plan


def test_the_schema_accepts_a_real_plan_and_refuses_a_misspelt_one(roadmap, case):
    schema = json.loads(roadmap("schema").stdout)
    document = dump_plan(read_plan(case("kh")))
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(document)
    assert not validator.is_valid(document | {"threads": []})
