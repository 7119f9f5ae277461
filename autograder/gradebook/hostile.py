"""Text, images and names that came from students, cleaned before anything shows them."""

from __future__ import annotations

import base64
import binascii
import re
import struct
import unicodedata

from autograder.messages import say

MAX_TEXT = 10_000
MAX_IMAGE = 1_500_000
MAX_PIXELS = 25_000_000
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean(text: str) -> str:
    """Text without terminal escapes, control characters and bidirectional overrides, capped."""
    text = re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|[@-_])", "", text)
    text = "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "\n" + say("report.cut")


def printable(text: str) -> str:
    """Text from a file name on one line, with control characters and the like escaped."""
    return "".join(
        c if c == " " or unicodedata.category(c)[0] not in "CZ" else ascii(c)[1:-1] for c in text
    )


def is_png(image: str) -> bool:
    """Whether a string is the base64 form of a PNG file of bearable size, also when unpacked."""
    if not image or len(image) > MAX_IMAGE:
        return False
    try:
        data = base64.b64decode(image, validate=True)
    except (binascii.Error, ValueError):
        return False
    if not data.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") or len(data) < 24:
        return False
    width, height = struct.unpack_from(">II", data, 16)
    return bool(width * height <= MAX_PIXELS)
