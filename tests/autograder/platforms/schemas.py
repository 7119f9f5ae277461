"""JSON Schemas written from the specifications of the platforms; see each for its source."""

NUMBER = {"type": "number", "minimum": 0}
TEXT = {"type": "string"}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}

#: gradescope-autograders.readthedocs.io/en/latest/specs
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "anyOf": [
        {"required": ["score"]},
        {"properties": {"tests": {"items": {"required": ["score"]}}}, "required": ["tests"]},
    ],
    "properties": {
        "score": NUMBER,
        "execution_time": NUMBER,
        "output": TEXT,
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": NUMBER,
                    "max_score": NUMBER,
                    "status": {"enum": ["passed", "failed"]},
                    "name": TEXT,
                    "name_format": FORMAT,
                    "number": TEXT,
                    "output": TEXT,
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": TEXT},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}

#: docs/externalGrading.md of PrairieLearn/PrairieLearn
PRAIRIELEARN = {
    "type": "object",
    "if": {"properties": {"gradable": {"const": False}}, "required": ["gradable"]},
    "else": {"required": ["score"]},
    "properties": {
        "gradable": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "format_errors": {"type": ["string", "array"], "items": TEXT},
        "message": TEXT,
        "output": TEXT,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                # Points are shown only if both stand on every test.
                "required": ["name", "points", "max_points"],
                "properties": {
                    "name": TEXT,
                    "description": TEXT,
                    "points": NUMBER,
                    "max_points": NUMBER,
                    "message": TEXT,
                    "output": TEXT,
                },
            },
        },
    },
}

#: wiki/Advanced-Autograding.md of foundation50/classroom50, "The result.json contract"
CLASSROOM50 = {
    "type": "object",
    "required": [
        "schema", "classroom", "assignment", "submission", "commit", "release", "review",
        "datetime", "score", "max-score", "tests",
    ],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        **dict.fromkeys(
            ["classroom", "assignment", "submission", "commit", "release", "review"], TEXT
        ),
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": {"type": "integer", "minimum": 0},
        "max-score": {"type": "integer", "minimum": 0},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": TEXT,
                    "passed": {"type": "boolean"},
                    "score": {"type": "integer"},
                    "max-score": {"type": "integer"},
                },
            },
        },
    },
}  # fmt: skip

TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}(Z|[+-]\d\d:\d\d)$"}
#: 1EdTech "LTI Assignment and Grade Services 2.0", Score; Canvas's page on Score
AGS = {
    "type": "object",
    "required": ["userId", "activityProgress", "gradingProgress", "timestamp"],
    "dependentRequired": {"scoreGiven": ["scoreMaximum"]},
    "additionalProperties": False,
    "properties": {
        "userId": {"type": "string", "minLength": 1},
        "scoreGiven": NUMBER,
        "scoreMaximum": {"type": "number", "exclusiveMinimum": 0},
        "comment": TEXT,
        "timestamp": TIME,
        "activityProgress": {
            "enum": ["Initialized", "Started", "InProgress", "Submitted", "Completed"]
        },
        "gradingProgress": {
            "enum": ["FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"]
        },
        "submission": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"startedAt": TIME, "submittedAt": TIME},
        },
    },
}

SCHEMAS = {
    "gradescope": GRADESCOPE,
    "prairielearn": PRAIRIELEARN,
    "classroom50": CLASSROOM50,
    "ags": AGS,
}
