"""nbgrader's settings for this course: where things are, and our two steps in `autograde`."""

c = get_config()  # noqa: F821  (traitlets puts it there)

c.CourseDirectory.course_id = "surprise-to-gradient"
c.CourseDirectory.source_directory = "build/source"  # staged by `autograder release`
c.CourseDirectory.release_directory = "assignments"
c.CourseDirectory.submitted_directory = "grades/submitted"
c.CourseDirectory.autograded_directory = "grades/autograded"
c.CourseDirectory.feedback_directory = "grades/feedback"
c.CourseDirectory.solution_directory = "grades/solution"
c.CourseDirectory.db_url = "sqlite:///grades/gradebook.db"

c.ExportPlugin.to = "grades/grades.csv"
# nbgrader's own does not quote: a comma in an id shifts the row, a "=" makes it a formula.
c.ExportApp.plugin_class = "autograder.gradebook.export.SafeCsvExport"

# Graded cells say nothing in a student's notebook; what the Validate button can tell is whether
# the checks of the worked examples pass, and those stand in other cells.
c.Validator.validate_all = True

# A submission is rebuilt from the released notebook before anything looks at it, and judged
# outside its own process instead of by cells that it could have tampered with.
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader_steps.Rebuild",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_steps.Judge",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# The page that a student gets back. With the book's address, e.g. "https://example.org/course", it
# links the section to read again: c.Autograder.book_url = "…"
c.GenerateFeedback.exporter_class = "autograder.gradebook.feedback_page.FeedbackExporter"

# Coloring of code has a bound: what is longer than anybody writes is shown as plain text.
c.HTMLExporter.filters = {"highlight_code": "autograder.nbgrader_steps.Highlight"}
