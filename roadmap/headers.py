"""The headers on every answer: what a browser may load, keep, and tell others."""

from flask import Flask, Response, request

from roadmap.assets import STATIC_ENDPOINTS

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: CSRF protection over https compares the Referer with our own address.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = 63_072_000


def init_app(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer of `app`; only over `https` may a browser be told to insist on it."""
    fixed = dict(HEADERS)
    if https:
        fixed["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"

    def add(response: Response) -> Response:
        response.headers.update(fixed)
        if request.endpoint not in STATIC_ENDPOINTS or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    app.after_request(add)
