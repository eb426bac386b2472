"""The three pillars that a strategic roadmap guides.

Source: what the workshop announces as its outcome, "a strategic roadmap guiding future policy, resource
allocation and targeted interventions".
"""

from roadmap.fields.choice import Option
from roadmap.i18n import N_

PILLARS = (
    Option("policy", N_("Policy")),
    Option("resource-allocation", N_("Resource allocation")),
    Option("targeted-intervention", N_("Targeted interventions")),
)
