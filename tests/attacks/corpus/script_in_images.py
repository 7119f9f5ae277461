"""Displays images that are scripts, or that need terabytes when unpacked."""

import base64

from IPython.display import display

_huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 8 + b"\x08\x06\0\0\0"
for _image in (
    '"><script>attack()</script>',
    base64.b64encode(b"<svg onload=attack()>").decode(),
    base64.b64encode(_huge).decode(),
):
    display({"image/png": _image, "text/plain": "x"}, raw=True)
