"""The terms a document uses, each explained in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from roadmap.i18n import N_

ALWAYS = "always"


@dataclass(frozen=True)
class Term:
    """A term and its meaning (message ids); `used_in` names the section that uses it."""

    name: str
    meaning: str
    used_in: str = ALWAYS


TERMS = (
    Term(
        N_("Asymmetric defence"),
        N_("A measure that makes crime dearer for the offender than prevention is for the State."),
        "proposals",
    ),
    Term(N_("Baseline"), N_("The value of an indicator before the plan starts, with its date."), "framework"),
    Term(
        N_("Edition"),
        N_("A text of the plan that is fixed and numbered; a draft has no number and may still change."),
    ),
    Term(
        N_("Gap"),
        N_("What is needed less what is available; for an instrument, what keeps it from the next step."),
        "resources",
    ),
    Term(N_("Horizon"), N_("The time the roadmap covers.")),
    Term(N_("Impact"), N_("The harm of one case or wave, from 1 negligible to 5 severe."), "threats"),
    Term(N_("Indicator"), N_("A figure by which anyone can see whether an action worked."), "framework"),
    Term(
        N_("Likelihood"),
        N_("How often a threat is expected within the horizon, from 1 rare to 5 almost certain."),
        "threats",
    ),
    Term(N_("Milestone"), N_("A fact that can be checked on a day, such as a signed agreement."), "roadmap"),
    Term(
        N_("Mutual legal assistance"),
        N_("Help that one State gives another with evidence and proceedings, on a legal basis."),
        "proposals",
    ),
    Term(
        N_("Pillar"),
        N_("One of the three kinds of decision the roadmap guides: policy, resources, interventions."),
        "roadmap",
    ),
    Term(
        N_("Score"),
        N_("Likelihood times impact, 1 to 25; from 12 up a threat asks for an action."),
        "threats",
    ),
    Term(
        N_("SDG target"),
        N_("A target of the Sustainable Development Goals, by its number in resolution 70/1."),
        "roadmap",
    ),
    Term(
        N_("Source of verification"),
        N_("The register, survey or report in which anyone can look a figure up."),
        "framework",
    ),
    Term(N_("TLP"), N_("Traffic Light Protocol 2.0 of FIRST: says who may see a text.")),
)


def glossary(sections: Iterable[str]) -> tuple[Term, ...]:
    """The terms of the sections that a document has."""
    present = {ALWAYS, *sections}
    return tuple(term for term in TERMS if term.used_in in present)
