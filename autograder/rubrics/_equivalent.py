"""Mutants that get full points although they are changed: for each the reason why that is right.

A mutant belongs here if no input within the docstring's promises tells it from the reference. One
that computes something else is a gap in the rubric: it needs a case, not a line in this file.
"""

_FACTOR = "A weight is only a factor beside float64 arrays, which makes it one of them."
_MINUS_ONE = "It matters only for a list or unsigned whole numbers, which no docstring promises."
_AT_ZERO = "The two branches of the sigmoid agree at 0."
_NEVER = "The place has probability 0, and 0 times the logarithm is 0 for any finite one."
_OTHER = "The other distribution is converted, and the sum of the two takes its type."
_ARRAY = "The docstring promises an array, which this call returns as it is."
_QUOTIENT = "The quotient of two whole numbers is a float64 already."
_EQUALLY_LONG = "There are as many gradients as parameters, so being strict changes nothing."
_INFINITE = "It matters only where a score is infinite, and no points depend on that."

#: stem → name of the mutant → reason
EQUIVALENT: dict[str, dict[str, str]] = {
    "binary": {
        "BCELoss.__init__: np.array(1 if weight is None else weight, dtype=float)"
        " → np.array(1 if weight is None else weight)": _FACTOR,
        "BCELoss.__init__: np.array(1 if weight is None else weight, dtype=float)"
        " → 1 if weight is None else weight": _FACTOR,
        "BCEWithLogitsLoss.__init__: np.array(1 if weight is None else weight, dtype=float)"
        " → np.array(1 if weight is None else weight)": _FACTOR,
        "BCEWithLogitsLoss.__init__: np.array(1 if weight is None else weight, dtype=float)"
        " → 1 if weight is None else weight": _FACTOR,
        "BCEWithLogitsLoss.__init__: np.array(1 if pos_weight is None else pos_weight, dtype=float)"
        " → np.array(1 if pos_weight is None else pos_weight)": _MINUS_ONE,
        "BCEWithLogitsLoss.__init__: np.array(1 if pos_weight is None else pos_weight, dtype=float)"
        " → 1 if pos_weight is None else pos_weight": _MINUS_ONE,
        "BCEWithLogitsLoss.backward: self.A < 0 → self.A <= 0": _AT_ZERO,
    },
    "contract": {
        "gradcheck: np.zeros(x.shape) → np.ones(x.shape)": (
            "Every entry is overwritten before it is read, so what the array starts with is lost."
        ),
    },
    "counts": {
        "PoissonNLLLoss.forward: np.maximum(Y, 1.0) → Y": (
            "What is computed for counts of 0 is thrown away; the maximum only avoids a warning."
        ),
        "PoissonNLLLoss.forward: 1.0 → 2.0": (
            "Counts are whole: those of 1 or less get no Stirling term, the others are 2 or more."
        ),
    },
    "cross_entropy": {
        "NLLLoss.forward: A, Y = (np.asarray(A), np.asarray(Y)) → pass": _ARRAY,
        "NLLLoss.forward: np.asarray(A) → A": _ARRAY,
        "NLLLoss.forward: np.asarray(Y) → Y": _ARRAY,
        "NLLLoss.forward: np.flatnonzero(np.not_equal(Y, self.ignore_index))"
        " → np.not_equal(Y, self.ignore_index)": (
            "Row numbers and a mask of the same rows select the same entries."
        ),
        "CrossEntropyLoss.forward: np.asarray(Y) → Y": _ARRAY,
        "CrossEntropyLoss.forward: np.multiply(self.mass, log_p, out=np.zeros((N, C)),"
        " where=self.mass != 0) → np.multiply(self.mass, log_p, out=np.zeros((N, C)))": _INFINITE,
        "CrossEntropyLoss.forward: 0 → -1 #2": _INFINITE,
        "CrossEntropyLoss.forward: 0 → 1": (
            "An ignored row may stand for any class, and there are at least two."
        ),
        "CrossEntropyLoss.backward: np.divide(slope, self.denominator, out=np.zeros_like(slope),"
        " where=self.keep) → np.divide(slope, self.denominator, out=np.zeros_like(slope))": (
            "Slopes of ignored rows are 0 before they are divided; it matters only where no row "
            "counts, which decides no points."
        ),
        "CrossEntropyLoss.backward: np.zeros_like(slope) → slope": (
            "The slopes of ignored rows are 0 already."
        ),
    },
    "divergence": {
        "cross_entropy: np.asarray(p, dtype=float) → np.asarray(p)": (
            "p is compared with 0 and multiplied with a float64 array, which converts it."
        ),
        "cross_entropy: 0.0 → 1.0": _NEVER,
        "kl_divergence: 0.0 → 1.0": _NEVER,
        "js_divergence: np.asarray(p, dtype=float) → np.asarray(p)": _OTHER,
        "js_divergence: np.asarray(p, dtype=float) → p": _OTHER,
        "js_divergence: np.asarray(q, dtype=float) → np.asarray(q)": _OTHER,
        "js_divergence: np.asarray(q, dtype=float) → q": _OTHER,
    },
    "information": {
        "entropy: 1.0 → 2.0": _NEVER,
        "bits_per_symbol: np.asarray(counts, dtype=float) → np.asarray(counts)": _QUOTIENT,
    },
    "objective": {
        "CrossEntropyLoss.forward: np.multiply(Y, log_p, out=np.zeros(A.shape), where=Y != 0)"
        " → np.multiply(Y, log_p, out=np.zeros(A.shape))": _INFINITE,
        "CrossEntropyLoss.forward: 0 → -1": _INFINITE,
        "train: zip(params, gradients, strict=True) → zip(params, gradients)": _EQUALLY_LONG,
        "train: True → False": _EQUALLY_LONG,
    },
    "regression": {
        "mean_squared_price_error: paired(A, Y) → paired(Y, A)": (
            "The error is squared, so the order of its two terms does not matter."
        ),
    },
    "softmax": {
        "label_surprise: np.multiply(Y, log_p, out=np.zeros(log_p.shape), where=Y != 0)"
        " → np.multiply(Y, log_p, out=np.zeros(log_p.shape))": _INFINITE,
        "label_surprise: 0 → -1": _INFINITE,
        "sigmoid: z < 0 → z <= 0": _AT_ZERO,
    },
}
