"""The settings for tests: those of the house, with nothing written into the checkout's var/."""

import os
from pathlib import Path

os.environ["EASEBACK_DATA"] = str(Path(__file__).parents[1] / ".pytest_cache" / "data")
for name in [name for name in os.environ if name.startswith("EASEBACK_") and name[9:] != "DATA"]:
    del os.environ[name]

from easeback.config.settings import *  # noqa: E402, F403  The environment must be set first.

# Nothing is collected in tests: pages name static files without the hash of their content.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# No table outlives a test; what is counted is forgotten before the next one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
(DATA / "static").mkdir(exist_ok=True)  # noqa: F405
