"""Who may do what: roles, permissions, one table of grants, and the guard that refuses an undeclared view."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, abort, current_app, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

View = TypeVar("View", bound=Callable[..., object])
LONGEST_WANTED = 500  # characters of an address; the session is a cookie
log = structlog.get_logger()


class Permission(StrEnum):
    """What a person may do."""

    SEE_WORKSHOP = "see the workshop and its delegations"
    READ_PLAN = "read a plan"
    EDIT_PLAN = "edit a plan"
    SET_UP_PLAN = "set a plan's language and marking"
    READ_EDITION = "read a plan's finished editions"
    SEE_AUDIT_LOG = "see the audit log of the workshop"


class Role(StrEnum):
    """What a person is, in a workshop or in one of its delegations."""

    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    LEAD = "lead"
    DRAFTER = "drafter"
    READER = "reader"
    OFFICIAL = "official"


# An administrator runs the workshop; reading a delegation's plan stays with those it concerns.
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.SEE_WORKSHOP, Permission.SEE_AUDIT_LOG}),
    Role.FACILITATOR: frozenset({Permission.SEE_WORKSHOP, Permission.READ_PLAN, Permission.READ_EDITION}),
    Role.LEAD: frozenset(
        {Permission.READ_PLAN, Permission.EDIT_PLAN, Permission.SET_UP_PLAN, Permission.READ_EDITION}
    ),
    Role.DRAFTER: frozenset({Permission.READ_PLAN, Permission.EDIT_PLAN, Permission.READ_EDITION}),
    Role.READER: frozenset({Permission.READ_PLAN, Permission.READ_EDITION}),
    Role.OFFICIAL: frozenset({Permission.SEE_WORKSHOP, Permission.READ_EDITION}),
}
DELEGATION_ROLES = frozenset({Role.LEAD, Role.DRAFTER, Role.READER})


@dataclass(frozen=True)
class Standing:
    """One role a person holds: in a whole workshop, or in one delegation of it."""

    role: Role
    workshop: str
    delegation: int | None = None

    def covers(self, workshop: str, delegation: int | None) -> bool:
        """Whether this role counts for `delegation` of `workshop` (None: for the workshop itself)."""
        return self.workshop == workshop and self.delegation in (None, delegation)


def roles_with(permission: Permission) -> frozenset[Role]:
    """Return the roles that `permission` is granted to."""
    return frozenset(role for role, granted in GRANTS.items() if permission in granted)


def may(
    standings: Iterable[Standing], permission: Permission, workshop: str, delegation: int | None = None
) -> bool:
    """Whether these standings grant `permission` on `delegation` of `workshop`, or on the workshop itself."""
    return any(
        permission in GRANTS[standing.role] and standing.covers(workshop, delegation)
        for standing in standings
    )


def may_anywhere(standings: Iterable[Standing], permission: Permission) -> bool:
    """Whether these standings grant `permission` on anything at all."""
    return any(permission in GRANTS[standing.role] for standing in standings)


class Audience(StrEnum):
    """Who may see a view that no permission guards."""

    EVERYONE = "everyone"
    SIGNED_IN = "everyone who is signed in"


Rule = Permission | Audience


class _Allow:
    """Declares who may use a view: `@allow(Permission.X)`, `@allow.signed_in` or `@allow.public`."""

    def __call__(self, rule: Rule) -> Callable[[View], View]:
        def declare(view: View) -> View:
            view.rule = rule  # type: ignore[attr-defined]  # the guard reads it; functools.wraps carries it along
            return view

        return declare

    def signed_in(self, view: View) -> View:
        return self(Audience.SIGNED_IN)(view)

    def public(self, view: View) -> View:
        return self(Audience.EVERYONE)(view)


allow = _Allow()

# The views of libraries, which cannot carry our decorator.
LIBRARY_VIEWS: Mapping[str, Rule] = {
    "static": Audience.EVERYONE,
    "bootstrap.static": Audience.EVERYONE,
    "security.login": Audience.EVERYONE,
    "security.logout": Audience.EVERYONE,
    # Each of these finds out itself whether the password was given just now, or a while ago.
    "security.two_factor_token_validation": Audience.EVERYONE,
    "security.two_factor_setup": Audience.EVERYONE,
    "security.two_factor_rescue": Audience.EVERYONE,
    "security.tf_select": Audience.EVERYONE,
    "security.mf_recovery": Audience.EVERYONE,
    "security.two_factor_setup_validate": Audience.SIGNED_IN,
    "security.mf_recovery_codes": Audience.SIGNED_IN,
    "security.verify": Audience.SIGNED_IN,
}


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """Return who may use the view at `endpoint`; None when it declares nothing, so that nobody may."""
    return getattr(app.view_functions[endpoint], "rule", None) or LIBRARY_VIEWS.get(endpoint)


def init_app(app: Flask, standings_of: Callable[[Any], Iterable[Standing]]) -> None:
    """Guard every view of `app`; `standings_of` looks up the roles of the person signed in."""

    def guard() -> AnyResponse | None:
        if request.endpoint is None:
            return None
        rule = rule_of(current_app, request.endpoint)
        if rule is Audience.EVERYONE:
            return None
        if rule is None:
            return _refuse("the view declares no permission")
        if not current_user.is_authenticated:
            return _ask_to_sign_in()
        if isinstance(rule, Permission) and not may_anywhere(standings_of(current_user), rule):
            return _refuse(f"nobody granted them to {rule.value}")
        return None

    app.before_request(guard)


def _refuse(why: str) -> Response:
    log.warning("refused", why=why, endpoint=request.endpoint)
    abort(403)


def _ask_to_sign_in() -> AnyResponse:
    """Send the person to sign in; where they were going stays in the session, never in the address."""
    if request.method != "GET" or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        abort(401)
    wanted = request.full_path.rstrip("?")
    if len(wanted) <= LONGEST_WANTED:
        session["wanted"] = wanted
    return redirect(url_for("security.login"))
