"""The headers and cookies every answer is sent with."""

from easeback.config.environment import public_address

HTTPS = (address := public_address()) is not None and address.scheme == "https"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        # The player's track is joined in the browser.
        "media-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": under it a browser sends `Origin: null`, and every signed-in form is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# The server listens on this machine only: the proxy in front of it sets this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
# The keys of the people who keep something on this device.
KEEP_COOKIE = "__Host-keep" if HTTPS else "keep"
# For some hours: of which courses this browser may show what was written; and which browser asked
# for a code.
INTAKE_COOKIE = "__Host-intake" if HTTPS else "intake"
INTAKE_CODE_COOKIE = "__Host-intake-code" if HTTPS else "intake-code"
# For some minutes: which browser asked for a code, and what a passkey must sign.
CODE_COOKIE = "__Host-code" if HTTPS else "code"
CHALLENGE_COOKIE = "__Host-challenge" if HTTPS else "challenge"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
