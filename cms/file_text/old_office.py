"""The words of .doc and .rtf files, which LibreOffice turns into .docx where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cms.file_text.office import read_word
from cms.file_text.states import OldFormatError

EXTENSIONS = ("doc", "rtf")
SECONDS = 60


def libreoffice() -> str | None:
    """The path of LibreOffice; ``None`` where it is not installed."""
    return shutil.which("soffice")


def read_old_office(file: BinaryIO) -> Iterator[str]:
    """The lines of a .doc or .rtf file as of the .docx that LibreOffice makes of it."""
    program = libreoffice()
    if program is None:
        raise OldFormatError
    with tempfile.TemporaryDirectory(prefix="chungtay-doc-") as name:
        folder = Path(name)
        source = folder / "source"
        with source.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        command = [
            program,
            "--headless",
            "--norestore",
            # A profile of its own: two conversions at once would wait for each other.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        try:
            subprocess.run(command, check=True, timeout=SECONDS, capture_output=True, cwd=folder)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as error:
            raise OldFormatError from error
        made = next((folder / "out").glob("*.docx"), None) if (folder / "out").is_dir() else None
        if made is None:
            raise OldFormatError
        with made.open("rb") as converted:
            yield from read_word(converted)
