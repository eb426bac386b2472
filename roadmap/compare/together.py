"""The pages that lay plans together in law, time and money, put into the application."""

from flask import Flask

from roadmap.compare import bridges_views, calendar_views, joint_views, money_rates_views, money_views

PARTS = (bridges_views, calendar_views, joint_views, money_views, money_rates_views)


def init_app(app: Flask) -> None:
    """Register each part with `app`."""
    for part in PARTS:
        app.register_blueprint(part.blueprint)
