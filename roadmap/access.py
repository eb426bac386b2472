"""Who may do what: roles, permissions, one table of grants, and the guard that refuses an undeclared view."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, abort, current_app, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from roadmap.worksheets.marking import Tlp

View = TypeVar("View", bound=Callable[..., object])
LONGEST_WANTED = 500  # characters of an address; the session is a cookie
log = structlog.get_logger()


class Permission(StrEnum):
    """What a person may do."""

    CREATE_WORKSHOP = "create a workshop"
    RUN_WORKSHOP = "set the workshop up, move its deadlines, and watch its delegations' progress"
    SEE_WORKSHOP = "see the workshop and its delegations"
    INVITE = "invite people, and change what they may do"
    READ_PLAN = "read a plan, up to the marking open to the role"
    EDIT_PLAN = "edit a plan"
    SET_UP_PLAN = "begin a plan, and set its language and marking"
    READ_EDITION = "read a plan's finished editions, up to the marking open to the role"
    COMPARE = "compare the plans of the workshop, up to the marking open to the role"
    SEE_ACCESS = "see who may do what"
    SEE_AUDIT_LOG = "see the audit log of the workshop"


class Role(StrEnum):
    """What a person is, in a workshop or in one of its delegations."""

    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    LEAD = "lead"
    DRAFTER = "drafter"
    READER = "reader"
    OFFICIAL = "official"


READING = frozenset({Permission.READ_PLAN, Permission.READ_EDITION})
RUNNING = frozenset(
    {Permission.CREATE_WORKSHOP, Permission.RUN_WORKSHOP, Permission.SEE_WORKSHOP, Permission.INVITE}
)
# An administrator runs the workshop; reading a delegation's plan stays with those it concerns.
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: RUNNING | {Permission.SEE_ACCESS, Permission.SEE_AUDIT_LOG},
    Role.FACILITATOR: RUNNING | READING | {Permission.COMPARE},
    Role.LEAD: READING | {Permission.EDIT_PLAN, Permission.SET_UP_PLAN, Permission.INVITE},
    Role.DRAFTER: READING | {Permission.EDIT_PLAN},
    Role.READER: READING,
    Role.OFFICIAL: frozenset({Permission.SEE_WORKSHOP, Permission.READ_EDITION}),
}
DELEGATION_ROLES = frozenset({Role.LEAD, Role.DRAFTER, Role.READER})
# Roles that may be held in every workshop, those of next year among them.
SITE_ROLES = frozenset({Role.ADMINISTRATOR, Role.OFFICIAL})
# Up to which marking a role sees: a delegation everything of its own; whoever runs the workshop what may go
# to those whom the organisation works with; nobody else what is for the organisation alone.
# Source: FIRST TLP 2.0.
CLEARANCE: Mapping[Role, Tlp] = {
    Role.LEAD: Tlp.RED,
    Role.DRAFTER: Tlp.RED,
    Role.READER: Tlp.RED,
    Role.FACILITATOR: Tlp.AMBER,
}
# Who may give which role; within their delegation where they hold theirs in one.
MAY_GIVE: Mapping[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.FACILITATOR: DELEGATION_ROLES | {Role.FACILITATOR, Role.OFFICIAL},
    Role.LEAD: DELEGATION_ROLES,
}


@dataclass(frozen=True)
class Standing:
    """One role a person holds: in every workshop (None), in one, or in one delegation of it.

    `up_to` is the marking up to which an official sees; the table says it of other roles.
    """

    role: Role
    workshop: str | None
    delegation: int | None = None
    up_to: Tlp | None = None

    def covers(self, workshop: str | None, delegation: int | None) -> bool:
        """Whether this role counts for `delegation` of `workshop`; None asks for the workshop, for all."""
        return self.workshop in (None, workshop) and self.delegation in (None, delegation)

    @property
    def clearance(self) -> Tlp:
        """The strictest marking that this role sees."""
        return CLEARANCE.get(self.role) or self.up_to or Tlp.CLEAR


def roles_with(permission: Permission) -> frozenset[Role]:
    """Return the roles that `permission` is granted to."""
    return frozenset(role for role, granted in GRANTS.items() if permission in granted)


def may(
    standings: Iterable[Standing],
    permission: Permission,
    workshop: str | None,
    delegation: int | None = None,
) -> bool:
    """Whether these standings grant `permission` on `delegation` of `workshop`, or on the workshop itself."""
    return any(_granting(standings, permission, workshop, delegation))


def clearance(
    standings: Iterable[Standing], permission: Permission, workshop: str, delegation: int
) -> Tlp | None:
    """Return the strictest marking that these standings open with `permission`; None when they grant it not.

    This and `roadmap.worksheets.audience.visible` together answer whether a person may see a row.
    """
    granting = _granting(standings, permission, workshop, delegation)
    return max((standing.clearance for standing in granting), key=lambda tlp: tlp.strictness, default=None)


def may_give(standings: Iterable[Standing], role: Role, workshop: str | None, delegation: int | None) -> bool:
    """Whether these standings let a person give `role` there, or take it away."""
    return any(
        role in MAY_GIVE.get(standing.role, ()) and standing.covers(workshop, delegation)
        for standing in standings
    )


def _granting(
    standings: Iterable[Standing], permission: Permission, workshop: str | None, delegation: int | None
) -> Iterator[Standing]:
    for standing in standings:
        if permission in GRANTS[standing.role] and standing.covers(workshop, delegation):
            yield standing


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
