# %% [markdown]
# # Warm-up: shapes, gradients and the contract of a loss
#
# Every loss of this course takes a table of predictions and their targets, and every gradient comes back as a table of the shape of the predictions.
# In this notebook you write the small tools around them: tables out of labels, sums along the right axis, a test for gradients, and the base class of a loss.
#
# **Notation.** $A$ holds the predictions and $Y$ the targets, both of shape $(N, C)$: $N$ samples, one per row, and $C$ numbers for each.
# $\iota_N$ is a column of $N$ ones.
# Classes are numbered from 0, as Python counts.
#
# **Rules.** Inputs are never modified. $N$ and $C$ may be 1.
# Labels and entries of a table may be whole numbers of any width.
# The chapter “What a loss is” of the book explains the ideas behind every task.

# %%
import numpy as np

# %% [markdown]
# ## Labels become a table
#
# A classifier with $C$ classes gives each sample a row of $C$ numbers, so the right answer should be a row of $C$ numbers too.
# The *one-hot* row of class $y$ has a 1 in column $y$ and 0 elsewhere:
#
# $$Y_{nc} = \begin{cases} 1 & c = y_n \\ 0 & c \ne y_n \end{cases}$$
#
# **By hand.** Two samples of the classes 0 and 2, with $C = 3$: $\;Y = \begin{pmatrix}1 & 0 & 0\\0 & 0 & 1\end{pmatrix}$.
#
# A label that is no class, such as $-1$ or $C$, is a mistake in the data.
# NumPy would take $-1$ for the last column without a word; your function says so instead.


# %%
def one_hot(y, C):
    """Return the one-hot rows of the labels y: numbers, in an array of shape (N, C).

    Args:
        y: N whole numbers from 0 to C − 1, an array of shape (N,).
        C: the number of classes. The largest of them need not occur in y.

    Raises ValueError if a label is negative or not below C.
    """
    ### BEGIN SOLUTION
    if np.any((y < 0) | (y >= C)):
        raise ValueError(f"labels must be from 0 to {C - 1}")
    return np.eye(C)[y]
    ### END SOLUTION


# %%
def check_one_hot():
    """Two samples of three classes."""
    table = one_hot(np.array([0, 2]), 3)
    assert np.shape(table) == (2, 3), (
        f"The shape is {np.shape(table)}, but there are 2 samples of 3 classes: (2, 3)."
    )
    assert np.array_equal(table, [[1, 0, 0], [0, 0, 1]]), (
        f"You return\n{table}\nbut class 0 has its 1 in the first column, and class 2 in the third."
    )
    assert np.shape(one_hot(np.array([0, 0]), 3)) == (2, 3), (
        "Two samples of class 0 still have 3 columns: C says how many classes there are, not y."
    )
    print("one_hot: the worked example is right.")


check_one_hot()

# %% [markdown]
# ## A sum written with ones
#
# Lectures write the sum of all entries of a table $M$ as a product with vectors of ones:
#
# $$\iota_N^{\mathsf T}\, M\, \iota_C = \sum_{n=1}^{N}\sum_{c=1}^{C} M_{nc}$$
#
# $M\,\iota_C$ adds up each row, and $\iota_N^{\mathsf T}$ adds up what is left.
#
# **By hand.** Two houses with predicted and true prices and bedrooms give the squared errors
# $\begin{pmatrix}2\,500\,000\,000 & 1\\2\,500\,000\,000 & 1\end{pmatrix}$.
# The rows sum to $2\,500\,000\,001$ each, so the sum is $5\,000\,000\,002$.
#
# A product of matrices is a matrix, here one of shape $(1, 1)$. A loss is a number.


# %%
def iota_sum(M):
    """Return the sum of all entries of M, of shape (N, C), as a single number.

    Whole numbers of any width are summed without overflow.
    """
    ### BEGIN SOLUTION
    N, C = M.shape
    return np.ones(N) @ M @ np.ones(C)
    ### END SOLUTION


# %%
def check_iota_sum():
    """The squared errors of two houses."""
    squares = np.array([[2_500_000_000.0, 1.0], [2_500_000_000.0, 1.0]])
    value = iota_sum(squares)
    assert np.shape(value) == (), (
        f"The shape is {np.shape(value)}, but a sum of everything is a single number: ()."
    )
    assert value == 5_000_000_002, (
        f"The sum is {value}, but the two rows sum to 2 500 000 001 each."
    )
    print("iota_sum: the worked example is right.")


check_iota_sum()

# %% [markdown]
# ## A shape quiz: which axis, and does it stay?
#
# A table $Z$ of shape $(N, C)$ holds positive scores, a row per sample.
# Divide each row by its sum, so that it becomes a probability distribution:
#
# $$P_{nc} = \frac{Z_{nc}}{\sum_{k=1}^{C} Z_{nk}}$$
#
# An article prints this formula with $Z = e^A$ as $\dfrac{\exp(A)}{\sum_{j} \exp(A_{ij})}$: a whole table over a sum that is different for each row $i$.
# On paper a kind reader guesses what is meant.
# NumPy guesses too: it lines shapes up from the right, and if $N = C$ a wrong guess makes no noise.
#
# **By hand.** The rows $(1, 2, 1)$ and $(4, 1, 5)$ have the sums 4 and 10, so $P = \begin{pmatrix}0.25 & 0.5 & 0.25\\0.4 & 0.1 & 0.5\end{pmatrix}$.


# %%
def row_softmax_shape_quiz(Z):
    """Return Z with each row divided by its sum, of the shape (N, C) of Z.

    The scores in Z are positive; nothing is exponentiated here. Z itself is not modified.
    """
    ### BEGIN SOLUTION
    return Z / Z.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %%
def check_row_softmax_shape_quiz():
    """Two rows, and a square table."""
    P = row_softmax_shape_quiz(np.array([[1.0, 2.0, 1.0], [4.0, 1.0, 5.0]]))
    assert np.allclose(P, [[0.25, 0.5, 0.25], [0.4, 0.1, 0.5]]), (
        f"You return\n{P}\nbut 1/4, 2/4, 1/4 and 4/10, 1/10, 5/10 are the shares of each row."
    )
    P = row_softmax_shape_quiz(np.array([[1.0, 3.0], [4.0, 1.0]]))
    assert np.allclose(P.sum(axis=1), 1), (
        f"The rows of a square table sum to {P.sum(axis=1)}, but should sum to 1. "
        "Is each entry divided by the sum of its own row?"
    )
    print("row_softmax_shape_quiz: the worked examples are right.")


check_row_softmax_shape_quiz()

# %% [markdown]
# ## How to know that a gradient is right
#
# A gradient is a claim: “nudge this entry by a little, and the value changes by that many times as much.”
# A claim can be tested. Nudge the entry $x_i$ by $h$ up and then down; $e_i$ is the vector with a 1 at place $i$ and 0 elsewhere:
#
# $$d_i = \frac{f(x + h e_i) - f(x - h e_i)}{2h}$$
#
# This *central difference* knows nothing about how the gradient was derived.
# If $g$ is the gradient that is claimed, the error at place $i$ is measured against the size of the slopes, but against no less than 1, so that two slopes near zero are not divided by nearly nothing:
#
# $$\text{error}_i = \frac{|g_i - d_i|}{\max(1, |g_i|, |d_i|)}$$
#
# The answer of the check is the largest of these errors.
# For values of ordinary size and $h = 10^{-6}$, a right gradient gives about $10^{-9}$, and a wrong one rarely less than $10^{-3}$.
#
# **By hand.** $f(x) = \sum_i x_i^3$ has the gradient $3x_i^2$.
# At $x = (1, 2)$ with the coarse step $h = 0.5$ the differences are $1.5^3 - 0.5^3 = 3.25$ and $2.5^3 - 1.5^3 = 12.25$, where the gradient says 3 and 12.
# The errors are $0.25/3.25$ and $0.25/12.25$; the larger is $1/13 \approx 0.0769$.
# A smaller step makes it smaller, until rounding takes over.


# %%
def gradcheck(f, x, h=1e-6):
    """Return the largest error of a claimed gradient, measured with central differences.

    Args:
        f: a function of an array that returns a tuple: the value, a number, and the claimed
            gradient, an array of the shape of its argument.
        x: where to check, an array of any shape; whole numbers are taken as real ones.
            It is not modified.
        h: the size of the nudge.
    """
    ### BEGIN SOLUTION
    x = np.array(x, dtype=float)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = h
        slopes[index] = (f(x + nudge)[0] - f(x - nudge)[0]) / (2 * h)
    gradient = f(x)[1]
    scale = np.maximum(1, np.maximum(np.abs(gradient), np.abs(slopes)))
    return np.max(np.abs(gradient - slopes) / scale)
    ### END SOLUTION


# %%
def check_gradcheck():
    """The cubes, and a gradient without its factor."""

    def cubes(x):
        return np.sum(x**3), 3 * x**2

    value = gradcheck(cubes, np.array([1.0, 2.0]), h=0.5)
    assert np.isclose(value, 1 / 13), (
        f"The largest error is {value}, but 0.25/3.25 = 0.0769 is the larger of the two."
    )
    value = gradcheck(cubes, np.array([1.0, 2.0]))
    assert value < 1e-8, (
        f"With the small step the gradient is right, but you find an error of {value}."
    )
    value = gradcheck(lambda x: (np.sum(x**2), x), np.array([3.0, -2.0]))
    assert np.isclose(value, 0.5), (
        f"A gradient without its factor 2 has the error 0.5, but you find {value}."
    )
    print("gradcheck: the worked example is right.")


check_gradcheck()

# %% [markdown]
# ## What all losses share
#
# A loss compares every prediction with its target. That gives a table of *pointwise losses* $\ell_{nc}$, and a table of their slopes $\partial \ell_{nc}/\partial A_{nc}$.
# The option `reduction` says what becomes of them:
#
# | `reduction` | `forward` returns | so the gradient is |
# |---|---|---|
# | `"mean"` | $L = \frac1{NC}\sum_{nc}\ell_{nc}$ | the slopes, divided by $N \cdot C$ |
# | `"sum"` | $L = \sum_{nc}\ell_{nc}$ | the slopes |
# | `"none"` | the table $\ell$ itself | the slopes: the gradient of the sum of what was returned |
#
# This is the same for every loss, so it belongs in a base class: `reduce` does the middle column, and `spread` the last one.
# Losses that give one number per sample have a vector of $N$ losses instead of a table; then the mean divides by $N$.
# In short: the mean divides by how many losses there are.
#
# **By hand.** The losses $\begin{pmatrix}0.25 & 1\\0.25 & 1\end{pmatrix}$ have the mean $2.5/4 = 0.625$, and slopes $\begin{pmatrix}-1 & -2\\1 & 2\end{pmatrix}$ become $\begin{pmatrix}-0.25 & -0.5\\0.25 & 0.5\end{pmatrix}$.


# %%
class Loss:
    """What all losses share: the option `reduction`.

    Args:
        reduction: `"mean"`, `"sum"` or `"none"`; anything else raises ValueError at once.
    """

    def __init__(self, reduction="mean"):
        ### BEGIN SOLUTION
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(f"reduction must be mean, sum or none, not {reduction!r}")
        self.reduction = reduction
        ### END SOLUTION

    def reduce(self, losses):
        """Return the mean or the sum of the losses, or the losses themselves.

        Mean and sum are single numbers. `losses` may have any shape.
        """
        ### BEGIN SOLUTION
        if self.reduction == "none":
            return losses
        return losses.sum() / (losses.size if self.reduction == "mean" else 1)
        ### END SOLUTION

    def spread(self, slopes):
        """Return the gradient of what `reduce` makes of losses that have these slopes.

        It has the shape of `slopes`, which are not modified.
        """
        ### BEGIN SOLUTION
        return slopes / (slopes.size if self.reduction == "mean" else 1)
        ### END SOLUTION


# %%
def check_loss():
    """The four losses, reduced and spread."""
    losses, slopes = np.array([[0.25, 1.0], [0.25, 1.0]]), np.array([[-1.0, -2.0], [1.0, 2.0]])
    value = Loss().reduce(losses)
    assert np.isclose(value, 0.625), f"The mean is {value}, but 2.5/4 = 0.625."
    gradient = Loss().spread(slopes)
    assert np.allclose(gradient, slopes / 4), (
        f"spread gives\n{gradient}\nbut a mean over 4 losses divides each slope by 4."
    )
    assert np.isclose(Loss("sum").reduce(losses), 2.5), "The sum of the losses is 2.5."
    assert np.allclose(Loss("sum").spread(slopes), slopes), "A sum leaves the slopes as they are."
    assert np.allclose(Loss("none").reduce(losses), losses), "With none, the losses stay a table."
    print("Loss: the worked example is right.")


check_loss()

# %% [markdown]
# The next cell is given: a loss that inherits from yours, and a test that any loss of this course must pass.
# The test uses your `gradcheck`, and it asks whether a loss can be used again: each answer must be about the last `forward` of that very object, and nobody's arrays may change.
# You can copy it into the later notebooks.


# %%
class SquaredError(Loss):
    """(A − Y)², reduced."""

    def forward(self, A, Y):
        self.residual = A - Y
        return self.reduce(self.residual**2)

    def backward(self):
        return self.spread(2 * self.residual)


def check_contract(loss_class, A, Y, **options):
    """Assert that losses built by `loss_class(**options)` keep the contract of this course."""

    def value_and_gradient(predictions):
        loss = loss_class(**options)
        return np.sum(loss.forward(predictions, Y)), loss.backward()

    error = gradcheck(value_and_gradient, A)
    assert error < 1e-6, f"backward() is wrong by {error}."

    before = A.copy(), Y.copy()
    first, second = loss_class(**options), loss_class(**options)
    first.forward(A, Y)
    gradient = first.backward()
    second.forward(A[:1] + 1, Y[:1])
    assert np.array_equal(first.backward(), gradient), "A second object disturbed the first."
    first.forward(A[:1], Y[:1])
    assert np.shape(first.backward()) == A[:1].shape, "backward() is not about the last forward."
    assert np.array_equal(A, before[0]), "A was modified."
    assert np.array_equal(Y, before[1]), "Y was modified."


def check_squared_error():
    """The two houses, with each reduction."""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])
    for reduction in ("mean", "sum", "none"):
        check_contract(SquaredError, houses, sold, reduction=reduction)
    print("SquaredError keeps the contract.")


check_squared_error()

# %% [markdown]
# ## Find the bug
#
# An article on the squared error says: “By subtracting this gradient **from the prediction** $A$ we reduce the loss, which is the aim of training.”
# Somebody turned the sentence into code, for a model $A = X\theta$ that multiplies features $X$ of shape $(N, D)$ by parameters $\theta$ of shape $(D, C)$:
#
# ```python
# def gradient_step(theta, X, Y, rate):
#     A = X @ theta
#     A = A - rate * 2 * (A - Y) / A.size
#     return theta
# ```
#
# The program runs, and after a thousand steps the model is what it was on the first day.
# Predictions are not what training changes: they are computed anew from $\theta$ each time.
# A nudge of $\theta_{dc}$ moves each $A_{nc}$ by $X_{nd}$ times as much, so the slopes with respect to $\theta$ are
#
# $$\frac{\partial L}{\partial \theta_{dc}} = \sum_{n=1}^{N} X_{nd}\,\frac{\partial L}{\partial A_{nc}},
# \qquad\text{in matrices}\qquad \frac{\partial L}{\partial \theta} = X^{\mathsf T}\,\frac{\partial L}{\partial A}.$$
#
# Write the step so that it trains: $\theta - \eta\,\partial L/\partial\theta$, with $\eta$ the learning rate and $L$ the mean squared error over all $N \cdot C$ entries.
#
# **By hand.** $X = \begin{pmatrix}1\\2\end{pmatrix}$, $\theta = (3)$, $Y = \begin{pmatrix}2\\8\end{pmatrix}$ and $\eta = 0.1$.
# The predictions are 3 and 6, and $\partial L/\partial A$ is $\begin{pmatrix}1\\-2\end{pmatrix}$, so $\partial L/\partial\theta = 1 \cdot 1 + 2 \cdot (-2) = -3$.
# The step leads to $\theta = 3.3$, and the loss falls from 2.5 to 1.825.


# %%
def gradient_step(theta, X, Y, rate):
    """Return the parameters after one step of gradient descent on the mean squared error.

    Args:
        theta: the parameters, of shape (D, C); not modified.
        X: the features, of shape (N, D).
        Y: the targets, of shape (N, C).
        rate: the learning rate η.
    """
    ### BEGIN SOLUTION
    A = X @ theta
    slopes = 2 * (A - Y) / A.size
    return theta - rate * X.T @ slopes
    ### END SOLUTION


# %%
def check_gradient_step():
    """One parameter and two samples."""
    theta, X, Y = np.array([[3.0]]), np.array([[1.0], [2.0]]), np.array([[2.0], [8.0]])
    stepped = gradient_step(theta, X, Y, 0.1)
    assert np.shape(stepped) == (1, 1), (
        f"The shape is {np.shape(stepped)}, but the parameters keep theirs: (1, 1)."
    )
    assert np.allclose(stepped, 3.3), f"θ is {stepped}, but 3 − 0.1 · (−3) = 3.3."
    for _ in range(200):
        theta = gradient_step(theta, X, Y, 0.1)
    assert np.allclose(theta, 3.6), (
        f"Training ends at θ = {theta}, but θ = 18/5 has the smallest loss."
    )
    print("The bug is gone.")


check_gradient_step()
