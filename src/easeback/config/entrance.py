"""How allauth is set: staff come in by passkey, or by a link and an app; never by a password."""

from easeback.config.environment import public_address

ACCOUNT_ADAPTER = "easeback.apps.accounts.adapters.EntranceAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]

MFA_ADAPTER = "easeback.apps.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# A sign-in counts twice: its challenge and its answer. A practice shares one address.
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_TOTP_ISSUER = "Easeback"
# A phone's clock may be half a minute off, and typing takes a while.
MFA_TOTP_TOLERANCE = 1

# The server listens on this machine only: with a public address, a proxy stands in front of it and
# names the visitor last in X-Forwarded-For. Without one, nobody's word is taken for it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if public_address() else 0

# Counted attempts and used codes lie in the database: they hold for every worker, and after a
# restart. The entrance uses this cache, and the limits of apps/accounts/limits.py.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "entrance_attempts",
        # Over this many, the cache throws some away: never so few that a used code is among them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
