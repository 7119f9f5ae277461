"""A class from all over the world, and what platforms make of its names and files.

The functions are ports of the platforms' own rules, so that what we read is what they write.
"""

import csv
import io
import re
import unicodedata
import zipfile

#: login, first name, last name, email, Canvas's number, Moodle's number.
CLASS = [
    ("ada", "Ada", "Lovelace", "ada@example.org", 4101, 90001),
    ("zhang.wei", "伟", "张", "zw@example.cn", 4102, 90002),
    ("mueller", "Jürgen", "Müller-Lüdenscheidt", "jm@example.de", 4103, 90003),
    ("obrien", "Siobhán", "O'Brien", "so@example.ie", 4104, 90004),
    ("hassan", "فاطمة", "حسن", "fh@example.eg", 4105, 90005),
    ("nguyen", "Thị Ánh", "Nguyễn", "na@example.vn", 4106, 90006),
    ("silva", "João", "da Silva, Jr.", "js@example.br", 4107, 90007),
    ("mononym", "Sukarno", "", "su@example.id", 4108, 90008),
    ("quote", 'Dwayne "Rock"', "Johnson", "dj@example.us", 4109, 90009),
    ("formula", "=cmd|'/c calc'!A1", "@SUM(1)", "f@example.com", 4110, 90010),
    ("devi", "प्रिया", "देवी", "pd@example.in", 4112, 90012),
    ("pham_2", "An", "Phạm", "an@example.vn", 4111, 90011),
]
IDS = [person[0] for person in CLASS]


def sortable(person):
    """Canvas's sortable name."""
    return f"{person[2]}, {person[1]}" if person[2] else person[1]


def full(person):
    """Moodle's full name."""
    return f"{person[1]} {person[2]}".strip()


def roster_csv(people=CLASS, delimiter=",", mark=""):
    rows = [("student_id", "first_name", "last_name", "email", "canvas", "moodle")]
    rows += [(p[0], p[1], p[2], p[3], p[4], f"Participant {p[5]}") for p in people]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return (mark + text.getvalue()).encode("utf-8")


# ---------------------------------------------------------------- names of downloads


def canvas_name(person, file, original, late=False):
    """`get_filename`, `sanitize_user_name` and `sanitize_attachment_filename` of ContentZipper."""
    name = re.sub(r"_(\d+)_", r"\1", sortable(person)).lower()
    joined = "_".join([name, *(["LATE"] if late else []), str(person[4])])
    # Ruby's [[:word:]] takes marks, too; Python's \w does not.
    kept = "".join(c for c in joined if re.match(r"\w", c) or unicodedata.category(c)[0] == "M")
    original = re.sub(r'[\x00/\\:*?"<>|]+', "_", original)
    return f"{kept}_{file}_{original}"


def moodle_prefix(person):
    """`get_student_prefix` of mod_assign's downloader, and its `clean_filename`."""
    name = full(person).replace("_", " ")
    name = re.sub(r"[\x00-\x1f\x7f&<>\"`|':\\/]", "", name)
    return f"{name}_{person[5]}_assignsubmission_file"


def blackboard_name(person, time, original):
    return f"Problem set_1_{person[0]}_attempt_{time}_{original}"


def zipped(path, files, links=(), raw=()):
    """Write a zip; `files` is name → bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
        for name in links:
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = 0o120777 << 16
            archive.writestr(info, "/etc/passwd")
    return path
