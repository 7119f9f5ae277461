# %% [markdown]
# # The softmax family
#
# A classifier ends in a row of scores, one for each class, called *logits*.
# Softmax turns them into probabilities; log-sum-exp is the one difficult number inside it.
# In this notebook you write both, their logarithms, the two-class special case, and the derivative.
#
# **What you write.** Six functions of an array of logits $z$:
#
# | function | returns |
# |---|---|
# | `logsumexp(z, axis=-1, keepdims=False)` | $\log\sum_i e^{z_i}$ along an axis |
# | `softmax(z, axis=-1)` | probabilities, of the shape of $z$ |
# | `log_softmax(z, axis=-1)` | their logarithms, of the shape of $z$ |
# | `sigmoid(z)` | the probability of “yes”, entry by entry |
# | `log_sigmoid(z)` | its logarithm, entry by entry |
# | `softmax_jacobian(z)` | all derivatives $\partial p_i/\partial z_j$ |
#
# **Rules for every function.** Logarithms are natural.
# A batch may have a single row, and a row a single class.
# Inputs are never modified.
# Logits as large as $\pm 10^4$ must give the right answer, not `nan`, and not an infinity where the answer is finite.
# Work in float64: `np.asarray(z, dtype=float)` makes real numbers of whole numbers before an 8-bit one can overflow.
# (It copies only when it has to. An array that is float64 already comes back as the caller's own.)
#
# You may call the functions that you have written in the ones that follow.
# The chapter “Softmax” of the book derives every formula you need.

# %%
import numpy as np

# %% [markdown]
# ## A tool to check yourself
#
# If you nudge one logit by a small $h$ up and then down, the result changes by about $2h$ times its slope.
# `numerical_jacobian` does this for every entry of a vector $z$; its column $j$ is how everything moves when $z_j$ does.


# %%
def numerical_jacobian(function, z, h=1e-6):
    """Central differences: entry [..., j] is the derivative of function(z) with respect to z[j]."""
    z = np.asarray(z, dtype=float)
    steps = h * np.eye(z.size)
    return np.stack([(function(z + s) - function(z - s)) / (2 * h) for s in steps], axis=-1)


# %% [markdown]
# ## Log-sum-exp
#
# $$\operatorname{LSE}(z) = \log\sum_{i} e^{z_i}$$
#
# It is a soft version of the maximum: never below it, and at most $\ln C$ above it for $C$ logits.
#
# **By hand.** For $z = (2, 1, 0.1)$ the exponentials are $7.389$, $2.718$ and $1.105$.
# They sum to $11.212$, and $\ln 11.212 = 2.4170$.
#
# **The difficulty.** The largest float64 is about $e^{709.8}$, so $e^{1000}$ overflows to infinity, and $e^{-1000}$ underflows to zero.
# But any number $m$ may be taken out of the sum:
#
# $$\log\sum_i e^{z_i} = m + \log\sum_i e^{z_i - m}$$
#
# Choose $m$ so that the sum on the right can neither overflow nor vanish, and choose it anew for every sum.


# %%
def logsumexp(z, axis=-1, keepdims=False):
    r"""Return $\log\sum_i e^{z_i}$ along an axis.

    Args:
        z: logits, an array of any shape, real or whole numbers.
        axis: the axis to sum along, which the result no longer has.
        keepdims: if true, the result keeps that axis with length 1.
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    top = z.max(axis=axis, keepdims=True)
    result = top + np.log(np.exp(z - top).sum(axis=axis, keepdims=True))
    return result if keepdims else result.squeeze(axis=axis)
    ### END SOLUTION


# %% [markdown]
# Run the next cell to check the example above.
# It says what is wrong, and why, if something is.


# %%
def check_logsumexp():
    """Two rows of scores, and two logits of 1000."""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])

    value = logsumexp(scores)
    assert np.shape(value) == (2,), (
        f"The shape is {np.shape(value)}, but there is one sum for each of the 2 rows: (2,)."
    )
    assert np.allclose(value, [2.417030, 2.824497], atol=1e-6), (
        f"logsumexp gives {value}, but log(7.389 + 2.718 + 1.105) = 2.4170 for the first row, "
        "and log(3.320 + 12.182 + 1.350) = 2.8245 for the second."
    )
    assert np.allclose(logsumexp(np.array([1000.0, 1000.0])), 1000 + np.log(2)), (
        "Two logits of 1000 give 1000 + log 2: take 1000 out of the sum before you exponentiate."
    )
    print("logsumexp: the worked example is right.")


check_logsumexp()

# %% [markdown]
# ## Softmax
#
# $$p_i = \frac{e^{z_i}}{\sum_{k} e^{z_k}}$$
#
# Each $p_i$ is positive and they sum to 1.
# Only differences between logits count: adding the same number to all of them changes nothing.
#
# **By hand.** For $z = (2, 1, 0.1)$: $p = (7.389, 2.718, 1.105)/11.212 = (0.659, 0.242, 0.099)$.
#
# A batch has shape $(N, C)$: a row for each of $N$ samples, a column for each of $C$ classes.
# Each row has its own probabilities, so the sum is along the last axis.
# With `axis=0` each column has its own.


# %%
def softmax(z, axis=-1):
    r"""Return the probabilities $e^{z_i}/\sum_k e^{z_k}$ along an axis, in an array of the shape of z.

    Args:
        z: logits, an array of any shape, real or whole numbers.
        axis: the axis along which the probabilities sum to 1.
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    exponentials = np.exp(z - z.max(axis=axis, keepdims=True))
    return exponentials / exponentials.sum(axis=axis, keepdims=True)
    ### END SOLUTION


# %%
def check_softmax():
    """Two rows of scores."""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    p = softmax(scores)
    assert np.shape(p) == (2, 3), (
        f"The shape is {np.shape(p)}, but there is a probability per logit: (2, 3)."
    )
    assert np.allclose(p.sum(axis=1), 1), (
        f"The rows of\n{p}\nsum to {p.sum(axis=1)}, but must sum to 1."
    )
    assert np.allclose(p[0], [0.659001, 0.242433, 0.098566], atol=1e-6), (
        f"The first row is {p[0]}, but (7.389, 2.718, 1.105)/11.212 = (0.659, 0.242, 0.099)."
    )
    assert np.allclose(p, softmax(scores + 1000)), (
        "Adding 1000 to every logit must change nothing: only differences between logits count."
    )
    assert np.allclose(p[0], numerical_jacobian(logsumexp, scores[0])), (
        "Softmax is the gradient of log-sum-exp, but yours is not the gradient of your logsumexp."
    )
    print("softmax: the worked example is right.")


check_softmax()

# %% [markdown]
# ## Log-softmax
#
# $$\log p_i = z_i - \operatorname{LSE}(z)$$
#
# **By hand.** For $z = (2, 1, 0.1)$: $\log p = (-0.417, -1.417, -2.317)$.
# For $z = (1000, 0)$: $\log p = (0, -1000)$.
# The second probability is $e^{-1000}$, which underflows to $0$, so its logarithm cannot be found from it.
# It can be found from the logits.


# %%
def log_softmax(z, axis=-1):
    r"""Return $\log p_i = z_i - \log\sum_k e^{z_k}$ along an axis, in an array of the shape of z.

    Finite wherever z is: also where the probability itself underflows to 0.

    Args:
        z: logits, an array of any shape, real or whole numbers.
        axis: the axis along which the probabilities sum to 1.
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    shifted = z - z.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    ### END SOLUTION


# %%
def check_log_softmax():
    """Two rows of scores, and logits far apart."""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    value = log_softmax(scores)
    assert np.allclose(value[0], [-0.417030, -1.417030, -2.317030], atol=1e-6), (
        f"The first row is {value[0]}, but (2, 1, 0.1) − 2.4170 = (−0.417, −1.417, −2.317)."
    )
    value = log_softmax(np.array([1000.0, 0.0]))
    assert np.allclose(value, [0, -1000]), (
        f"log_softmax([1000, 0]) gives {value}, but 1000 − 1000 = 0 and 0 − 1000 = −1000."
    )
    print("log_softmax: the worked example is right.")


check_log_softmax()

# %% [markdown]
# ## Sigmoid
#
# With two classes only the difference $z$ of their logits counts, and the softmax of $(z, 0)$ starts with
#
# $$\sigma(z) = \frac{e^{z}}{e^{z} + 1} = \frac{1}{1 + e^{-z}}$$
#
# **By hand.** $\sigma(0) = \frac12$. At $z = \ln 3$ the odds are $e^z = 3$ to $1$, so $\sigma(\ln 3) = \frac34$, and $\sigma(-\ln 3) = \frac14$.
#
# The two fractions are equal on paper, not in the machine: think of what each does at $z = 10^4$ and at $z = -10^4$.


# %%
def sigmoid(z):
    r"""Return $\sigma(z) = 1/(1 + e^{-z})$ for each entry of z, in an array of the shape of z.

    Args:
        z: a number or an array of any shape, real or whole numbers.
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))  # at most 1, so it cannot overflow
    return np.where(z < 0, small, 1) / (1 + small)
    ### END SOLUTION


# %%
def check_sigmoid():
    """Odds of 1:3, 1:1 and 3:1, and the far ends."""
    odds = np.log(np.array([1 / 3, 1.0, 3.0]))
    assert np.allclose(sigmoid(odds), [0.25, 0.5, 0.75]), (
        f"sigmoid gives {sigmoid(odds)}, but odds of 1:3, 1:1 and 3:1 are 0.25, 0.5 and 0.75."
    )
    assert np.allclose(sigmoid(odds), [softmax(np.array([z, 0.0]))[0] for z in odds]), (
        "sigmoid(z) must be the first entry of softmax((z, 0))."
    )
    assert np.allclose(sigmoid(np.array([-1e4, 1e4])), [0, 1]), (
        f"sigmoid gives {sigmoid(np.array([-1e4, 1e4]))} at −10000 and 10000, where it is 0 and 1 "
        "to all digits."
    )
    print("sigmoid: the worked example is right.")


check_sigmoid()

# %% [markdown]
# ## Log-sigmoid
#
# $$\log\sigma(z) = -\log(1 + e^{-z}) = \min(z, 0) - \log(1 + e^{-|z|})$$
#
# **By hand.** $\log\sigma(\ln 3) = \ln\frac34 = -0.2877$ and $\log\sigma(-\ln 3) = \ln\frac14 = -1.3863$.
# Far out to the left it is nearly $z$ itself: $\log\sigma(-1000) = -1000$ to all digits.
#
# `np.log1p(x)` is $\log(1 + x)$ without rounding $1 + x$ first.


# %%
def log_sigmoid(z):
    r"""Return $\log\sigma(z) = -\log(1 + e^{-z})$ for each entry of z, in an array of the shape of z.

    Finite wherever z is: also where $\sigma(z)$ underflows to 0.

    Args:
        z: a number or an array of any shape, real or whole numbers.
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    ### END SOLUTION


# %%
def check_log_sigmoid():
    """Odds of 1:3, 1:1 and 3:1, and the far ends."""
    odds = np.log(np.array([1 / 3, 1.0, 3.0]))
    value = log_sigmoid(odds)
    assert np.allclose(value, np.log([0.25, 0.5, 0.75])), (
        f"log_sigmoid gives {value}, but it is the logarithm of 0.25, 0.5 and 0.75."
    )
    value = log_sigmoid(np.array([-1000.0, 1000.0]))
    assert np.allclose(value, [-1000, 0]), (
        f"log_sigmoid gives {value} at −1000 and 1000, but it is −1000 and 0 there, to all digits."
    )
    print("log_sigmoid: the worked example is right.")


check_log_sigmoid()

# %% [markdown]
# ## The Jacobian of softmax
#
# Every probability depends on every logit, because the logits share one sum:
#
# $$\frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)$$
#
# Here $\delta_{ij}$ is $1$ if $i = j$ and $0$ otherwise.
# Raising $z_j$ raises $p_j$ and takes from all others, so each row and each column of this table sums to 0.
#
# **By hand.** For $p = (0.6590, 0.2424, 0.0986)$ the first row is $0.6590 \cdot (1 - 0.6590,\ -0.2424,\ -0.0986) = (0.225, -0.160, -0.065)$.
#
# For a batch there is a table for each row.


# %%
def softmax_jacobian(z):
    r"""Return all derivatives of softmax: entry [i, j] is $\partial p_i/\partial z_j$.

    Args:
        z: logits, either a vector of shape (C,) or a batch of shape (N, C), whose softmax is
            along the last axis.

    Returns:
        An array of shape (C, C) for a vector; for a batch of shape (N, C, C), a table per row.
    """
    ### BEGIN SOLUTION
    p = softmax(z)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])
    ### END SOLUTION


# %%
def check_softmax_jacobian():
    """One row, and a batch of two."""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    J = softmax_jacobian(scores[0])
    assert np.shape(J) == (3, 3), (
        f"The shape is {np.shape(J)}, but 3 probabilities depend on 3 logits: (3, 3)."
    )
    assert np.allclose(J, numerical_jacobian(softmax, scores[0])), (
        f"softmax_jacobian gives\n{J}\nbut nudging the logits gives\n{numerical_jacobian(softmax, scores[0])}"
    )
    both = softmax_jacobian(scores)
    assert np.shape(both) == (2, 3, 3), (
        f"The shape for a batch of 2 rows is {np.shape(both)}, but there is a table per row: (2, 3, 3)."
    )
    assert np.allclose(both[0], J), "The first table of the batch must be the one of its first row."
    print("softmax_jacobian: the worked example is right.")


check_softmax_jacobian()

# %% [markdown]
# ## Find the bug
#
# An article computes how surprised a model is by the true labels.
# `A` holds logits and `Y` one-hot labels, both of shape $(N, C)$; the surprise of a row is $-\sum_c Y_{nc}\log p_{nc}$.
# Its softmax subtracts the maximum of each row, and is right.
#
# ```python
# def label_surprise(A, Y):
#     return -np.sum(Y * np.log(softmax(A)), axis=1)
# ```
#
# For the logits `[1000, 0, 0]` it says `nan` if the label is class 0, which the model is sure of, and also `nan` if it is class 1.
# The right answers are $0$ and $1000$.
# (Another article says that a log-softmax needs no extra handling. This is the handling that it needs.)
#
# Find out where the `nan` comes from (print `np.log(softmax(A))`, then multiply it by `Y`).
# Then write the function so that it is right for all finite logits.


# %%
def label_surprise(A, Y):
    r"""Return $-\sum_c Y_{nc}\log p_{nc}$ for each row, where p is the softmax of the row of A.

    Args:
        A: logits, of shape (N, C).
        Y: labels, one-hot or other probabilities, of shape (N, C).

    Returns:
        An array of shape (N,).
    """
    ### BEGIN SOLUTION
    log_p = log_softmax(A)
    terms = np.multiply(Y, log_p, out=np.zeros(log_p.shape), where=Y != 0)  # 0 log 0 = 0
    return -terms.sum(axis=1)
    ### END SOLUTION


# %%
def check_label_surprise():
    """A model that is sure, right and wrong."""
    sure = np.array([[1000.0, 0.0, 0.0], [1000.0, 0.0, 0.0]])
    labels = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    value = label_surprise(sure, labels)
    assert np.allclose(value, [0, 1000]), (
        f"{value}: the right answers are 0 (the model is sure, and right) and 1000 (sure, and wrong)."
    )
    print("The bug is gone.")


check_label_surprise()
