"""Text as it is taken in: one spelling for each letter, one kind of line end, nothing that turns the line round or cannot be seen."""

import re
import unicodedata

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What no keyboard types into a text: everything of C0 and C1 but tabs and line ends."""
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""Signs that let a line read otherwise than it is stored, and the mark of byte order that files bring along."""
FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
SELECTORS = range(0xFE00, 0xFE10)
INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs"})


def tidy(text: str) -> str:
    """The text in NFC with `\\n` at the end of lines; nothing at all if nothing of it can be seen."""
    text = LINE_ENDS.sub("\n", text)
    if not text.isascii():
        text = TURNING.sub("", unicodedata.normalize("NFC", text))
    return text if any(map(_shows, text)) else ""


def _shows(sign: str) -> bool:
    return unicodedata.category(sign) not in INVISIBLE and sign not in FILLERS and ord(sign) not in SELECTORS
