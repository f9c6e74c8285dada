"""Settings of a public server behind TLS; an insecure or missing variable stops the start and is named."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, CREDENTIALS_KEY, DEBUG, SECRET_KEY, SITE_URL, env

if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure"):
    raise ImproperlyConfigured(
        "SECRET_KEY: đặt một chuỗi ngẫu nhiên dài ít nhất 50 ký tự trong biến môi trường này."
    )
if DEBUG:
    raise ImproperlyConfigured("DEBUG: phải tắt (bỏ biến này hoặc đặt là 0) khi chạy thật.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS: ghi tên miền của trang, ví dụ phongchongmuaban.example.gov.vn."
    )
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL: ghi địa chỉ công khai của trang, bắt đầu bằng https://.")
keys = [part.strip() for part in CREDENTIALS_KEY.split(",") if part.strip()]
if not keys or min(map(len, keys)) < 32:
    raise ImproperlyConfigured(
        "CREDENTIALS_KEY: đặt khóa mã hóa thông tin đăng nhập đã lưu, một chuỗi ngẫu nhiên dài ít nhất "
        "32 ký tự; nhiều khóa thì cách nhau bằng dấu phẩy, khóa nào cũng phải đủ dài."
    )
if not env("DATABASE_URL", default="") and not env("VAR_DIR", default=""):
    raise ImproperlyConfigured(
        "VAR_DIR hoặc DATABASE_URL: ghi rõ nơi lưu dữ liệu, không để trong thư mục mã nguồn."
    )
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Browsers take these from this host alone, over TLS.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
