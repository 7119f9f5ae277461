# %% [markdown]
# # Counts: the Poisson loss
#
# How many buses came in an hour, how many goals fell, how many letters were misprinted on a page: a count is a whole number, $0, 1, 2, \dots$
# A model that predicts counts says how many to expect, and the loss is the surprise at the count that came.
# In this notebook you write that loss, and meet the gradient of softmax and of the squared error once more.
#
# **What you write.** One class with two methods:
#
# - `forward(A, Y)` takes predictions $A$ and counts $Y$, both of shape $(N, C)$. It returns the loss.
# - `backward()` returns $\partial L/\partial A$, an array of the shape of $A$, for the last `forward`.
#
# **Rules.** NumPy only, float64. Inputs are never modified. One object may be used for many batches, and two objects know nothing of each other.
# The chapter “Counts: the same gradient once more” of the book derives every formula you need.

# %%
import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


# %% [markdown]
# `paired` is yours to use at the start of `forward`. So is `numerical_gradient`, which nudges one prediction after the other and knows nothing about your `backward`.


# %%
def numerical_gradient(loss, A, Y, h=1e-6):
    """Central differences of `loss.forward`, one entry of A at a time."""
    gradient = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        up, down = A.copy(), A.copy()
        up[index] += h
        down[index] -= h
        gradient[index] = (np.sum(loss.forward(up, Y)) - np.sum(loss.forward(down, Y))) / (2 * h)
    return gradient


# %% [markdown]
# ## The loss
#
# If $\lambda > 0$ events are expected, the Poisson distribution gives the count $y$ the probability $e^{-\lambda}\lambda^y/y!$.
# Its surprise is $\lambda - y\log\lambda + \log y!$. The last term does not depend on the prediction and is left out at first.
#
# By default, $A$ is the **logarithm** of the expected number, $A = \log\lambda$, so that any real number is a legal prediction:
#
# $$\ell = e^{A} - Y A, \qquad \frac{\partial\ell}{\partial A} = e^{A} - Y, \qquad L = \frac{1}{NC}\sum_{n,c}\ell_{nc}$$
#
# With `log_input=False`, $A$ is the expected number itself, $A = \lambda$. A small $\varepsilon$ keeps the logarithm finite at $A = 0$, in the gradient too:
#
# $$\ell = A - Y\log(A + \varepsilon), \qquad \frac{\partial\ell}{\partial A} = 1 - \frac{Y}{A + \varepsilon}$$
#
# With `full=True`, Stirling's approximation of $\log Y!$ is added to $\ell$ where $Y > 1$, and nothing elsewhere (for $Y \le 1$, $\log Y! = 0$ exactly):
#
# $$Y\log Y - Y + \tfrac12\log(2\pi Y)$$
#
# `reduction` is what it was for the regression losses: `"mean"` divides the sum by $N \cdot C$, `"sum"` does not, `"none"` returns all the $\ell$.
#
# **By hand.** Two hours at a bus stop with two lines: 2 and 1 buses were expected in the first, 4 and 0.5 in the second; 3, 0, 4 and 1 came.
# With $A = \log\lambda$ the losses are $2 - 3\log 2 = -0.0794$, $1 - 0 = 1$, $4 - 4\log 4 = -1.5452$ and $0.5 - \log 0.5 = 1.1931$, so $L = 0.5685/4 = 0.1421$.
# A loss below 0 is no mistake: $\log y!$ is missing.


# %%
class PoissonNLLLoss:
    r"""Mean surprise at counts, $e^A - YA$, or $A - Y\log(A+\varepsilon)$ if `log_input` is False.

    Args:
        log_input: whether A is the logarithm of the expected number, or that number itself.
        full: whether Stirling's approximation of log Y! is added where Y > 1.
        eps: $\varepsilon$, used only if `log_input` is False.
        reduction: `"mean"` (divide by N·C), `"sum"`, or `"none"` (an array of shape (N, C)).
    """

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        ### BEGIN SOLUTION
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of predictions A for counts Y ≥ 0, both of shape (N, C).

        Integer arrays are welcome and are computed with as real numbers.
        Raises ValueError if the two shapes differ.
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        if self.log_input:
            losses = np.exp(A) - Y * A
            self.slopes = np.exp(A) - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            self.slopes = 1 - Y / (A + self.eps)
        if self.full:
            many = np.maximum(Y, 1.0)
            stirling = many * np.log(many) - many + np.log(2 * np.pi * many) / 2
            losses = losses + np.where(Y > 1, stirling, 0.0)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        return self.slopes / (self.slopes.size if self.reduction == "mean" else 1)
        ### END SOLUTION


# %% [markdown]
# Run the next cell to check the example above.
# It says what is wrong, and why, if something is.


# %%
def check_poisson_nll_loss():
    """Two hours at the bus stop."""
    expected, came = np.array([[2.0, 1.0], [4.0, 0.5]]), np.array([[3.0, 0.0], [4.0, 1.0]])

    loss = PoissonNLLLoss()
    value = loss.forward(np.log(expected), came)
    assert np.isclose(value, 0.142132, atol=1e-6), (
        f"The loss is {value}, but (−0.0794 + 1 − 1.5452 + 1.1931)/4 = 0.1421: "
        "e^A − Y·A, averaged over N·C = 4 entries."
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 2), (
        f"The gradient has shape {np.shape(gradient)}, but there is one slope for each entry of A: (2, 2)."
    )
    assert np.allclose(gradient, numerical_gradient(loss, np.log(expected), came)), (
        f"backward() gives\n{gradient}\nbut nudging the predictions gives\n"
        f"{numerical_gradient(loss, np.log(expected), came)}"
    )
    loss = PoissonNLLLoss(log_input=False)
    value = loss.forward(expected, came)
    assert np.isclose(value, 0.142132, atol=1e-6), (
        f"With log_input=False the loss is {value}, but the expected numbers are the same as before, "
        "and so is the loss: 0.1421."
    )
    assert np.allclose(loss.backward(), numerical_gradient(loss, expected, came)), (
        f"With log_input=False backward() gives\n{loss.backward()}\nbut nudging the predictions gives\n"
        f"{numerical_gradient(loss, expected, came)}"
    )
    value = PoissonNLLLoss(full=True, reduction="sum").forward(np.log(expected), came)
    assert np.isclose(value, 5.489873, atol=1e-6), (
        f"With full=True the sum is {value}, but Stirling's formula adds 1.7641 for the count 3 and "
        "3.1573 for the count 4, and nothing for 0 and 1: 0.5685 + 4.9213 = 5.4899."
    )
    print("PoissonNLLLoss: the worked example is right.")


check_poisson_nll_loss()
