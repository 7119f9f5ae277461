"""Reads and runs through IPython's magics and shell escapes."""

_shell = get_ipython()
_shell.system("cat " + PLACE["reference"])
for _line in (
    "!cat " + PLACE["reference"],
    "_got = !cat " + PLACE["reference"],
    "%sx cat " + PLACE["reference"],
    "%load " + PLACE["reference"],
    "%run " + PLACE["reference"],
    "%%bash\ncat " + PLACE["reference"],
    "%%script sh\ncat " + PLACE["reference"],
    "%%writefile " + PLACE["outside"] + "/written\nx",
):
    try:
        _shell.run_cell(_line)
    except BaseException as error:
        print(type(error).__name__)
if "### BEGIN " + "SOLUTION" in repr(globals().get("_got")) + repr(_shell.user_ns.get("In")):
    print("BROKE" + "_OUT")
