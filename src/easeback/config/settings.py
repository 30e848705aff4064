"""Django's settings."""

import re
from pathlib import Path

import django_stubs_ext
from whitenoise.compress import Compressor

from easeback.config.database import database
from easeback.config.entrance import *  # noqa: F403  Django reads settings from one module.
from easeback.config.environment import (
    CHECKOUT,
    audit_key,
    data_directory,
    develop,
    osrm_address,
    public_address,
    push_key,
    pushes,
    secret_key,
    text_gateway,
    text_keys,
)
from easeback.config.mail import *  # noqa: F403  Django reads settings from one module.
from easeback.config.security import *  # noqa: F403  Django reads settings from one module.

# Lets Django's generic classes be named with their model, as the type checker wants them.
django_stubs_ext.monkeypatch()

DATA = data_directory()
SECRET_KEY = secret_key(DATA)
TEXT_KEYS = text_keys(DATA)
PUSH_KEY = push_key(DATA)
PUSHES = pushes()
TEXT_GATEWAY = text_gateway()
AUDIT_KEY = audit_key(DATA)
# The last mark of the chain is noted here, beside the database and not in it.
AUDIT_MARKS = DATA / "audit-marks"
DEBUG = develop()
address = public_address()
# What links in letters begin with; without it, with what the request was sent to.
PUBLIC_ADDRESS = address.geturl().rstrip("/") if address else ""
ALLOWED_HOSTS = [address.hostname or ""] if address else ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "easeback.config.applications.StaffAccounts",
    "allauth.mfa",
    "easeback.apps.audit",
    "easeback.apps.accounts",
    "easeback.apps.practice",
    "easeback.apps.notifications",
    "easeback.apps.booking",
    "easeback.apps.selfcare",
    "easeback.apps.care",
    "easeback.web.ui",
    "easeback.web.program",
    "easeback.web.forms",
    "easeback.web.patient.offline",
    "easeback.web.patient.outbox",
    "easeback.web.patient.relief",
    "easeback.web.patient.routine",
    "easeback.web.patient.book",
    "easeback.web.patient.course",
    "easeback.web.patient.proving",
    "easeback.web.patient.intake",
    "easeback.web.patient.waiting",
    "easeback.web.patient.keeping",
    "easeback.web.patient.diary",
    "easeback.web.patient.checkin",
    "easeback.web.patient.today",
    "easeback.web.patient.messages",
    "easeback.web.clinician.entrance",
    "easeback.web.clinician.library",
    "easeback.web.clinician.calendar",
    "easeback.web.clinician.feeds",
    "easeback.web.clinician.record",
    "easeback.web.clinician.programs",
    "easeback.web.clinician.worklist",
    "easeback.web.clinician.messages",
    "easeback.web.clinician.outcomes",
]
MIDDLEWARE = [
    "easeback.config.middleware.path_language",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "easeback.config.compression.compressed",
    "easeback.config.middleware.body_limit",
    "django.middleware.common.CommonMiddleware",
    # Below here: nothing that may set a cookie or touch a table on a public path.
    "easeback.config.middleware.StaffSessions",
    "easeback.config.middleware.StaffForms",
    "easeback.config.middleware.StaffIdentity",
    "easeback.config.middleware.StaffMessages",
    "easeback.config.middleware.StaffEntrance",
]
ROOT_URLCONF = "easeback.config.urls"
WSGI_APPLICATION = "easeback.config.wsgi.application"
CSRF_FAILURE_VIEW = "easeback.config.errors.form_refused"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "easeback.web.clinician.entrance.staying.staying",
            ]
        },
    }
]

DATABASES = {"default": database(DATA)}
# Who does what is due is settled in the database: no broker, nothing that a restart forgets.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DUE_WORK = "easeback.config.due.due_work"
# Has a round done at once, for mail that somebody waits for.
ASK_FOR_ROUND = "easeback.ops.ticking.ask_for_tick"
# Whom booking, which knows no other programs, asks for driving times.
OSRM = osrm_address()
ROADS = "easeback.config.roads.table"
# Whom the outbox, which knows no other programs, hands a push; and whether a push service may stand
# on this machine, which is for tests alone: nothing from outside sets it.
POST = "easeback.config.pushes.post"
PUSH_TO_LOOPBACK = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["easeback.apps.accounts.backends.WithoutPassword"]
LOGIN_URL = "admin:login"

# No page takes more: a whole journey's answers are a few kilobytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# But for the form of an exercise of the practice's own, which may bring a video; a little more than
# the largest that is kept, so that the form itself can say what is too large.
MOST_WITH_A_FILE = 40 * 1024 * 1024
WITH_A_FILE = re.compile(r"(?:/es)?/staff/exercises/own/(?:[0-9a-f-]{36}/)?write/")
# Its pictures and videos: part of a backup.
EXERCISE_FILES = DATA / "exercise-files"

# What `easeback docs` writes: the tables a clinical lead reads before approving.
GENERATED_DOCS = CHECKOUT / "docs" / "generated"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "easeback.config.storage.MarkedFiles"
    },
}
# Recordings are packed already; trying again on hundreds of them would keep a start waiting.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "m4a")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# Never a body, never an answer: only what failed, and where.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "easeback.config.logs.WithoutTokens"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["tokens"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # They name whom a text goes to, and the gateway's password.
        "apprise": {"handlers": ["nowhere"], "propagate": False},
        "urllib3": {"handlers": ["nowhere"], "propagate": False},
    },
}
