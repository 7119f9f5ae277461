"""The rules by which platforms read a file of grades, ported from their own sources.

Nothing here imports what writes the files.
"""

import csv
import io
import re


class Refused(Exception):
    """The platform would take nothing from this file."""


# ---------------------------------------------------------------------------- Canvas
# lib/gradebook_importer.rb of instructure/canvas-lms; names of methods as there.

NON_ASSIGNMENT = re.compile(
    "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|"
    "Override Score|Override Grade|Override Status"
)


def identify_delimiter(lines):
    counts = {}
    for separator in ";,":
        found = [len(next(csv.reader([line], delimiter=separator), [])) for line in lines]
        counts[separator] = found[0] if len(set(found)) == 1 else 0
    return ";" if counts[";"] > counts[","] else ","


def decimal_comma_to_period(field):
    if field is None or not re.match(r"^-?[0-9.,]+%?$", field):
        return field
    *parts, last = re.split(r"[,.]", field)
    return f"{''.join(parts)}.{last}" if parts else last


def canvas(data, students, assignments):
    """What Canvas's importer takes from a file: grades by Canvas's number of a student.

    Args:
        students: number → (login, sortable name).
        assignments: number → title.
    """
    header, rows = _canvas_rows(data)
    columns, login = _canvas_columns(header)
    found = {}
    for name in header[columns:]:
        if NON_ASSIGNMENT.search(name):
            continue
        met = re.search(r"^(.*) \((\d+)\)$", name)
        number = int(met[2]) if met and int(met[2]) in assignments else None
        found[header.index(name)] = number or f"new: {name}"
    grades, possible = {}, []
    for row in rows:
        if "Points Possible" in row[0]:
            possible = row
        elif not all(re.match(r"(?i)^\s*(Muted|Manual Posting.*)?\s*$", c) for c in row):
            grades[_canvas_student(row, students, login)] = {
                assignment: row[i].strip()
                for i, assignment in found.items()
                if not (possible and re.search(r"read\s+only", possible[i]))
            }
    return grades


def _canvas_rows(data):
    """`csv_stream`."""
    text = data.decode("utf-8")  # with a mark, "Student" is still included in the first cell
    lines = text.splitlines()[:3]
    delimiter = identify_delimiter(lines)
    stream = io.StringIO(
        "".join(li for li in text.splitlines(True) if not re.match(r"^[;, ]+$", li)), newline=""
    )
    read = csv.reader(stream, delimiter=delimiter)
    header, *rows = [[decimal_comma_to_period(cell) for cell in row] for row in read]
    return header, rows


def _canvas_columns(header):
    """`header?` and `update_column_count`: how many are about the student; where the login is."""
    if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1]):
        raise Refused("Invalid header row")
    columns, login = 3, None
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        login, columns = 2, 4
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        login = 3
        i = 1 if re.search(r"Integration\s+ID", header[4]) else 0
        columns += 2 + i
        if re.search(r"Root\s+Account", header[4 + i]):
            columns += 1
    if "Section" not in header[columns - 1]:
        raise Refused("Invalid header row")
    return columns, login


def _canvas_student(row, students, login):
    """`process_student`: by Canvas's number, then the login, then the name."""
    number = int(row[1]) if row[1].isdigit() and int(row[1]) in students else None
    for column, kind in ((login, 0), (0, 1)):
        if number is None and column is not None:
            number = next((n for n, s in students.items() if s[kind] == row[column]), None)
    if number is None:
        raise Refused(f"a new student is offered: {row[0]}")
    return number


# ---------------------------------------------------------------------------- Moodle


def unformat_float(text, separator="."):
    """`unformat_float` of lib/moodlelib.php, strict."""
    text = text.strip()
    if text == "":
        return None
    text = text.replace(" ", "").replace(separator, ".")
    return float(text) if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text) else False


def moodle_import(text, users, mapping, maximum=100, separator="."):
    """grade/import/csv: grades and feedback by user; anything wrong aborts the whole import.

    Args:
        users: user name → email.
        mapping: what the instructor chooses for each column: username, useremail, grade, feedback.
    """
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    grades = {}
    for row in rows:
        user, grade, feedback = None, None, None
        for name, cell in zip(header, row, strict=True):
            kind = mapping.get(name.strip())
            if kind == "username" and cell:
                if cell not in users:
                    raise Refused(f"user mapping error: {cell}")
                user = cell
            elif kind == "grade" and cell not in ("", "-"):
                grade = unformat_float(cell, separator)
                if grade is False:
                    raise Refused("bad grade")
                if grade > maximum:
                    raise Refused("grade too big")
            elif kind == "feedback":
                feedback = cell
        grades[user] = grade, feedback
    return grades


def moodle_worksheet(data, participants, maximum, stored=None, separator=",", words=None):
    """mod/assign/feedback/offline: grades and feedback by number of the participant.

    Args:
        participants: their numbers.
        stored: grades that Moodle has: a row that does not change them is skipped.
        words: the headers in the language of the site.
    """
    words = words or {}
    text = data.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    named = {name: i for i, name in enumerate(header)}
    try:
        identifier = named[words.get("id", "Identifier")]
        grade_at = named[words.get("grade", "Grade")]
        named[words.get("modified", "Last modified (grade)")]
    except KeyError:
        raise Refused("invalid grade import") from None
    feedback_at = named.get(words.get("feedback", "Feedback comments"))
    found = {}
    for row in rows:
        number = int(row[identifier][len(words.get("participant", "Participant ")) :])
        if number not in participants:
            continue
        grade = unformat_float(row[grade_at], words.get("decimal", "."))
        feedback = row[feedback_at] if feedback_at else ""
        taken = grade is not None and grade is not False and 0 <= grade <= maximum
        if not taken or (stored and stored.get(number) == grade):
            grade = None
        found[number] = grade, feedback
    return found


def moodle_feedback(names, participants):
    """`is_valid_filename_for_import`: (number, file name) of each name in a zip."""
    found = []
    for name in names:
        if name.rpartition("/")[2].startswith((".", "~")):
            continue
        parts = name.split("/")
        while parts:
            info = parts.pop(0).split("_", 4)
            if len(info) < 4 or not info[1].isdigit() or int(info[1]) not in participants:
                continue
            if (info[2], info[3]) not in (("assignsubmission", "file"), ("assignfeedback", "file")):
                continue
            found.append((int(info[1]), "/".join([*(info[4:] or [""]), *parts])))
            break
    return found
