# %% [markdown]
# # Classification losses: NLL and cross-entropy
#
# A classifier gives each class a score; a loss says how badly the scores agree with the right answer.
# In this notebook you write the two losses with which almost every classifier is trained.
# `NLLLoss` starts from log-probabilities, `CrossEntropyLoss` from raw scores.
# Both take options, and most surprises with them come down to one question: by what is the sum divided?
#
# **What you write.** One small function, and two classes with the same two methods:
#
# - `forward(A, Y)` takes a float array $A$ of shape $(N, C)$, a row per sample and a column per class, and the targets $Y$. It returns the loss.
# - `backward()` returns $\partial L/\partial A$, an array of the shape of $A$, for the last `forward`.
#
# **Rules for every class.** Inputs are never modified. One object may be used for many batches. Work in float64. Logarithms are natural. Classes are counted from 0.
# The chapter “Cross-entropy loss: four ways to p − y” of the book derives every formula you need.

# %%
import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


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
# `class_weights` is yours to use wherever weights are needed.
# `numerical_gradient` nudges one entry of $A$ at a time and watches the loss.
# It knows nothing about your `backward`, so it can tell you when that is wrong.
#
# ## Find the bug
#
# Rare classes are often given a larger weight.
# A tutorial describes the weighted mean in three steps: compute the loss of each sample, multiply it by the weight of the sample's class, average.
# In code:
#
# ```python
# def weighted_mean(losses, labels, weight):
#     return np.mean(weight[labels] * losses)
# ```
#
# Three samples have the losses $1.3133, 0.1269, 0.1269$; the first belongs to class 0, the others to class 1; the weights are $1$ and $2$.
# The code gives $0.6070$. PyTorch says $0.3642$.
# Two experiments show that something is off.
# With a single sample, a weight of 10 makes its “mean” ten times its loss.
# And the weights $(10, 20)$, which rank the classes just as $(1, 2)$ does, give ten times the result.
#
# Write the function so that both experiments come out as they should for a mean.


# %%
def weighted_mean(losses, labels, weight):
    """Return the weighted mean of some losses as a float.

    Args:
        losses: the losses of N samples, an array of shape (N,).
        labels: the class of each sample, integers of shape (N,).
        weight: the weight of each class, of shape (C,); classes may be missing among the labels.
    """
    ### BEGIN SOLUTION
    return np.average(losses, weights=weight[labels])
    ### END SOLUTION


# %%
def check_weighted_mean():
    """The three samples of the tutorial, and a single one."""
    value = weighted_mean(
        np.array([1.3133, 0.1269, 0.1269]), np.array([0, 1, 1]), np.array([1.0, 2.0])
    )
    assert np.isclose(value, (1.3133 + 2 * 0.1269 + 2 * 0.1269) / 5), (
        f"{value}: the right answer is 1.8209/5 = 0.3642. A sample of weight 2 counts as two samples, "
        "in the sum and in the number that the sum is divided by."
    )
    value = weighted_mean(np.array([0.7]), np.array([1]), np.array([1.0, 10.0]))
    assert np.isclose(value, 0.7), (
        f"{value}: the mean over one sample is its loss, whatever its weight."
    )
    print("The bug is gone.")


check_weighted_mean()

# %% [markdown]
# ## Negative log-likelihood
#
# Here $A_{nc}$ is the logarithm of the probability that the model gives to class $c$ for sample $n$, and $y_n \in \{0, \dots, C-1\}$ is the class that sample $n$ belongs to.
# The loss of a sample is minus the log-probability of its own class, times the weight of that class:
#
# $$\ell_n = -w_{y_n} A_{n y_n} \qquad L = \frac{\sum_n \ell_n}{\sum_n w_{y_n}}$$
#
# The logarithm was taken already; the loss takes no other, and it does not normalize the rows of $A$.
# Without weights, every $w_c$ is 1 and the denominator is $N$.
#
# **By hand.** A model sees a cat and a dog.
# Its probabilities for cat, pig and dog are $(0.6, 0.2, 0.2)$ and $(0.1, 0.8, 0.1)$, and the labels are 0 and 2.
# The losses are $-\ln 0.6 = 0.5108$ and $-\ln 0.1 = 2.3026$, so $L = 2.8134/2 = 1.4067$.
#
# **Options.**
#
# - `weight` holds $w_c$ for each class.
# - `ignore_index` is a label that marks rows that do not count, such as padding. Such a row has loss 0 and gradient 0, and both sums over $n$ leave it out.
# - `reduction` is `"mean"` (the formula for $L$), `"sum"` ($\sum_n \ell_n$), or `"none"`: the $N$ losses themselves. After `"none"`, `backward()` is the gradient of their sum.


# %%
class NLLLoss:
    r"""Negative log-likelihood, $L = \sum_n \ell_n / \sum_n w_{y_n}$ with $\ell_n = -w_{y_n} A_{n y_n}$.

    Args:
        weight: a weight for each class, of shape (C,); all ones if None.
        ignore_index: rows with this label are left out of both sums.
        reduction: `"mean"` (the formula), `"sum"` (of the ℓ), or `"none"` (the ℓ, of shape (N,)).
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        ### BEGIN SOLUTION
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of log-probabilities A, of shape (N, C), for labels Y, integers of shape (N,).

        Rows of A need not be normalized; use them as they are. An entry for another class than the
        label may be −∞, the logarithm of 0, and does no harm.
        If no row counts, the mean is 0/0: PyTorch returns nan. No points depend on it.
        """
        ### BEGIN SOLUTION
        A, Y = np.asarray(A), np.asarray(Y)
        weight = class_weights(self.weight, A.shape[1])
        self.shape = A.shape
        self.rows = np.flatnonzero(np.not_equal(Y, self.ignore_index))
        self.labels = Y[self.rows]
        self.row_weight = weight[self.labels]
        self.denominator = {"mean": self.row_weight.sum(), "sum": 1, "none": 1}[self.reduction]
        losses = np.zeros(len(A))
        losses[self.rows] = -self.row_weight * A[self.rows, self.labels]
        return losses if self.reduction == "none" else losses.sum() / self.denominator
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        gradient = np.zeros(self.shape)
        gradient[self.rows, self.labels] = -self.row_weight / self.denominator
        return gradient
        ### END SOLUTION


# %% [markdown]
# Run the next cell to check the example above.
# It says what is wrong, and why, if something is.


# %%
def check_nll_loss():
    """The cat, the pig and the dog."""
    log_p, animals = np.log([[0.6, 0.2, 0.2], [0.1, 0.8, 0.1]]), np.array([0, 2])

    loss = NLLLoss()
    value = loss.forward(log_p, animals)
    assert np.isclose(value, 1.40670), (
        f"The loss is {value}, but (0.5108 + 2.3026)/2 = 1.4067: "
        "minus the log-probability of the right class of each row, averaged over the rows."
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 3), (
        f"The gradient has shape {np.shape(gradient)}, but there is one slope for each entry of A: (2, 3)."
    )
    assert np.allclose(gradient, numerical_gradient(loss, log_p, animals)), (
        f"backward() gives\n{gradient}\nbut nudging the log-probabilities gives\n"
        f"{numerical_gradient(loss, log_p, animals)}"
    )

    value = NLLLoss(weight=np.array([3.0, 1.0, 2.0])).forward(log_p, animals)
    assert np.isclose(value, (3 * 0.5108256 + 2 * 2.3025851) / 5), (
        f"With weights 3, 1, 2 the loss is {value}, but (3 · 0.5108 + 2 · 2.3026)/(3 + 2) = 1.2275: "
        "only the weights of the labels that occur are in the denominator."
    )
    value = NLLLoss(ignore_index=2).forward(log_p, animals)
    assert np.isclose(value, 0.5108256), (
        f"Ignoring label 2, the loss is {value}, but one row is left, and its loss is 0.5108."
    )
    losses = NLLLoss(ignore_index=2, reduction="none").forward(log_p, animals)
    assert np.shape(losses) == (2,), f"Two rows, two losses, but the shape is {np.shape(losses)}."
    assert np.allclose(losses, [0.5108256, 0]), (
        f"The losses are {losses}; an ignored row has loss 0."
    )
    print("NLLLoss: the worked examples are right.")


check_nll_loss()

# %% [markdown]
# ## Cross-entropy
#
# Models seldom return log-probabilities. They return scores, called logits, and softmax makes probabilities of them: $p_{nc} = e^{A_{nc}} / \sum_k e^{A_{nk}}$.
# `CrossEntropyLoss` does both steps at once.
# If the target of sample $n$ is a distribution $Y_{n0}, \dots, Y_{n,C-1}$ over the classes, then
#
# $$\ell_n = -\sum_c Y_{nc} \log p_{nc} \qquad L = \frac1N \sum_n \ell_n \qquad \frac{\partial L}{\partial A_{nc}} = \frac{1}{N}\Bigl(p_{nc}\sum_k Y_{nk} - Y_{nc}\Bigr)$$
#
# A one-hot row, with a single 1 at the right class, is the usual target; a row that spreads its 1 over several classes is a soft target.
# For both, $\sum_k Y_{nk} = 1$, and the gradient is the famous $(p - Y)/N$.
#
# **By hand.** The scores are $A = \begin{pmatrix}2 & 1 & 0.1\\0.1 & 2 & 1.9\end{pmatrix}$ and the targets $Y = \begin{pmatrix}0 & 1 & 0\\1 & 0 & 0\end{pmatrix}$.
# Softmax gives $p = \begin{pmatrix}0.659 & 0.242 & 0.099\\0.073 & 0.487 & 0.440\end{pmatrix}$.
# With a fourth digit, the true classes have probability $0.2424$ and $0.0728$, so the losses are $-\ln 0.2424 = 1.417$ and $-\ln 0.0728 = 2.620$, and $L = 2.0185$.
# The gradient is $\begin{pmatrix}0.330 & -0.379 & 0.049\\-0.464 & 0.243 & 0.220\end{pmatrix}$.
#
# **Any scores.** Scores may be in the thousands, and rows of one batch may be of very different size.
# The loss is an ordinary number even then; take care that no step on the way to it overflows or takes the logarithm of zero.
# Scores and targets may be whole numbers of any width, and are computed with as real ones. There are at least two classes.
#
# **No points of this class depend on infinity.** A model may rule a class out with the score $-\infty$. The reference then counts a term as 0 if its target is 0, by the convention $0 \log 0 = 0$, and an ignored row as 0 whatever it holds, `nan` included.
# PyTorch agrees where the targets are class indices; for probabilities it multiplies 0 by $-\infty$ and returns `nan`.
#
# **Options.** Let $t_n$ be the target of row $n$ and $w_c$ the weight of class $c$, 1 if no weights are given. In full, with smoothing $\varepsilon$:
#
# $$\ell_n = -\sum_c w_c\, t_{nc} \log p_{nc} \qquad t_n = (1 - \varepsilon)\,Y_n + \varepsilon/C$$
#
# **One step at a time.** Nobody writes all of this at once, and you need not.
# Take the steps in this order. Each has a check of its own below the class, and each earns points of its own, also if you never come to the next.
#
# 1. **Plain.** $Y$ holds probabilities, and there are no options: the formulas above. The constructor takes its four arguments already and may ignore them.
# 2. **Class indices.** $Y$ may also be integers $y_n$ in an array of shape $(N,)$. Then $Y_n$ is one-hot at $y_n$; `Y.ndim` tells the two kinds apart. A two-dimensional $Y$ always holds probabilities, also when its dtype is an integer: `[[1, 0, 1], [2, 0, 0]]` is used as it is. (PyTorch refuses such a $Y$.)
# 3. **`reduction`.** `"mean"` divides $\sum_n \ell_n$ by $N$, `"sum"` does not divide, `"none"` returns the $N$ losses $\ell_n$. After `"none"`, `backward()` is the gradient of their sum.
# 4. **`ignore_index`** works as in `NLLLoss`, for indices only: a row with this label has loss 0 and gradient 0, and the mean is over the other rows. The class stays in the softmax of the other rows.
# 5. **`weight`.** With indices, `"mean"` now divides by $\sum_n w_{y_n}$ over the rows that count; with probabilities it divides by $N$, whatever the weights.
# 6. **`label_smoothing`** is $\varepsilon$. It changes $t_n$ and nothing else; `"mean"` divides by the same number as before.


# %%
class CrossEntropyLoss:
    r"""Cross-entropy of softmax(A) relative to the targets, $\ell_n = -\sum_c w_c t_{nc}\log p_{nc}$.

    The targets are $t_n = (1-\varepsilon) Y_n + \varepsilon/C$, and
    $\partial\ell_n/\partial A_{nc} = p_{nc}\sum_k w_k t_{nk} - w_c t_{nc}$.

    Args:
        weight: a weight for each class, of shape (C,); all ones if None.
        ignore_index: rows with this label have loss 0 and do not count in the mean.
        reduction: `"mean"`, `"sum"` (of the ℓ), or `"none"` (the ℓ, of shape (N,)).
        label_smoothing: ε, between 0 and 1.
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        ### BEGIN SOLUTION
        self.weight, self.ignore_index = weight, ignore_index
        self.reduction, self.label_smoothing = reduction, label_smoothing
        ### END SOLUTION

    def forward(self, A, Y):
        """Return the loss of logits A, of shape (N, C).

        Y is either class indices, integers of shape (N,), or probabilities of shape (N, C),
        float or whole numbers, whose rows need not sum to one. The mean divides by the weights
        of the labels that count, or by N for probabilities. With probabilities `ignore_index`
        stays negative and has no effect.
        If no row counts, the mean is 0/0: PyTorch returns nan. No points depend on it.
        """
        ### BEGIN SOLUTION
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        weight = class_weights(self.weight, C)
        if Y.ndim == 1:
            keep = np.not_equal(Y, self.ignore_index)
            target = np.eye(C)[np.where(keep, Y, 0)]
            count = weight[Y[keep]].sum()
        else:
            keep, target, count = np.full(N, True), Y, N
        self.keep = keep[:, np.newaxis]
        smoothed = (1 - self.label_smoothing) * target + self.label_smoothing / C
        self.mass = self.keep * weight * smoothed
        self.denominator = {"mean": count, "sum": 1, "none": 1}[self.reduction]

        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.p = np.exp(log_p)
        terms = np.multiply(self.mass, log_p, out=np.zeros((N, C)), where=self.mass != 0)
        losses = -terms.sum(axis=1)
        return losses if self.reduction == "none" else losses.sum() / self.denominator
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        slope = self.p * self.mass.sum(axis=1, keepdims=True) - self.mass
        return np.divide(slope, self.denominator, out=np.zeros_like(slope), where=self.keep)
        ### END SOLUTION


# %% [markdown]
# **Step 1: plain.** The loss and its gradient for the scores computed by hand, then soft targets, then scores in the thousands.


# %%
def check_gradient(what, loss, A, Y):
    """Compare `backward` after `forward(A, Y)` with nudges of the scores."""
    loss.forward(A, Y)
    gradient, numerical = loss.backward(), numerical_gradient(loss, A, Y)
    assert np.shape(gradient) == A.shape, (
        f"{what}: the gradient has shape {np.shape(gradient)}, but there is one slope for each "
        f"entry of A: {A.shape}."
    )
    assert np.allclose(gradient, numerical), (
        f"{what}: backward() gives\n{gradient}\nbut nudging the scores gives\n{numerical}"
    )


def check_step_1_plain():
    """Probabilities as targets, and no options."""
    scores = np.array([[2.0, 1.0, 0.1], [0.1, 2.0, 1.9]])
    hard = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    soft = np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]])

    loss = CrossEntropyLoss()
    value = loss.forward(scores, hard)
    assert np.isclose(value, 2.0185, atol=5e-5), (
        f"The loss is {value}, but (1.4170 + 2.6200)/2 = 2.0185: "
        "minus the log of the probability of the right class, averaged over the rows."
    )
    check_gradient("one-hot targets", loss, scores, hard)
    value = loss.forward(scores, soft)
    assert np.isclose(value, 1.0335, atol=5e-5), (
        f"With soft targets the loss is {value}, but it is (0.9170 + 1.1500)/2 = 1.0335: "
        "every class contributes its share. (This was also another forward of one object.)"
    )
    value = loss.forward(np.array([[1000.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]]))
    assert np.isclose(value, 1000), (
        f"For scores 1000, 0, 0 and class 1 the loss is {value}, but log p of class 1 is −1000: "
        "the largest score is 1000, and all others together add nothing to it."
    )
    print("Step 1, plain: the worked examples are right.")


check_step_1_plain()

# %% [markdown]
# **Steps 2 and 3: class indices and `reduction`.** The scores $(2, 1, 0.1)$ and $(1.2, 2.5, 0.3)$ with the labels 0 and 2 cost $0.4170$ and $2.5245$: the sum is $2.9415$, the mean $1.4708$.


# %%
def check_step_2_class_indices():
    """Labels instead of rows, and whole numbers that are probabilities all the same."""
    logits, labels = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]]), np.array([0, 2])
    value = CrossEntropyLoss().forward(logits, labels)
    assert np.isclose(value, 1.47077, atol=5e-5), (
        f"The mean loss is {value}, but it is (0.4170 + 2.5245)/2 = 1.4708: label 2 means the row "
        "(0, 0, 1)."
    )
    check_gradient("class indices", CrossEntropyLoss(), logits, labels)
    value = CrossEntropyLoss().forward(logits, np.array([[1, 0, 1], [2, 0, 0]]))
    assert np.isclose(value, 2.9915, atol=5e-5), (
        f"For the rows (1, 0, 1) and (2, 0, 0) the loss is {value}, but it is "
        "(0.4170 + 2.3170 + 2 · 1.6245)/2 = 2.9915: a table holds probabilities, also of integers."
    )
    print("Step 2, class indices: the worked examples are right.")


check_step_2_class_indices()


# %%
def check_step_3_reduction():
    """The same two rows, one by one, summed and averaged."""
    logits, labels = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]]), np.array([0, 2])
    for reduction, right in (("none", [0.41703, 2.52450]), ("sum", 2.94153), ("mean", 1.47077)):
        loss = CrossEntropyLoss(reduction=reduction)
        value = loss.forward(logits, labels)
        assert np.shape(value) == np.shape(right), (
            f'reduction="{reduction}" gives shape {np.shape(value)}, but it is {np.shape(right)}.'
        )
        assert np.allclose(value, right, atol=5e-5), (
            f'reduction="{reduction}" gives {value}, but the losses of the two rows are '
            "0.4170 and 2.5245, their sum is 2.9415 and their mean 1.4708."
        )
        check_gradient(f'reduction="{reduction}"', loss, logits, labels)
    print("Step 3, reduction: the worked examples are right.")


check_step_3_reduction()

# %% [markdown]
# **Step 4: ignored rows.** With the labels $(0, -100)$ only the first of the two rows counts, so $L = 0.4170$.
#
# **Step 5: weights**, for the same scores. With $w = (1, 2, 3)$ the labels 0 and 2 weigh 1 and 3, so $L = (1 \cdot 0.4170 + 3 \cdot 2.5245)/4 = 1.9976$.
# With one-hot targets instead of indices, the same numerator is divided by $N = 2$: $L = 3.9953$.
#
# **Step 6: smoothing.** For $\varepsilon = 0.3$ and label 0 the target is $0.7 \cdot (1, 0, 0) + 0.1 = (0.8, 0.1, 0.1)$.
# The first row has $-\log p = (0.4170, 1.4170, 2.3170)$, so it costs $0.3336 + 0.1417 + 0.2317 = 0.7070$; with the weights $(1, 2, 3)$ it costs $0.3336 + 2 \cdot 0.1417 + 3 \cdot 0.2317 = 1.3121$.


# %%
def check_option(what, loss, Y, right, why):
    """Compare one loss with its value by hand, and its gradient with nudges of the scores."""
    logits = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    value = loss.forward(logits, Y)
    assert np.isclose(value, right, atol=5e-5), f"{what}: {value}, but it is {right}: {why}"
    check_gradient(what, loss, logits, Y)


def check_step_4_ignored_rows():
    """One row that counts, and one that does not."""
    padded, why = np.array([0, -100]), "the mean is over the one row that counts."
    check_option("an ignored row", CrossEntropyLoss(), padded, 0.4170, why)
    print("Step 4, ignored rows: the worked examples are right.")


check_step_4_ignored_rows()


# %%
def check_step_5_weights():
    """Weights 1, 2, 3 for indices and for one-hot rows."""
    labels, loss = np.array([0, 2]), CrossEntropyLoss(weight=np.array([1.0, 2.0, 3.0]))
    check_option("the weights", loss, labels, 1.9976, "the labels weigh 1 and 3, together 4.")
    why = "for probabilities the mean divides by N."
    check_option("weights and one-hot targets", loss, np.eye(3)[labels], 3.9953, why)
    check_option(
        "weights and whole one-hot targets", loss, np.eye(3, dtype=int)[labels], 3.9953, why
    )
    print("Step 5, weights: the worked examples are right.")


check_step_5_weights()


# %%
def check_step_6_smoothing():
    """A row that gives 0.3 of its target away, without and with weights."""
    padded, weight = np.array([0, -100]), np.array([1.0, 2.0, 3.0])
    loss = CrossEntropyLoss(label_smoothing=0.3)
    why = "the target (0.8, 0.1, 0.1) has a share ε/C for every class, the right one included."
    check_option("label smoothing", loss, padded, 0.7070, why)
    loss = CrossEntropyLoss(weight=weight, reduction="sum", label_smoothing=0.3)
    why = "each class's share carries the weight of that class."
    check_option("smoothing with weights", loss, padded, 1.3121, why)
    print("Step 6, smoothing: the worked examples are right.")


check_step_6_smoothing()
