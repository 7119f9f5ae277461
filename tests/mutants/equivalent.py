"""Mutants that get full points although they are changed: for each the reason why that is right.

A mutant belongs here if no input within the docstring's promises tells it from the reference. One
that computes something else is a gap in the rubric: it needs a case, not a line in this file.
"""

#: stem → name of the mutant → reason
EQUIVALENT: dict[str, dict[str, str]] = {
    "contract": {
        "gradcheck: np.zeros(x.shape) → np.ones(x.shape)": (
            "Every entry is overwritten before it is read, so what the array starts with is lost."
        ),
    },
    "regression": {
        "mean_squared_price_error: paired(A, Y) → paired(Y, A)": (
            "The error is squared, so the order of its two terms does not matter."
        ),
    },
}
