# %% [markdown]
# # Yes-or-no losses, and KL divergence as a loss
#
# Does this photo show a cat? A pig? A dog? It may show several of them, or none.
# Each question has an answer of its own, so each class gets a yes-or-no loss, instead of one choice among all classes.
# In this notebook you write that loss twice, from probabilities and from logits, and then the divergence between two distributions.
#
# **What you write.** Three classes with the same two methods:
#
# - `forward(A, Y)` takes predictions $A$ and targets $Y$, both of shape $(N, C)$: a row per sample, a column per class. It returns the loss.
# - `backward()` returns $\partial L/\partial A$, an array of the shape of $A$, for the last `forward`.
#
# **Rules for every class.** Logarithms are natural. Inputs are never modified.
# One object may be used for many batches. Work in float64. $N$ and $C$ may be 1.
#
# The option `reduction` says what happens to the $N \times C$ pointwise losses, one for each entry:
# `"mean"` divides their sum by $N \cdot C$, `"sum"` does not divide, `"none"` returns all of them as an $(N, C)$ array.
# After `"none"`, `backward()` is the gradient of the sum of what `forward` returned.
#
# The chapter “Binary, multi-label and KLDiv losses” of the book derives every formula you need.

# %%
import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


# %% [markdown]
# `paired` is yours to use at the start of every `forward`.
# Labels are often stored as 8-bit whole numbers, whose negative is not negative: `-np.uint8(1)` is 255.
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
# ## Binary cross-entropy, from probabilities
#
# $A_{nc}$ is the predicted probability of “yes”, and $Y_{nc}$ the true one: 1 for yes, 0 for no, or anything between.
# The weight $w_{nc}$ is 1 unless the option below says otherwise.
#
# $$\ell_{nc} = -w_{nc}\,\bigl[\,Y_{nc}\log A_{nc} + (1 - Y_{nc})\log(1 - A_{nc})\,\bigr] \qquad L = \frac{1}{NC}\sum_{n,c} \ell_{nc}$$
#
# **By hand.** Two photos and the classes cat, pig, dog.
# The first shows a cat, $Y_1 = (1, 0, 0)$, and the model says $A_1 = (0.6, 0.2, 0.2)$.
# This costs $-\ln 0.6 - \ln 0.8 - \ln 0.8 = 0.5108 + 0.2231 + 0.2231 = 0.9571$.
# The second shows a pig and a dog, $Y_2 = (0, 1, 1)$, and the model says $A_2 = (0.1, 0.5, 0.9)$.
# This costs $-\ln 0.9 - \ln 0.5 - \ln 0.9 = 0.9039$.
# There are $N \cdot C = 6$ questions, so $L = (0.9571 + 0.9039)/6 = 0.3102$.
#
# **At the ends.** A prediction of exactly 0 or 1 makes a logarithm infinite, and $0 \cdot \infty$ is `nan`.
# This course does what PyTorch does:
#
# - each logarithm is at least $-100$: a smaller one is replaced by $-100$;
# - the slope is $w\,(A - Y)/\max\bigl(A(1 - A),\ 10^{-12}\bigr)$, divided by $N \cdot C$ for the mean.
#
# So the loss of one question is at most $100\,w$, and no slope is infinite.
#
# **The option** `weight` is an array $w$ that broadcasts to the shape of $A$: shape $(C,)$ gives each class a weight, $(N, 1)$ each sample.
# It multiplies the pointwise losses and nothing else: the mean still divides by $N \cdot C$, not by the sum of the weights.


# %%
class BCELoss:
    r"""Binary cross-entropy of probabilities, $\ell = -w\,[Y\log A + (1-Y)\log(1-A)]$.

    Args:
        weight: $w$, an array that broadcasts to the shape of A; without it, 1.
        reduction: `"mean"` (divide by N·C), `"sum"`, or `"none"` (an array of shape (N, C)).
    """

    def __init__(self, weight=None, reduction="mean"):
        ### BEGIN SOLUTION
        self.weight = np.array(1 if weight is None else weight, dtype=float)
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of probabilities A for targets Y, both of shape (N, C).

        Each logarithm is clamped: it is never below −100.
        Labels of any number type are welcome.
        Raises ValueError if the two shapes differ, or if an entry of A is not between 0 and 1
        (as when logits are passed by mistake).
        """
        ### BEGIN SOLUTION
        self.A, self.Y = A, Y = paired(A, Y)
        if not ((A >= 0) & (A <= 1)).all():
            raise ValueError("BCELoss takes probabilities, but an entry of A is outside [0, 1]")
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log1p(-A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        r"""Return dL/dA for the last forward, of the shape of A.

        The slope of an entry is $w\,(A-Y)/\max(A(1-A), 10^{-12})$.
        """
        ### BEGIN SOLUTION
        scale = self.A.size if self.reduction == "mean" else 1
        spread = np.maximum(self.A * (1 - self.A), 1e-12)
        return self.weight * (self.A - self.Y) / spread / scale
        ### END SOLUTION


# %% [markdown]
# Run the next cell to check the example above.
# It says what is wrong, and why, if something is.


# %%
def check_bce_loss():
    """The photos, computed by hand."""
    seen = np.array([[0.6, 0.2, 0.2], [0.1, 0.5, 0.9]])  # predicted: cat, pig, dog
    shown = np.array([[1, 0, 0], [0, 1, 1]])

    loss = BCELoss()
    value = loss.forward(seen, shown)
    assert np.isclose(value, 0.310163, atol=1e-6), (
        f"The loss is {value}, but (0.9571 + 0.9039)/6 = 0.3102: every “no” costs −log(1 − A), "
        "and the mean is over all N·C = 6 questions."
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 3), (
        f"The gradient has shape {np.shape(gradient)}, but there is one slope for each entry of A: (2, 3)."
    )
    assert np.allclose(gradient, numerical_gradient(loss, seen, shown)), (
        f"backward() gives\n{gradient}\nbut nudging the predictions gives\n"
        f"{numerical_gradient(loss, seen, shown)}"
    )
    value = BCELoss(weight=[2, 1, 1]).forward(seen, shown)
    assert np.isclose(value, 0.412861, atol=1e-6), (
        f"With cats counted twice the loss is {value}, but (0.5108 + 0.1054 + 0.9571 + 0.9039)/6 = 0.4129: "
        "the weights change the sum, not what it is divided by."
    )
    value = BCELoss().forward(np.array([[0.0, 1.0]]), np.array([[1, 1]]))
    assert np.isclose(value, 50), (
        f"The loss is {value}, but a “yes” that was held impossible costs 100, one that was certain 0, "
        "and their mean is 50."
    )
    print("BCELoss: the worked example is right.")


check_bce_loss()

# %% [markdown]
# ## Binary cross-entropy, from logits
#
# A network ends in logits $z$, real numbers; $\sigma(z) = 1/(1 + e^{-z})$ is the probability of “yes”.
# Now $A$ holds the logits. Put $\sigma(A)$ into the loss above and simplify; the infinities are gone:
#
# $$\ell = w\,\bigl[\,(1 - Y)\,A + \bigl(1 + (w^+ - 1)\,Y\bigr)\log(1 + e^{-A})\,\bigr]$$
#
# The slope is simple too:
#
# $$\frac{\partial\ell}{\partial A} = w\,\bigl[\,(1 - Y)\,\sigma(A) - w^+\,Y\,(1 - \sigma(A))\,\bigr]$$
#
# **The option** `pos_weight` is $w^+$, an array that broadcasts to the shape of $A$, usually of shape $(C,)$.
# It multiplies what a “yes” costs and leaves a “no” alone.
# If one mail in ten is spam, $w^+ = 9$ gives spam and other mail the same say.
# Without it $w^+ = 1$, and the formulas shorten to $(1 - Y)A + \log(1 + e^{-A})$ and $\sigma(A) - Y$.
# The option `weight` is $w$, as before. Neither enters what the mean divides by.
#
# **By hand.** $A = \begin{pmatrix}5 & 1 & -1\\-2 & 6 & 0\end{pmatrix}$ and $Y = \begin{pmatrix}1 & 0 & 0\\0 & 0 & 1\end{pmatrix}$
# cost $0.0067 + 1.3133 + 0.3133$ and $0.1269 + 6.0025 + 0.6931$, so $L = 8.4558/6 = 1.4093$.
# A “no” at the logit 6 is expensive.
#
# **The difficulty.** $e^{-A}$ overflows for large negative logits, though $\log(1 + e^{-A})$ is nearly $-A$ there, and harmless.
# Write $\log(1 + e^{-A})$ so that its exponential is never above 1.
# Logits as large as $\pm 10^4$ must give the right loss and slope.


# %%
class BCEWithLogitsLoss:
    r"""Binary cross-entropy of logits, $\ell = w\,[(1-Y)A + (1+(w^+-1)Y)\log(1+e^{-A})]$.

    Args:
        weight: $w$, an array that broadcasts to the shape of A; without it, 1.
        pos_weight: $w^+$, the same for the cost of a “yes” only; without it, 1.
        reduction: `"mean"` (divide by N·C), `"sum"`, or `"none"` (an array of shape (N, C)).
    """

    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        ### BEGIN SOLUTION
        self.weight = np.array(1 if weight is None else weight, dtype=float)
        self.pos_weight = np.array(1 if pos_weight is None else pos_weight, dtype=float)
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of logits A for targets Y, both of shape (N, C).

        Exact for all finite logits: nothing is clamped.
        Whole numbers of any width are welcome and are computed with as real numbers.
        Raises ValueError if the two shapes differ.
        """
        ### BEGIN SOLUTION
        self.A, self.Y = A, Y = paired(A, Y)
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))  # log(1 + exp(−A))
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        scale = self.A.size if self.reduction == "mean" else 1
        small = np.exp(-np.abs(self.A))
        p = np.where(self.A < 0, small, 1) / (1 + small)
        slopes = (1 - self.Y) * p - self.pos_weight * self.Y * (1 - p)
        return self.weight * slopes / scale
        ### END SOLUTION


# %%
def check_bce_with_logits_loss():
    """The logits, computed by hand."""
    scores = np.array([[5.0, 1.0, -1.0], [-2.0, 6.0, 0.0]])
    answers = np.array([[1, 0, 0], [0, 0, 1]])

    loss = BCEWithLogitsLoss()
    value = loss.forward(scores, answers)
    assert np.isclose(value, 1.409298, atol=1e-6), (
        f"The loss is {value}, but (0.0067 + 1.3133 + 0.3133 + 0.1269 + 6.0025 + 0.6931)/6 = 1.4093."
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, scores, answers)), (
        f"backward() gives\n{gradient}\nbut nudging the logits gives\n"
        f"{numerical_gradient(loss, scores, answers)}"
    )
    loss = BCEWithLogitsLoss(pos_weight=9)
    value = loss.forward(scores, answers)
    assert np.isclose(value, 2.342448, atol=1e-6), (
        f"With pos_weight=9 the loss is {value}, but (8.4558 + 8·(0.0067 + 0.6931))/6 = 2.3424: "
        "only the two entries whose target is 1 cost nine times as much."
    )
    assert np.allclose(loss.backward(), numerical_gradient(loss, scores, answers)), (
        f"With pos_weight=9 backward() gives\n{loss.backward()}\nbut nudging the logits gives\n"
        f"{numerical_gradient(loss, scores, answers)}"
    )
    value = BCEWithLogitsLoss().forward(np.array([[-1000.0, 1000.0]]), np.array([[1, 1]]))
    assert np.isclose(value, 500), (
        f"The loss is {value}, but a “yes” at the logit −1000 costs 1000, one at the logit 1000 costs 0, "
        "and their mean is 500."
    )
    print("BCEWithLogitsLoss: the worked example is right.")


check_bce_with_logits_loss()

# %% [markdown]
# ## KL divergence as a loss
#
# Here a target is a whole distribution: each row $p_n$ of $Y$ says how probable each class is.
# The prediction is a distribution $q_n$ too, but $A$ holds its **logarithms**, $A_{nc} = \log q_{nc}$, as a log-softmax gives them.
#
# $$\ell_{nc} = Y_{nc}\,\bigl(\log Y_{nc} - A_{nc}\bigr) \qquad \frac{\partial\ell_{nc}}{\partial A_{nc}} = -Y_{nc}$$
#
# The terms of a row add up to $D_{\mathrm{KL}}(p_n \,\|\, q_n)$, the target first, although the method takes it second.
# A single term may be negative; their sum over a row is not, if both are distributions.
# A term with $Y_{nc} = 0$ is 0, by the convention $0 \log 0 = 0$, whatever $A_{nc}$ is.
# (PyTorch computes $0 \cdot A_{nc}$, which is `nan` for $A_{nc} = -\infty$. A negative target is no probability; its term is 0 here, and `nan` in PyTorch. No points depend on these two.)
# A class that happens, $Y_{nc} > 0$, and was held impossible, $A_{nc} = -\infty$, makes the loss infinite.
#
# **By hand.** The target $p_1 = (0.5, 0.25, 0.25)$ and the prediction $q_1 = (0.25, 0.5, 0.25)$ give the terms
# $0.5\ln 2$, $-0.25\ln 2$ and $0$, which add up to $0.1733$.
# With $p_2 = (0.6, 0.2, 0.2)$ and $q_2 = (0.2, 0.2, 0.6)$ they add up to $0.4\ln 3 = 0.4394$.
#
# | `reduction` | divides $0.1733 + 0.4394 = 0.6127$ by | loss |
# |---|---|---|
# | `"mean"` | $N \cdot C = 6$ | 0.1021 |
# | `"batchmean"` | $N = 2$ | 0.3064 |
# | `"sum"` | nothing | 0.6127 |
#
# Only `"batchmean"` is the mean divergence of a sample; `"mean"` is the default all the same, in PyTorch and here.
#
# **The option** `log_target`: if it is true, $Y$ holds $\log p$ as well.
# Then $\ell = e^{Y}(Y - A)$, with slope $-e^{Y}$.


# %%
class KLDivLoss:
    r"""KL divergence of log-probabilities A from targets Y, $\ell = Y(\log Y - A)$.

    Args:
        reduction: `"mean"` (divide by N·C), `"batchmean"` (divide by N), `"sum"`, or `"none"`
            (an array of shape (N, C)).
        log_target: if true, targets are given as logarithms, and $\ell = e^Y(Y - A)$.
    """

    def __init__(self, reduction="mean", log_target=False):
        ### BEGIN SOLUTION
        self.reduction, self.log_target = reduction, log_target
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of log-probabilities A for targets Y, both of shape (N, C).

        A target of 0 contributes 0. Rows need not sum to 1: nothing is normalized.
        Numbers of any type are welcome and are computed with in float64.
        Raises ValueError if the two shapes differ.
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.p, log_p = (np.exp(Y), Y) if self.log_target else (Y, np.log(Y))
            losses = np.where(self.p > 0, self.p * (log_p - A), 0)
        total = losses.sum()
        means = {"mean": total / losses.size, "batchmean": total / len(losses)}
        return {"none": losses, "sum": total, **means}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        scale = {"mean": self.p.size, "batchmean": len(self.p)}.get(self.reduction, 1)
        return -self.p / scale
        ### END SOLUTION


# %%
def check_kl_div_loss():
    """The two divergences, computed by hand."""
    p = np.array([[0.5, 0.25, 0.25], [0.6, 0.2, 0.2]])
    log_q = np.log(np.array([[0.25, 0.5, 0.25], [0.2, 0.2, 0.6]]))

    for reduction, right in (("mean", 0.102122), ("batchmean", 0.306366), ("sum", 0.612732)):
        loss = KLDivLoss(reduction)
        value = loss.forward(log_q, p)
        assert np.isclose(value, right, atol=1e-6), (
            f"With reduction={reduction!r} the loss is {value}, but it should be {right}: "
            "the terms add up to 0.6127; see the table for what they are divided by."
        )
        assert np.allclose(loss.backward(), numerical_gradient(loss, log_q, p)), (
            f"With reduction={reduction!r} backward() gives\n{loss.backward()}\nbut nudging A gives\n"
            f"{numerical_gradient(loss, log_q, p)}"
        )
    value = KLDivLoss("sum", log_target=True).forward(log_q, np.log(p))
    assert np.isclose(value, 0.612732, atol=1e-6), (
        f"With log_target=True the loss is {value}, but it is 0.6127 as before: Y holds log p now."
    )
    value = KLDivLoss("sum").forward(np.log([[0.6, 0.2, 0.2]]), [[1, 0, 0]])
    assert np.isclose(value, -np.log(0.6)), (
        f"For a one-hot target the loss is {value}, but it is −log 0.6 = 0.5108: "
        "classes with target 0 contribute 0."
    )
    print("KLDivLoss: the worked example is right.")


check_kl_div_loss()

# %% [markdown]
# ## Find the bug
#
# An article gives a classifier the softmax probabilities $p = (p_1, \dots, p_C)$ of its scores $s$, and sums the binary loss over all classes, with labels $c$:
#
# $$E = -\sum_{i}\bigl[c_i\log p_i + (1 - c_i)\log(1 - p_i)\bigr]$$
#
# It then claims that $\partial E/\partial s_i = p_i - c_i$, and computes it like this:
#
# ```python
# def score_gradient(p, c):
#     dE_dp = -c / p + (1 - c) / (1 - p)
#     dp_ds = p * (1 - p)
#     return dE_dp * dp_ds
# ```
#
# For the scores $s = (2, 1, 0.1)$, so $p = (0.659, 0.242, 0.099)$, and $c = (0, 1, 0)$ the function returns $(0.659, -0.758, 0.099)$.
# Nudging the scores one at a time gives $(1.2459, -1.2526, 0.0066)$.
#
# `nudged` below returns the probabilities after one score was raised; compare them with `p` before you repair the function.


# %%
def nudged(p, i, h):
    """The softmax probabilities p after score i was raised by h: its exponential grows by the factor e^h."""
    q = p * np.exp(h * (np.arange(len(p)) == i))
    return q / q.sum()


# %%
def score_gradient(p, c):
    r"""Return ∂E/∂s, where p is the softmax of the scores s and E is the binary loss summed over classes.

    Args:
        p: probabilities, of shape (C,), each strictly between 0 and 1.
        c: labels between 0 and 1, of shape (C,).

    Returns:
        An array of shape (C,).
    """
    ### BEGIN SOLUTION
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - p @ dE_dp)  # every score moves every probability
    ### END SOLUTION


# %%
def check_score_gradient():
    """The scores of the article, nudged one at a time."""
    exponentials = np.exp(np.array([2.0, 1.0, 0.1]))
    p, c = exponentials / exponentials.sum(), np.array([0.0, 1.0, 0.0])

    def summed_loss(p):
        """The loss E of the article."""
        return -np.sum(c * np.log(p) + (1 - c) * np.log(1 - p))

    value = score_gradient(p, c)
    right = [
        (summed_loss(nudged(p, i, 1e-6)) - summed_loss(nudged(p, i, -1e-6))) / 2e-6
        for i in range(3)
    ]
    assert np.allclose(value, right), (
        f"{value}, but nudging the scores gives {np.round(right, 4)}. "
        "Raising one score changes all three probabilities."
    )
    print("The bug is gone.")


check_score_gradient()
