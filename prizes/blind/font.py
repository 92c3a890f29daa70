"""A font of one glyph that draws nothing: the words under a picture need a font, and nobody is to see them twice."""

import struct

UNITS = 1000
GLYPHS = 2


def unseen() -> bytes:
    """The font as a TrueType file, with the tables that a program needs to load it."""
    tables = {
        b"head": struct.pack(">IIIIHH16xhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 0, 0, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, UNITS, 0, 0, UNITS, 0, 0, 0, 1, 0, 0, 0, GLYPHS),
        b"maxp": struct.pack(">IH26x", 0x10000, GLYPHS),
        b"hmtx": struct.pack(">HhHh", UNITS, 0, UNITS, 0),
        b"loca": struct.pack(">3H", 0, 0, 0),
        b"glyf": bytes(4),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHHHHHHHHHhH", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
    }  # fmt: skip
    place, entries, body = 12 + 16 * len(tables), b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag, total, place + len(body), len(table))
        body += padded
    return struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64) + entries + body
