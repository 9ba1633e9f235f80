"""Django's settings, all from the environment (see environment.py); secure unless told otherwise."""

from pathlib import Path

from csp.constants import NONE, SELF

from ledestjerne.config import environment
from ledestjerne.config.database import database_settings
from ledestjerne.config.secret import kept_secret

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.read_home()
DEFINITIONS = PACKAGE.parent / "definitions" if (PACKAGE.parent / "definitions").is_dir() else PACKAGE / "definitions"

DEBUG = environment.read_switch("LEDESTJERNE_DEBUG")
SECRET_KEY = kept_secret(HOME / "secret_key", given=environment.read("LEDESTJERNE_SECRET_KEY"))
PUPIL_KEY = kept_secret(HOME / "pupil_key")  # turns pupils' keys into others that lead nowhere; never changed
ALLOWED_HOSTS = environment.read_list("LEDESTJERNE_HOSTS")
ONLY_LOOPBACK = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}

DATABASES = {"default": database_settings(environment.read("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    "ledestjerne.base",
    "ledestjerne.accounts",
    "ledestjerne.audit",
    "ledestjerne.organisation",
    "ledestjerne.facts",
    "ledestjerne.feeds",
    "ledestjerne.indicators",
    "ledestjerne.followup",
    "ledestjerne.hours",
    "ledestjerne.explore",
    "ledestjerne.networks",
    "ledestjerne.publication",
    "ledestjerne.overview",
]
MIDDLEWARE = [
    "ledestjerne.base.timing.ServerTiming",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ledestjerne.accounts.language.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ledestjerne.overview.kept.KeptPages",  # innermost: the others see every answer, also a kept one
]
ROOT_URLCONF = "ledestjerne.config.urls"
WSGI_APPLICATION = "ledestjerne.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ledestjerne.overview.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "ledestjerne.base.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "ledestjerne.base.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "overview:home"
LOGOUT_REDIRECT_URL = "accounts:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["ledestjerne.base.formats"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_TEMP_DIR = HOME / "incoming"  # the disk that uploads lie on, without a name, while they come in
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
FILE_UPLOAD_HANDLERS = ["ledestjerne.facts.uploads.NamelessUploadHandler"]
MAX_UPLOAD_BYTES = environment.read_number("LEDESTJERNE_MAX_UPLOAD_MB") * 1024 * 1024

UDDSTAT_KEY = environment.read("LEDESTJERNE_UDDSTAT_KEY")
UDDSTAT_ADDRESS = environment.read("LEDESTJERNE_UDDSTAT_ADDRESS")
STATBANK_ADDRESS = environment.read("LEDESTJERNE_STATBANK_ADDRESS")
FEED_HOSTS = environment.read_list("LEDESTJERNE_FEED_HOSTS")
ENGINE = environment.read_engine()
ENGINE_FACTS = environment.read("LEDESTJERNE_ENGINE_FACTS")
ENGINE_FACTS_ADDRESS = environment.read("LEDESTJERNE_ENGINE_FACTS_ADDRESS")

HAPPENINGS = "ledestjerne.explore.reads.happenings"  # decision 031: who tells what happened beside a figure

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not ONLY_LOOPBACK
SECURE_HSTS_SECONDS = 0 if ONLY_LOOPBACK else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = not ONLY_LOOPBACK
SECURE_HSTS_PRELOAD = not ONLY_LOOPBACK
if environment.read_switch("LEDESTJERNE_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not ONLY_LOOPBACK]
CSRF_FAILURE_VIEW = "ledestjerne.base.failures.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.read("LEDESTJERNE_LOG_LEVEL")},
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
}
