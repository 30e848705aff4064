"""The settings for tests: those of the house, with nothing written into the checkout's var/."""

import os
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

from tests.databases import MEMORY

os.environ["EASEBACK_DATA"] = str(Path(__file__).parents[1] / ".pytest_cache" / "data")
for name in [name for name in os.environ if name.startswith("EASEBACK_") and name[9:] != "DATA"]:
    del os.environ[name]

from easeback.config.settings import *  # noqa: E402, F403  The environment must be set first.

# A file, as a practice has it, since in memory those who write at one moment do not wait for each
# other. In a directory of each process's own, made when its tests begin.
PLACE = Path(MEMORY or gettempdir()) / f"easeback-{uuid4()}"
DATABASES["default"].setdefault("TEST", {})["NAME"] = str(PLACE / "tests.sqlite3")  # noqa: F405
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
