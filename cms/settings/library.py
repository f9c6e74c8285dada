"""Settings of the libraries of pictures, documents and recordings."""

import shutil

import environ

env = environ.Env()

WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.CustomImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.CustomDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "txt", "csv", "zip", "srt", "vtt"]
# LibreOffice reads the last two; without it the form says how to save such a file anew.
WAGTAILDOCS_EXTENSIONS += ["ods", "odp", *(["doc", "rtf"] if shutil.which("soffice") else [])]
# Nothing that somebody uploaded is opened in a tab of this site; browsers show no PDF in a sandbox.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
# host:port of ClamAV's daemon; empty where none is set up.
CLAMD = env("CLAMD", default="")
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.CustomMedia",
    "MEDIA_FORM_BASE": "media.forms.CustomMediaForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "opus", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
