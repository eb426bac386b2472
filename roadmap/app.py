"""The application, put together."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from roadmap import access, assets, db, errors, headers, health, incoming, language, logs, signs
from roadmap.accounts import (
    email_views,
    passkey_sign_in,
    passkey_views,
    security,
    session_views,
    single_sign_on,
)
from roadmap.accounts import views as accounts
from roadmap.audit import refusals
from roadmap.audit import views as audit
from roadmap.compare import aligned_views as aligned
from roadmap.compare import findings_views as findings
from roadmap.compare import matrix_views as matrices
from roadmap.compare import together
from roadmap.compare import views as compare
from roadmap.config import ROOT, Config
from roadmap.invitations import views as invitations
from roadmap.invitations import vouched
from roadmap.plans import beginning, counting
from roadmap.plans import views as plans
from roadmap.publish import screen
from roadmap.publish import views as publish
from roadmap.workshops import asking_views as asking
from roadmap.workshops import people_views as people
from roadmap.workshops import store as workshop_store
from roadmap.workshops import views as workshops
from roadmap.workshops import who_views


def create_app(config: Config) -> Flask:
    """Return the application that `config` describes; nothing is read from the environment here."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(settings(config))
    app.extensions["config"] = config
    _trust_proxies(app, config.proxies)

    logs.init_app(app)
    incoming.init_app(app, config.public_base_url)
    errors.init_app(app)
    headers.init_app(app, https=config.https)
    db.init_app(app, config.database_url)
    language.init_app(app)
    signs.init_app(app)
    Bootstrap5(app)
    assets.init_app(app)
    CSRFProtect(app)
    security.init_app(app, config, workshop_store.holds_any(config.second_factor_required))
    access.init_app(app, workshop_store.standings_of)
    refusals.init_app(app)

    app.register_blueprint(health.blueprint)
    app.register_blueprint(accounts.blueprint)
    session_views.init_app(app)
    app.register_blueprint(email_views.blueprint)
    passkey_sign_in.init_app(app)
    single_sign_on.init_app(app, config, vouched.join_by_address)
    app.register_blueprint(passkey_views.blueprint)
    app.register_blueprint(workshops.blueprint)
    asking.init_app(app, counting.count_answers)
    app.register_blueprint(people.blueprint)
    invitations.init_app(app)
    app.register_blueprint(compare.blueprint)
    together.init_app(app)
    app.register_blueprint(matrices.blueprint)
    app.register_blueprint(findings.blueprint)
    app.register_blueprint(aligned.blueprint)
    app.register_blueprint(who_views.blueprint)
    app.register_blueprint(audit.blueprint)
    app.register_blueprint(plans.blueprint)
    app.register_blueprint(beginning.blueprint)
    screen.init_app(app)
    publish.init_app(app)
    return app


def settings(config: Config) -> dict[str, Any]:
    """Return Flask's own settings for `config`."""
    return {
        "TESTING": config.testing,
        "SECRET_KEY": config.secret_key,
        "SECRET_KEY_FALLBACKS": list(config.secret_key_fallbacks),
        "TRUSTED_HOSTS": list(config.hosts),
        "SESSION_COOKIE_NAME": "__Host-session" if config.https else "session",
        "SESSION_COOKIE_SECURE": config.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": config.session_lifetime,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(0),
        "BOOTSTRAP_SERVE_LOCAL": True,
    }


def _trust_proxies(app: Flask, count: int) -> None:
    """Believe the address and scheme reported by `count` proxies in front of us; by default none is."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
