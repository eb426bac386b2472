"""Charts on the screen: the same marks as on paper, with what their templates need."""

from flask import Flask
from flask_babel import gettext

from roadmap.catalogue.load import catalogue
from roadmap.publish.entry import Reading
from roadmap.publish.heat_map import HeatMap, heat_map
from roadmap.publish.markup import FILTERS
from roadmap.publish.wording import Wording
from roadmap.worksheets.plan import Plan


def init_app(app: Flask) -> None:
    """Give the templates of `app` the filters of charts, and the maps they draw."""
    app.jinja_env.filters.update(FILTERS)
    app.add_template_global(heat_map_of)


def heat_map_of(plan: Plan) -> HeatMap:
    """The threats of a plan on their map, in the language of the page."""
    words = Wording(plan.language, plan.language, gettext)
    return heat_map(Reading(plan, catalogue(), words).entries("threats"))
