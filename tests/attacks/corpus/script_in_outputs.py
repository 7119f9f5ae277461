"""Puts scripts into every kind of output, for the page that an instructor opens."""

from IPython.display import HTML, SVG, Javascript, Markdown, display

_script = "<script>attack()</script><img src=x onerror=attack()>"
print(_script)
display(HTML(_script), Javascript("attack()"), Markdown(_script))
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg'>{_script}</svg>"))
display(
    {
        "text/html": _script,
        "text/latex": f"$$\\href{{javascript:attack()}}{{x}}{_script}$$",
        "application/javascript": "attack()",
        "image/svg+xml": f"<svg>{_script}</svg>",
    },
    raw=True,
)


class Shown:
    def _repr_html_(self):
        return _script

    def __repr__(self):
        return _script


display(Shown())
raise type(_script, (Exception,), {})(_script)
