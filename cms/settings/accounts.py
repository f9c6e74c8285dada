"""Settings of staff accounts: passwords, sign-in, sessions."""

from datetime import timedelta

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cms.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = ["cms.accounts.hashers.BackgroundPBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "cms.accounts.passwords.GuessablePasswordValidator"},
]
# Three days, so that a link sent on a Friday can be used on Monday.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
WAGTAILADMIN_USER_LOGIN_FORM = "cms.accounts.forms.SignInForm"
AXES_HANDLER = "cms.accounts.throttling.SignInHandler"
AXES_CLIENT_IP_CALLABLE = "cms.accounts.throttling.sign_in_address"
AXES_LOCKOUT_CALLABLE = "cms.accounts.throttling.locked_response"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# A password shared by many is guessed by anybody, and costs readers a cookie.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
SESSION_COOKIE_AGE = 12 * 3600
