"""A delegation cannot take a name that readers would take for another's."""

import pytest

from roadmap.fields.problem import Refused
from roadmap.workshops.likeness import look_alike
from tests.factories import create_delegation, create_workshop


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fr\u0430nce", "France"),
        ("FRANCE", "France"),
        (" France ", "France"),
        ("Viet  Nam", "Viet Nam"),
        ("Ge\u00adrmany", "Germany"),
        ("Ger\u200bmany", "Germany"),
        ("\uff26\uff52\uff41\uff4e\uff43\uff45", "France"),
        ("Republic of France\u202e", "Republic of France"),
        ("Cote d\u2019Ivoire", "Cote d'Ivoire"),
    ],
)
def test_a_name_in_other_letters_looks_the_same(one, other):
    assert look_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Niger", "Nigeria"), ("Guinea", "Guinea-Bissau"), ("Iran", "Iraq"), ("Oman", "")]
)
def test_another_name_does_not(one, other):
    assert not look_alike(one, other)


def test_a_disguised_name_is_refused_in_its_workshop_only(app):
    with app.app_context():
        workshop = create_workshop()
        create_delegation(workshop, "FR", "France")
        with pytest.raises(Refused, match="looks like the delegation 'France'"):
            create_delegation(workshop, "VU", "Fr\u0430nce")
        create_delegation(workshop, "VU", "Vanuatu")
        create_delegation(create_workshop(), "VU", "Fr\u0430nce")
