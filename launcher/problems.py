"""What keeps the application from starting, in words for the person at the terminal."""

import errno


class Problem(Exception):  # noqa: N818 -- not a fault of the program but a state of the machine
    """One clear German line, printed without a traceback; the command ends with code 1."""


def from_os(error: OSError) -> Problem:
    """Translate what the operating system refuses into one line."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem(f"Der Datenträger ist voll{place}. Bitte Platz schaffen und erneut starten.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Problem(f"Keine Schreibberechtigung{place}. Bitte DATA_DIR auf ein eigenes Verzeichnis setzen.")
    return Problem(f"Das Betriebssystem meldet: {error.strerror or error}{place}.")
