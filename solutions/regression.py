# %% [markdown]
# # Regression losses: MSE, L1, Huber, smooth L1
#
# A model predicts numbers; a loss says how far off they are, and its gradient says which way to move.
# In this notebook you write four losses that differ in one question only: how much should one large error count?
#
# **What you write.** Four classes with the same two methods:
#
# - `forward(A, Y)` takes predictions $A$ and targets $Y$, both of shape $(N, C)$: a row per sample, a column per output. It returns the loss.
# - `backward()` returns $\partial L/\partial A$, an array of the shape of $A$, for the last `forward`.
#
# **Rules for every class.** Inputs are never modified. One object may be used for many batches, and two objects know nothing of each other.
# Work in float64. $N$ and $C$ may be 1.
# Predictions and targets may be huge and their difference small, or the difference so large that its square is not a float any more; a loss that can be computed then must be right.
# The chapter “Regression losses” of the book derives every formula you need.

# %%
import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


# %% [markdown]
# `paired` is yours to use at the start of every `forward`.
# It takes lists and arrays of any numbers, makes whole numbers real before they can overflow, and it stops NumPy from broadcasting a column of shape $(N, 1)$ against a row of shape $(N,)$ into a table of $N \times N$ differences, a mistake that makes no noise.
#
# ## A tool to check yourself
#
# If you nudge one prediction by a small $h$ up and then down, the two losses differ by about $2h$ times the slope there.
# `numerical_gradient` does this for every entry. It knows nothing about your `backward`, so it can tell you when that is wrong.


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
# ## Mean squared error
#
# $$L = \frac{1}{NC}\sum_{n=1}^{N}\sum_{c=1}^{C} (A_{nc} - Y_{nc})^2$$
#
# **By hand.** Two houses, each with a predicted price in units of 100 000 dollars and a predicted number of bedrooms:
# $A = \begin{pmatrix}3 & 3\\5 & 4\end{pmatrix}$ and $Y = \begin{pmatrix}3.5 & 4\\4.5 & 3\end{pmatrix}$.
# The squared errors are $0.25, 1, 0.25, 1$; there are $N \cdot C = 4$ of them, so $L = 2.5/4 = 0.625$.
#
# The option `reduction` says what happens to the $N \times C$ pointwise losses, one for each entry:
# `"mean"` divides their sum by $N \cdot C$, `"sum"` does not divide, `"none"` returns all of them as an $(N, C)$ array.
# After `"none"`, `backward()` is the gradient of the sum of what `forward` returned.


# %%
class MSELoss:
    r"""Mean squared error, $L = \frac{1}{NC}\sum_{nc}(A_{nc}-Y_{nc})^2$.

    Args:
        reduction: `"mean"` (divide by N·C), `"sum"`, or `"none"` (an array of shape (N, C)).
    """

    def __init__(self, reduction="mean"):
        ### BEGIN SOLUTION
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of predictions A for targets Y, both of shape (N, C).

        Integer arrays are welcome and are computed with as real numbers.
        Raises ValueError if the two shapes differ (NumPy would broadcast them silently).
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        losses = self.residual**2
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        return 2 * self.residual / scale
        ### END SOLUTION


# %% [markdown]
# Run the next cell to check the example above.
# It says what is wrong, and why, if something is.


# %%
def check_mse_loss():
    """The two houses."""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])

    loss = MSELoss()
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.625), (
        f"The loss is {value}, but 2.5/4 = 0.625: the sum of the squared errors over N·C = 4 of them."
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 2), (
        f"The gradient has shape {np.shape(gradient)}, but there is one slope for each entry of A: (2, 2)."
    )
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward() gives\n{gradient}\nbut nudging the predictions gives\n"
        f"{numerical_gradient(loss, houses, sold)}"
    )
    value = MSELoss(reduction="sum").forward(houses, sold)
    assert np.isclose(value, 2.5), (
        f"With reduction='sum' the loss is {value}, but the squares add up to 2.5."
    )
    table = MSELoss(reduction="none").forward(houses, sold)
    assert np.allclose(table, [[0.25, 1], [0.25, 1]]), (
        f"With reduction='none' forward gives\n{table}\nbut the squared errors are 0.25, 1, 0.25, 1, one for each entry."
    )
    print("MSELoss: the worked example is right.")


check_mse_loss()

# %% [markdown]
# ## Absolute error
#
# $$L = \frac{1}{NC}\sum_{n,c} |A_{nc} - Y_{nc}|$$
#
# Its slope has the same size for a small error and for a large one.
# At a tie, $A_{nc} = Y_{nc}$, the absolute value has a kink; this course takes slope $0$ there, as PyTorch does.
#
# **By hand.** For the two houses the absolute errors are $0.5, 1, 0.5, 1$, so $L = 3/4$.


# %%
class L1Loss:
    r"""Mean absolute error, $L = \frac{1}{NC}\sum_{nc}|A_{nc}-Y_{nc}|$.

    Args:
        reduction: `"mean"` (divide by N·C), `"sum"`, or `"none"` (an array of shape (N, C)).
    """

    def __init__(self, reduction="mean"):
        ### BEGIN SOLUTION
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of predictions A for targets Y, both of shape (N, C).

        Integer arrays are welcome and are computed with as real numbers.
        Raises ValueError if the two shapes differ.
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        losses = np.abs(self.residual)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A; slope 0 at ties."""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        return np.sign(self.residual) / scale
        ### END SOLUTION


# %%
def check_l1_loss():
    """The two houses."""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])
    loss = L1Loss()
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.75), (
        f"The loss is {value}, but (0.5 + 1 + 0.5 + 1)/4 = 0.75: absolute errors, averaged over N·C."
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward() gives\n{gradient}\nbut nudging the predictions gives\n"
        f"{numerical_gradient(loss, houses, sold)}"
    )
    loss.forward(sold, sold)
    assert np.all(loss.backward() == 0), (
        f"For perfect predictions backward() gives\n{loss.backward()}\nbut the slope at a tie is 0."
    )
    print("L1Loss: the worked example is right.")


check_l1_loss()

# %% [markdown]
# ## Huber loss
#
# Squared for small errors, straight for large ones. With $d = A_{nc} - Y_{nc}$ and a threshold $\delta > 0$:
#
# $$\ell(d) = \begin{cases} \tfrac12 d^2 & |d| \le \delta \\ \delta\,(|d| - \tfrac12\delta) & |d| > \delta \end{cases}
# \qquad L = \frac{1}{NC}\sum_{n,c}\ell(A_{nc}-Y_{nc})$$
#
# **By hand.** With $\delta = 0.8$, the errors $0.5, 1, 0.5, 1$ of the two houses cost $0.125, 0.48, 0.125, 0.48$, so $L = 1.21/4 = 0.3025$.


# %%
class HuberLoss:
    r"""Mean Huber loss: $\frac12 d^2$ where $|d|\le\delta$, else $\delta(|d|-\frac12\delta)$, with d = A − Y.

    Args:
        delta: the threshold δ; ValueError unless it is positive.
        reduction: `"mean"` (divide by N·C), `"sum"`, or `"none"` (an array of shape (N, C)).
    """

    def __init__(self, delta=1.0, reduction="mean"):
        ### BEGIN SOLUTION
        if not delta > 0:
            raise ValueError(f"delta must be positive, not {delta}")
        self.delta, self.reduction = delta, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of predictions A for targets Y, both of shape (N, C).

        Integer arrays are welcome and are computed with as real numbers.
        Raises ValueError if the two shapes differ.
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        distance = np.abs(self.residual)
        near = np.minimum(distance, self.delta)
        losses = near * (distance - near / 2)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        return np.clip(self.residual, -self.delta, self.delta) / scale
        ### END SOLUTION


# %%
def check_huber_loss():
    """The two houses, with δ = 0.8."""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])
    loss = HuberLoss(delta=0.8)
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.3025), (
        f"The loss is {value}, but (0.125 + 0.48 + 0.125 + 0.48)/4 = 0.3025: "
        "half the square up to delta, a straight line beyond."
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward() gives\n{gradient}\nbut nudging the predictions gives\n"
        f"{numerical_gradient(loss, houses, sold)}"
    )
    print("HuberLoss: the worked example is right.")


check_huber_loss()

# %% [markdown]
# ## Smooth L1 loss
#
# The same two pieces, scaled so that large errors have slope $\pm 1$. With $d = A_{nc} - Y_{nc}$ and a width $\beta \ge 0$:
#
# $$\ell(d) = \begin{cases} \dfrac{d^2}{2\beta} & |d| < \beta \\[1ex] |d| - \tfrac12\beta & |d| \ge \beta \end{cases}
# \qquad L = \frac{1}{NC}\sum_{n,c}\ell(A_{nc}-Y_{nc})$$
#
# It is Huber's loss with $\delta = \beta$, divided by $\beta$. So $\beta$ says where the kink of the absolute value is rounded off, and nothing else:
# the smaller it is, the nearer the loss comes to the L1 loss, and $\beta = 0$ *is* the L1 loss, with slope $0$ at ties.
#
# **By hand.** With $\beta = 0.8$, the errors $0.5, 1, 0.5, 1$ of the two houses cost $0.15625, 0.6, 0.15625, 0.6$, so $L = 1.5125/4 = 0.378125$.


# %%
class SmoothL1Loss:
    r"""Mean smooth L1 loss: $d^2/(2\beta)$ where $|d|<\beta$, else $|d|-\frac12\beta$, with d = A − Y.

    Args:
        beta: the width β; ValueError if it is negative. With 0 it is the L1 loss.
        reduction: `"mean"` (divide by N·C), `"sum"`, or `"none"` (an array of shape (N, C)).
    """

    def __init__(self, beta=1.0, reduction="mean"):
        ### BEGIN SOLUTION
        if not beta >= 0:
            raise ValueError(f"beta must not be negative, but it is {beta}")
        self.beta, self.reduction = beta, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of predictions A for targets Y, both of shape (N, C).

        Integer arrays are welcome and are computed with as real numbers.
        Raises ValueError if the two shapes differ.
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        distance = np.abs(self.residual)
        near = np.minimum(distance, self.beta)
        share = near / self.beta if self.beta > 0 else 1.0
        losses = share * (distance - near / 2)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A; with beta = 0, slope 0 at ties."""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        near = np.clip(self.residual, -self.beta, self.beta)
        slopes = near / self.beta if self.beta > 0 else np.sign(self.residual)
        return slopes / scale
        ### END SOLUTION


# %%
def check_smooth_l1_loss():
    """The two houses, with a width of 0.8, and what a width of 0 is."""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])

    loss = SmoothL1Loss(beta=0.8)
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.378125), (
        f"The loss is {value}, but (0.15625 + 0.6 + 0.15625 + 0.6)/4 = 0.378125: "
        "d²/(2·0.8) up to beta, |d| − 0.4 beyond."
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward() gives\n{gradient}\nbut nudging the predictions gives\n"
        f"{numerical_gradient(loss, houses, sold)}"
    )
    value = SmoothL1Loss(beta=0).forward(houses, sold)
    assert np.isclose(value, 0.75), (
        f"With beta = 0 the loss is {value}, but nothing is rounded off then: it is the L1 loss, 0.75."
    )
    print("SmoothL1Loss: the worked example is right.")


check_smooth_l1_loss()

# %% [markdown]
# ## Find the bug
#
# A colleague tests a loss on the prices of two houses, in dollars, and their bedrooms, read from a file of whole numbers.
# The prices are off by 50 000 dollars each and the bedrooms by one, yet the mean of the squares comes out **negative**.
#
# ```python
# def mean_squared_price_error(A, Y):
#     return np.mean((A - Y) ** 2)
# ```
#
# Find out why (print `(A - Y) ** 2` and its `dtype`), then write the function so that it is right for whole numbers of any width.


# %%
def mean_squared_price_error(A, Y):
    """Return the mean of (A − Y)² as a float, for integer arrays of any width and any shape."""
    ### BEGIN SOLUTION
    A, Y = paired(A, Y)
    return np.mean((A - Y) ** 2)
    ### END SOLUTION


# %%
def check_mean_squared_price_error():
    """The two houses in dollars."""
    dollars = np.array([[300_000, 3], [500_000, 4]], dtype=np.int32)
    paid = np.array([[350_000, 4], [450_000, 3]], dtype=np.int32)
    value = mean_squared_price_error(dollars, paid)
    assert np.isclose(value, 1_250_000_000.5), (
        f"{value}: the right answer is (2 500 000 000 + 1)/2 = 1 250 000 000.5. "
        "The largest 32-bit integer is 2 147 483 647."
    )
    print("The bug is gone.")


check_mean_squared_price_error()
