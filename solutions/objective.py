# %% [markdown]
# # The objective: a loss, penalties, and training
#
# A model with many parameters can learn a small data set by heart.
# Its loss is then tiny, and on new data it fails.
# So training minimizes something else: the loss *plus a price on large weights*.
# In this notebook you write the prices, put them together with a loss, and train two models on real handwritten digits.
#
# **What you write.** Two penalties, the class `Objective`, a function that chooses how much to penalize, and `train`.
# You also bring along one loss that you have written already.
#
# **Notation.** $A$ holds the predictions and $Y$ the targets, both of shape $(N, C)$, a row per sample.
# $W$ is an array of weights of a model, of any shape.
# $\lambda \ge 0$, in code `lam`, says how much a penalty counts; `lambda` means something else in Python.
#
# **Rules.** Inputs are never modified. Work in float64. A batch may have a single sample, and an array a single weight.
# The chapters “The objective: cost plus penalty” and “Capstone: which loss for which data?” of the book go with this notebook.

# %%
import numpy as np


def numerical_gradient(f, x, h=1e-6):
    """Central differences of the number f(x), one entry of x at a time."""
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = h
        gradient[index] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return gradient


# %% [markdown]
# `numerical_gradient` nudges one entry at a time and watches what happens to the value.
# It knows nothing about your formulas, so it can tell you when they are wrong.
#
# ## Two prices for weights
#
# The first price is proportional to the size of each weight, the second to its square:
#
# $$\Omega_1(W) = \lambda \sum_i |W_i| \qquad\qquad \Omega_2(W) = \frac{\lambda}{2} \sum_i W_i^2$$
#
# Here $i$ runs over all entries of $W$, whatever its shape.
# The first has a kink where a weight is 0; this course takes slope $0$ there, as PyTorch does.
# The second carries a $\tfrac12$ so that its gradient is simply $\lambda W$; that is what PyTorch's optimizers call `weight_decay`.
#
# **By hand.** For $W = \begin{pmatrix}3 & -4\\0 & 1\end{pmatrix}$ and $\lambda = 0.1$:
#
# - $\Omega_1 = 0.1 \cdot (3 + 4 + 0 + 1) = 0.8$, with slopes $\begin{pmatrix}0.1 & -0.1\\0 & 0.1\end{pmatrix}$;
# - $\Omega_2 = 0.05 \cdot (9 + 16 + 0 + 1) = 1.3$, with slopes $\begin{pmatrix}0.3 & -0.4\\0 & 0.1\end{pmatrix}$.
#
# The first pulls every weight toward 0 with the same force, however small the weight is.
# The second pulls in proportion to the weight.


# %%
def l1_penalty(W, lam):
    r"""Return the tuple (value, gradient) of $\lambda \sum_i |W_i|$.

    The value is a single number. The gradient has the shape of W; it is 0 where W is 0.

    Args:
        W: weights, an array of any shape, floats or whole numbers of any width.
        lam: λ, not negative.
    """
    ### BEGIN SOLUTION
    W = np.asarray(W, dtype=float)
    return lam * np.abs(W).sum(), lam * np.sign(W)
    ### END SOLUTION


# %%
def l2_penalty(W, lam):
    r"""Return the tuple (value, gradient) of $\frac{\lambda}{2} \sum_i W_i^2$.

    The value is a single number. The gradient has the shape of W.

    Args:
        W: weights, an array of any shape, floats or whole numbers of any width.
        lam: λ, not negative.
    """
    ### BEGIN SOLUTION
    W = np.asarray(W, dtype=float)
    return lam / 2 * (W**2).sum(), lam * W
    ### END SOLUTION


# %% [markdown]
# Run the next cell to check the example above.
# It says what is wrong, and why, if something is.


# %%
def check_penalties():
    """The four weights."""
    weights = np.array([[3.0, -4.0], [0.0, 1.0]])

    for penalty in (l1_penalty, l2_penalty):
        answer = penalty(weights, 0.1)
        assert isinstance(answer, tuple), f"{penalty.__name__} returns {type(answer)}, not a tuple."
        assert len(answer) == 2, (
            f"{penalty.__name__} returns {len(answer)} values: value, gradient?"
        )
    value, gradient = l1_penalty(weights, 0.1)
    assert np.isclose(value, 0.8), (
        f"The L1 penalty is {value}, but 0.1 · (3 + 4 + 0 + 1) = 0.8: the sizes of all entries."
    )
    assert np.allclose(gradient, [[0.1, -0.1], [0, 0.1]]), (
        f"The L1 slopes are\n{gradient}\nbut each is λ times the sign of the weight, and 0 at 0."
    )
    value, gradient = l2_penalty(weights, 0.1)
    assert np.isclose(value, 1.3), (
        f"The L2 penalty is {value}, but 0.1/2 · (9 + 16 + 0 + 1) = 1.3: half of λ times the squares."
    )
    numerical = numerical_gradient(lambda W: l2_penalty(W, 0.1)[0], weights)
    assert np.allclose(gradient, numerical), (
        f"The L2 slopes are\n{gradient}\nbut nudging the weights gives\n{numerical}"
    )
    print("The penalties: the worked examples are right.")


check_penalties()

# %% [markdown]
# ## The objective
#
# What training minimizes is the loss of the predictions plus the penalties of the weights:
#
# $$J = L(A, Y) + \sum_{k}\sum_{m} \Omega_k(W_m)$$
#
# Here $k$ numbers the penalties and $m$ the arrays of weights: one for a linear model, one for each layer of a network.
# Every penalty applies to every array that is handed over.
# Biases only shift the predictions, so they are usually not penalized; they are simply not handed over.
#
# Changing $A$ alone changes the loss alone, and changing $W_m$ alone changes the penalties of $W_m$ alone.
# So the gradient has these parts, each of the shape of what it belongs to:
#
# $$\frac{\partial J}{\partial A} = \frac{\partial L}{\partial A}
# \qquad\qquad \frac{\partial J}{\partial W_m} = \sum_k \frac{\partial\, \Omega_k(W_m)}{\partial W_m}$$
#
# That $A$ was itself computed from the weights is the business of the model, which you meet further down.
#
# **By hand.** The loss in the next cell is half the squared error, divided by the number of samples.
# For $A = \begin{pmatrix}1 & 2\\3 & 3\end{pmatrix}$ and $Y = \begin{pmatrix}1 & 0\\2 & 3\end{pmatrix}$ it is $\tfrac12 (0 + 4 + 1 + 0)/2 = 1.25$.
# With the weights above, an L2 penalty of $\lambda = 0.1$ costs 1.3, and an L1 penalty of $\lambda = 0.2$ costs 1.6.
# So $J = 1.25 + 1.3 + 1.6 = 4.15$. The slopes for $W$ are $0.1\,W + 0.2 \operatorname{sign} W = \begin{pmatrix}0.5 & -0.6\\0 & 0.3\end{pmatrix}$.


# %%
class HalfSquares:
    """½ Σ (A − Y)² / N: a loss to try things with."""

    def forward(self, A, Y):
        self.residual = A - Y
        return np.sum(self.residual**2) / 2 / len(A)

    def backward(self):
        return self.residual / len(self.residual)


# %%
class Objective:
    r"""A loss plus penalties, $J = L(A, Y) + \sum_k \sum_m \Omega_k(W_m)$.

    Args:
        loss: an object with `forward(A, Y)` → a single number, and `backward()` → dL/dA.
        penalties: a list of pairs `(penalty, lam)`; `penalty(W, lam)` returns the tuple
            (value, gradient), as `l1_penalty` does. The list may be empty.
    """

    def __init__(self, loss, penalties):
        ### BEGIN SOLUTION
        self.loss, self.penalties = loss, penalties
        ### END SOLUTION

    def forward(self, A, Y, *weights):
        """Return J, a single number: `objective.forward(A, Y, W)`, or with more arrays, or none.

        Args:
            A: predictions, and
            Y: targets, as the loss takes them.
            weights: arrays of any shapes. Every penalty applies to each of them.
        """
        ### BEGIN SOLUTION
        value = self.loss.forward(A, Y)
        self.slopes = []
        for W in weights:
            slope = np.zeros(W.shape)
            for penalty, lam in self.penalties:
                price, push = penalty(W, lam)
                value, slope = value + price, slope + push
            self.slopes.append(slope)
        return value
        ### END SOLUTION

    def backward(self):
        """Return the tuple (dL/dA, dJ/dW, …) for the last forward.

        After dL/dA, which is what the loss returns, comes the gradient of the penalties for
        each array of weights, in the order and of the shape in which they were handed over:
        zeros if there is no penalty. Without weights the tuple holds dL/dA alone.
        """
        ### BEGIN SOLUTION
        return self.loss.backward(), *self.slopes
        ### END SOLUTION


# %%
def check_objective():
    """Two predictions with two penalties."""
    weights = np.array([[3.0, -4.0], [0.0, 1.0]])
    A, Y = np.array([[1.0, 2.0], [3.0, 3.0]]), np.array([[1.0, 0.0], [2.0, 3.0]])

    objective = Objective(HalfSquares(), [(l2_penalty, 0.1), (l1_penalty, 0.2)])
    value = objective.forward(A, Y, weights)
    assert np.isclose(value, 4.15), f"The objective is {value}, but 1.25 + 1.3 + 1.6 = 4.15."
    slopes = objective.backward()
    assert isinstance(slopes, tuple), f"backward() returns {type(slopes)}, not a tuple."
    assert len(slopes) == 2, f"backward() returns {len(slopes)} values, but A and W have one each."
    assert np.allclose(slopes[0], [[0, 1], [0.5, 0]]), (
        f"dL/dA is\n{slopes[0]}\nbut the penalties do not look at A: it is what the loss returns."
    )
    assert np.allclose(slopes[1], [[0.5, -0.6], [0, 0.3]]), (
        f"dJ/dW is\n{slopes[1]}\nbut both penalties pull: 0.1 · W + 0.2 · sign(W)."
    )
    objective.forward(A, Y, weights, np.array([2.0, -1.0, 0.0]))
    slopes = objective.backward()
    assert np.allclose(slopes[2], [0.4, -0.3, 0]), (
        f"The slopes of a second array are {slopes[2]}, but the penalties apply to each array."
    )
    plain = Objective(HalfSquares(), [])
    assert np.isclose(plain.forward(A, Y, weights), 1.25), "Without penalties J is the loss, 1.25."
    assert np.array_equal(plain.backward()[1], np.zeros((2, 2))), (
        "Without penalties the slopes of the weights are zeros, in the shape of W."
    )
    print("Objective: the worked examples are right.")


check_objective()

# %% [markdown]
# ## Find the bug
#
# Lecture notes say: “A loss is not the better the smaller it is, because the model may overfit.
# Therefore the objective function adds a regularization term to the cost: Objective = Cost + Regularization.”
# The formula has lost its $\lambda$, and with it a question: how much regularization?
#
# Somebody has put $\lambda$ back and answers the question like this.
# For each $\lambda$ of a list a model was trained; for each model the table has its cost on the training data, the sum of its squared weights, and its cost on validation data, which were not used for training.
#
# ```python
# def choose_lambda(lams, training_cost, squared_norm, validation_cost):
#     objective = training_cost + lams / 2 * squared_norm
#     return lams[np.argmin(objective)]
# ```
#
# | weight $\lambda$ | training cost | sum of squares | validation cost |
# |---|---|---|---|
# | 0 | 0.02 | 60 | 0.41 |
# | 0.01 | 0.08 | 10 | 0.30 |
# | 0.1 | 0.25 | 2 | 0.33 |
# | 1 | 0.70 | 0.3 | 0.72 |
#
# Whatever the data are, this function recommends the smallest $\lambda$ in the list.
# Find out why (a larger $\lambda$ puts a higher price on every set of weights), and write the function so that it answers the question: which model can be expected to do best on data that it has not seen?
#
# The penalty was a means to train the model. New data do not care how large its weights are.


# %%
def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    """Return the λ whose model does best on the validation data, as a float.

    If several are equally good, return the largest λ of them: the most careful model.
    A training run that diverged has the validation cost nan; it is never chosen.

    Args: arrays of shape (K,), an entry for each trained model, in any order.
        lams: the λ of each; no two are equal.
        training_cost: its cost on the training data, without the penalty.
        squared_norm: the sum of its squared weights.
        validation_cost: its cost on the validation data, without the penalty.
    """
    ### BEGIN SOLUTION
    best = validation_cost == np.nanmin(validation_cost)
    return lams[best].max()
    ### END SOLUTION


# %%
def check_choose_lambda():
    """The table of the colleague."""
    table = np.array(
        [[0, 0.02, 60, 0.41], [0.01, 0.08, 10, 0.30], [0.1, 0.25, 2, 0.33], [1, 0.70, 0.3, 0.72]]
    )
    chosen = choose_lambda(*table.T)
    assert np.isclose(chosen, 0.01), (
        f"You choose {chosen}, but the model trained with λ = 0.01 costs 0.30 on the validation data, "
        "and all others cost more."
    )
    print("The bug is gone.")


check_choose_lambda()

# %% [markdown]
# ## Your loss
#
# The models below are classifiers, so they need the cross-entropy of softmax.
# You have written it in the problem set `cross_entropy`: put your class into the next cell, with whatever it needs.
# If you do not have it, write it in its simplest form, without options:
#
# $$L = -\frac1N \sum_{n,c} Y_{nc} \log p_{nc} \qquad p_{nc} = \frac{e^{A_{nc}}}{\sum_k e^{A_{nk}}} \qquad \frac{\partial L}{\partial A} = \frac{p - Y}{N}$$
#
# The rows of $Y$ sum to one. Scores may be in the thousands, and still no step may overflow or take the logarithm of zero.


# %%
class CrossEntropyLoss:
    r"""Cross-entropy of softmax(A) relative to Y, the mean over the rows, in nats."""

    def forward(self, A, Y):
        """Return the loss of scores A for target distributions Y, float arrays of shape (N, C)."""
        ### BEGIN SOLUTION
        self.Y = Y
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.p = np.exp(log_p)
        terms = np.multiply(Y, log_p, out=np.zeros(A.shape), where=Y != 0)  # 0 log 0 = 0
        return -terms.sum() / len(A)
        ### END SOLUTION

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        ### BEGIN SOLUTION
        return (self.p - self.Y) / len(self.Y)
        ### END SOLUTION


# %%
def check_cross_entropy_loss():
    """The two rows of scores."""
    scores = np.array([[2.0, 1.0, 0.1], [0.1, 2.0, 1.9]])
    one_hot = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    loss = CrossEntropyLoss()
    value = loss.forward(scores, one_hot)
    assert np.isclose(value, 2.0185, atol=5e-5), (
        f"The loss is {value}, but (1.4170 + 2.6200)/2 = 2.0185."
    )
    gradient = loss.backward()
    numerical = numerical_gradient(lambda A: CrossEntropyLoss().forward(A, one_hot), scores)
    assert np.allclose(gradient, numerical), (
        f"backward() gives\n{gradient}\nbut nudging the scores gives\n{numerical}"
    )
    print("CrossEntropyLoss: the worked example is right.")


check_cross_entropy_loss()

# %% [markdown]
# ## Training
#
# A loss tells how $J$ answers to the predictions; training needs to know how it answers to the parameters.
# Here are two models for features $X$ of shape $(N, D)$, a row per sample.
#
# **Softmax regression** has weights $W$ of shape $(D, C)$ and biases $b$ of shape $(C,)$, and predicts $A = XW + b$.
# Write $G = \partial J/\partial A$, and $P = \partial J/\partial W$ for the penalties alone, which are the two things that `Objective.backward` returns.
# A weight acts through the predictions *and* through the penalties, and its two slopes add up. A bias acts through the predictions only:
#
# $$\nabla_W = X^{\mathsf T} G + P \qquad\qquad \nabla_b = \sum_n G_n$$
#
# Here $G_n$ is row $n$ of $G$, so the sum has the shape of $b$.
#
# **A network with a hidden layer** first computes new features $H = \tanh(X W_1 + b_1)$, of shape $(N, M)$, and predicts $A = H W_2 + b_2$ from them.
# With $P_1$ and $P_2$ for the penalties of the two arrays, the second layer is softmax regression on $H$:
#
# $$\nabla_{W_2} = H^{\mathsf T} G + P_2 \qquad\qquad \nabla_{b_2} = \sum_n G_n$$
#
# The first layer acts through $H$. Write $Z$ for what goes into the tanh, and $\odot$ for the product entry by entry.
# Since $\tanh' = 1 - \tanh^2$,
#
# $$\frac{\partial J}{\partial Z} = (1 - H \odot H) \odot (G\, W_2^{\mathsf T}) \qquad \nabla_{W_1} = X^{\mathsf T} \frac{\partial J}{\partial Z} + P_1 \qquad \nabla_{b_1} = \sum_n \Bigl(\frac{\partial J}{\partial Z}\Bigr)_n$$
#
# Gradient descent with rate $\eta$ replaces every parameter $\theta$ by $\theta - \eta\, \nabla_\theta$, all at the same time, and repeats.
#
# **By hand.** One sample $x = (1, 2)$ of the first of two classes, with $W$ and $b$ all zero, cross-entropy and no penalty.
# Both classes have probability ½, so $J = \ln 2 = 0.6931$ and $G = (-0.5, 0.5)$.
# With $\eta = 0.1$ the first step leads to $W = \begin{pmatrix}0.05 & -0.05\\0.1 & -0.1\end{pmatrix}$ and $b = (0.05, -0.05)$.
# Now $A = (0.3, -0.3)$, and $J = \ln(1 + e^{-0.6}) = 0.4375$.
#
# **One step at a time.** Write `train` in this order. Each step has a check of its own below the function, and what works earns its points, also if you never come to the next.
#
# 1. **The loop, for softmax regression.** `predict` below gives $A$. Ask the objective for its value and keep it, then for its slopes; $\nabla_W = X^{\mathsf T} G$ and $\nabla_b = \sum_n G_n$ make new arrays of parameters. Return the losses and the parameters as one tuple.
# 2. **The penalty.** `backward` hands over $P$ as well: add it to $\nabla_W$, and not to $\nabla_b$.
# 3. **The hidden layer, upper half.** With four parameters compute $H$ first. The last two parameters are softmax regression with $H$ in the place of $X$.
# 4. **The hidden layer, lower half.** Compute $\partial J/\partial Z$ with the $W_2$ that made the prediction, not with the new one, and from it $\nabla_{W_1}$ and $\nabla_{b_1}$.
# 5. **Penalties of both layers**: $P_1$ and $P_2$, each at its own array.


# %%
def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


# %%
def train(objective, params, X, Y, rate, steps):
    """Minimize an objective by full-batch gradient descent; return the tuple (losses, *params).

    `losses` has shape (steps,). Its entry t is the objective after t steps, so the first one
    belongs to the parameters that came in, and the one of those that are returned is not in it.
    The trained parameters follow in their order, as new arrays: (losses, W, b) or
    (losses, W1, b1, W2, b2).

    Args:
        objective: as above: `objective.forward(A, Y, W)`, or `(A, Y, W1, W2)` for a network,
            and `objective.backward()`. Biases are not handed to it.
        params: `[W, b]` for softmax regression, `[W1, b1, W2, b2]` for a network with a hidden
            layer of tanh units. None of them is modified.
        X: features, of shape (N, D).
        Y: targets, of shape (N, C).
        rate: the learning rate η.
        steps: how many steps to take, perhaps none.
    """
    ### BEGIN SOLUTION
    losses = np.empty(steps)
    for step in range(steps):
        *hidden, W, b = params
        H = np.tanh(X @ hidden[0] + hidden[1]) if hidden else X
        losses[step] = objective.forward(H @ W + b, Y, *params[::2])
        G, *P = objective.backward()
        gradients = [H.T @ G + P[-1], G.sum(axis=0)]
        if hidden:
            dZ = (1 - H**2) * (G @ W.T)
            gradients = [X.T @ dZ + P[0], dZ.sum(axis=0), *gradients]
        params = [p - rate * gradient for p, gradient in zip(params, gradients, strict=True)]
    return losses, *params
    ### END SOLUTION


# %%
def check_step_1_softmax_regression():
    """Two steps from zero for one sample, computed by hand; then nudges of W and b."""
    x, y, start = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0]]), [np.zeros((2, 2)), np.zeros(2)]
    answer = train(Objective(CrossEntropyLoss(), []), start, x, y, 0.1, 2)
    assert isinstance(answer, tuple), f"train returns {type(answer)}, not a tuple (losses, W, b)."
    assert len(answer) == 3, f"train returns {len(answer)} values, not three: (losses, W, b)."
    losses, *after = answer
    assert np.shape(losses) == (2,), (
        f"Two steps, two losses, but their shape is {np.shape(losses)}."
    )
    assert np.isclose(losses[0], 0.6931, atol=5e-5), (
        f"The first loss is {losses[0]}, but before any step it is ln 2 = 0.6931."
    )
    assert np.isclose(losses[1], 0.4375, atol=5e-5), (
        f"The second loss is {losses[1]}, but after one step it is ln(1 + exp(−0.6)) = 0.4375."
    )
    assert [p.shape for p in after] == [(2, 2), (2,)], (
        "After the losses train returns the parameters, W and b, in the shapes in which they came in."
    )
    assert np.all(start[0] == 0), "The array of weights that was handed in has changed."
    check_gradients_of_train(hidden=False, lam=0, names=["W", "b"])
    print("Step 1, softmax regression: the worked examples are right.")


def check_gradients_of_train(hidden, lam, names):
    """Assert that one step changes the named parameters by the rate times their nudged gradients."""
    X, Y = np.array([[1.0, 2.0], [-1.0, 0.5], [0.3, -2.0]]), np.eye(2)[[0, 1, 1]]
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, lam)] if lam else [])
    params = [np.array([[0.5, -0.3], [0.2, 0.4]]), np.array([0.1, -0.2])]
    if hidden:
        params = [np.array([[0.7, -0.6], [0.1, 0.9]]), np.array([0.3, 0.2]), *params]
    _, *new = train(objective, params, X, Y, 1.0, 1)
    for name in names:
        k = ["W1", "b1", "W2", "b2"].index(name) if hidden else ["W", "b"].index(name)

        def value(p, k=k):
            params_with = [*params[:k], p, *params[k + 1 :]]
            return objective.forward(predict(params_with, X), Y, *params_with[::2])

        slopes, numerical = params[k] - new[k], numerical_gradient(value, params[k])
        assert np.allclose(slopes, numerical, atol=1e-6), (
            f"The step of {name} follows\n{slopes}\nbut nudging {name} gives the gradient\n{numerical}"
        )


check_step_1_softmax_regression()


# %%
def check_step_2_penalty():
    """An L2 penalty pulls at W, and not at b."""
    check_gradients_of_train(hidden=False, lam=0.1, names=["W", "b"])
    print("Step 2, the penalty: W and b follow their gradients.")


check_step_2_penalty()


# %%
def check_step_3_upper_half():
    """The last layer of a network, without a penalty."""
    check_gradients_of_train(hidden=True, lam=0, names=["W2", "b2"])
    print("Step 3, the upper half: W2 and b2 follow their gradients.")


check_step_3_upper_half()


# %%
def check_step_4_lower_half():
    """The first layer of a network, without a penalty."""
    check_gradients_of_train(hidden=True, lam=0, names=["W1", "b1"])
    print("Step 4, the lower half: W1 and b1 follow their gradients.")


check_step_4_lower_half()


# %%
def check_step_5_penalties():
    """All four parameters of a network with an L2 penalty."""
    check_gradients_of_train(hidden=True, lam=0.1, names=["W1", "b1", "W2", "b2"])
    print("Step 5, penalties of both layers: all four parameters follow their gradients.")


check_step_5_penalties()

# %% [markdown]
# ## The capstone: handwritten digits
#
# The next cell holds 300 real digits, 100 each of 3, 5 and 8, which are easily taken for each other.
# Each is a picture of 8 × 8 pixels, with 0 for white and 16 for black.
#
# **Source.** E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI Machine Learning Repository, 1998, [doi:10.24432/C50P49](https://doi.org/10.24432/C50P49), licensed under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).
# These are the first 100 of each of the three digits in the copy that scikit-learn ships as `load_digits`, in their order, compressed and otherwise unchanged.

# %%
CAPSTONE_DIGITS = """
eNrtnIeyIzmORem9+/+v3XOZ0jNVFd0zsVOxvROlrtaTYTJpQOAABGXMn8e/8XDRWJ6T57XVS2+NdyZY/ufzW8YHk4Lhk5j4
wGYTnHUu8K01zj8Fvj/sU7dx7xf21hXeXz1P9ufWOGN/VdMv3/kvn9qvZexHSfsuRuO5nXMfpe3Tro9yn42xz8dcZv2Xu+VR
62hltDl37nWH1taZM8656h5zh518jPmceLbvy52zk2snjk2509Yepu84XZ8Mb2zJpu1KZ+BjiDmFnmdzMVC/HzGNnFvwtpZh
W4k+2VV6iMnzCDFUm1MN86Tiu08xFluNn8ZNN2uh2d1YRrrWp/vFNdPGHbAUQouJBsydgi0u5dCT85G/qbVuSgvBhzn9KKYP
M9NwrldTdi559tSbyzNtO4dNiMzKdeRZW2sj23ZyKTaPEX1zdHnPPEo/seR2Qtmb4ZiL5/uoZ6ZFB844Z47DC77V/yqnt6Od
2c/YdZ2xTmmbP7mX0vfYax4NaJnrrHb6nLPvzgSMmU7pk3+jUazUtuYaM8/dEpdTCf9mryu2WTu1lJFqm6mOlMdJOaXcBz1q
w3sXxuxrjHmmbs3HYzHvNGzUvbj9KbSM2m5r3Zq3iY2e6TtEglbTmXHKGX3R1rH5VDVRERchDVxfR6f9pqhsCadQbJrT11qj
TCq8wzWpfiNhagld1ljNoHskDYMZdJdhpF5dsttQgcWNaeemxK1jMK5dzdOIr9uN0mpRF8+YddUlKT4r9e56GK2vjYTPQhOY
Fy7hf17TZuaI4We0J/Mwh5rK/ffTVmru87wnedO529n7Sb6jwbftrELRpaGlraU3xGHvrlnd9A8RWo0pXY0Xm5rpIQNXNeQs
08oQZ3NKOiGZaANz5xBrlmVB9paJSPhATo9P0/Y9vemsETPDOib54ks52WRvbXJ2MWItIDiVxTzmcr2ncCoXDoMM9XXCYmxG
NTPbFctZ3rqeMwqC3rGgollme+Yjl4YiSCPZnZiiXtsIaTGQs/mcShmFT/dsjNpxsWdW8zkppH2Q4E7/w6rUN8tRP03M9hh3
oj2VOSg1nOYSF1TbLJp5aEbOjpEln6S6HD0NIfHXogw2y80Urferw7s1b/Vs41vB8dWj26X4g3pim3s0IpovxpdOLJ+a1Zoq
Neqv3u7PxeGlLfW8ZAX88Loz05A1PuuW6vOpI5tm6nrr+aAPpg3uauhs38aGd8yMv83qrzv3IpVcb4lW3gUPHb8vNp+qOOtX
BaiqfWjubqIb2X+zF1+s1a3C/hMM8dtS/iYz/9OLv2zGP2Eo/gseLIXQDbIcS7hjr9UTYhVwWayMfYHTwOA4cVXNRosPzRZq
v+MAZvHfXbcpWi+dZ2wq+twN13LzIYSsa9FtPVqXdF+WqbUhU0ME6B6oSqm4AQKU4J6WAHm3ev9ohsDrqzGkLwQQ4bUaQwEx
1JKgwrFXrc0yffToWpNWlAIqgTKpUyfL1IZHzpoqV3XZpnx1B+1BZRs1LTvPH6kQ2py9bPWp/chKzZHQfCGjDE+sg8+yLApa
FjN5OoYKw0qx0rAM7RrUFtCyWBoK1hwfQ4meRIefDCjIAPJyyaD1a0Slpsfzsp03l2wZzH1eNvSWkqZdmGVsAbZrQ3lzYUyw
D2j+1h2mfpe1RYxbFal8eep/7Hfe52UTZQuhgqpCbsjsHTFRBVjSNZP1ss3UtStlGcclG6uLoI42HfenA3R/ld2KjKkQlIIJ
c35GKEDYDI/dLydgu/YIsjxzrQITzRh7gYNkRdflCdqSNnYqh5WZgYoOjaOHenoa4GfGpsa6mFzbZbw6dXdYpIpcoCfgC/MM
Gy+Nb+u99DJq3NWDomnuHiZ9m8HBGRBXBCJLGMIjrJ5aimHcHUKmqto08gwe6EEPuM9cETJbCBu35VZZJNaEJYV+JohCw83I
ZUEyo4ipBXFbizzTlsoQcCX9gAqjDKjG9N6D+9FhiGtoGgSqTP8oBVgr4GRBGONMsQtB+HzwGWNdGeM9bK5hlGTCiAEhGjvH
ddsZegilspJgl4dy9ZdhK7oFlSBrjpt3iFBSHl2G6quPJTaGOLhu4GefB/2AC4MNoSYIBWipyAYEPFos/N2tCQmpWXQ2YN3D
nJbLoZIbhmYV4EW9WkLHwRydcVGxsWo8aDMZK8YjIg0RV6JFXTEO/csA5tTYqs+HPlzxjZAYgiIiZ3Ay/QkllWHo+ImboQOK
RIpDjlLF7fEZhmMp5xodH4UV+DJYRiJM61mWPgJCLAsWEc1TIxlqOoXDwp2vYS8GmbzLFclBMFj/+EsAYR4tn+k9CAcr+hXQ
NYxyWwXFsQfQF2j2qHddJc0Cni6YuL0/bm80FHLeJICojdW3EB2nhXpCQg9xO5DVoYeCqeivFM3YwbTUV4kF52Ze9e6GEUnm
S0HuanPnwUxh1dXepniLxqaAjf5qXF2GRbCoWmTB25TeUNK5vFCo5Kvd3/a6vFxpM/i859scm6OIad5CJeZXDQk30BZ89ZDc
ZbNLdqpq+K+2v7z+xauQ5Q0zetL/uiZfK6X6ZL7c40/ff8i5vEueDmvsqaqCnNHeNtrwo2P+2C8TfiPP/FPRwv3i1X8N1/xj
glePLDvYRjL3rCRY4/UlC+Up164QIuNDolgfwW2f7kC48htRiN5DO6F3A50UQdTxGRoqiHEpTUGCK+C6G3qGpR91uXeXnVDm
LoaM2n7IDujjzjUpkJbN0PrJ+ESVNtd4V6Z8NFkRYM/kXLGP1XiYyuui6gtYhvHIjqXaeY8ba9S+l2MUur0LmM+zG8W1pDHQ
Ik1Z7qBJt1+p0LRkZzUrGDnfp+FB37tjV6+PdAxaeWCH+OIYPtxRZNDMuYGjc/9EFcNlpbqNgcBaO4U5sEb5oFYZKyyRs8ep
Nnm2xxpFLVa8ULPFaXtsxTFKzsVRYgnZDoraYLrQ9Oh/hgELlRVpCXXMAO21ofvnIBOxp4IyaOyJJs6YTOqtMU4cfl4N4G5z
d0yREa5Ruzp0u7CuQ3rSpbF9C5i+zBjYj70wS5oNxTgmhICih797rhU72VvEVF0dGnFzYQ/MAJbUOIaUIT7Dhp6sHVLTjg+N
P4gFZa0iRXGaxmVXyiqePcIaYktO8+OTzfjsrVP3xM3F+Dt6gnmIMXrXJtTPpOfWr3LGN7CqH6+2Zufwd+0z50xNkRvxKHus
942B6h5VkU0BOZqcFtA+nAtqv7FBW2f1uO4mYsIpnK+qVhTRo/lr8tjLADIB6xH/ggIIfexHRg8q8tXZyUDe2IFPrmFHjYjM
KC6lv1v2henaTMmSCdSqmwgWwuC2DAnoJ2OHPUU8EKx8HOxz7SnibplUjLWThV6+yZRMVmaVyOZtueyEdoq7cUJqqEhSONK0
NWCPARFX5wUVA9WYyfLG84Jvyw5Lg8c3kUZeabiuWHSmK+ZHHUDfhG+kV2x3uF9tG+xeYcU1fTh6xgr7KSpHtOQMbZZRbCuB
WBkQCLB1nghniHdwcRpMn5RlCUNeE19g3I4zcnd9Ad3LQ4Fbi1CrdyNFC/BBk5W7phRy4mNWAg0QxdxiALnZDgXCkDIuS3qR
Ag7KnQ7FsVnKdIjGmVNpO7DGt+0VPRFGy6OwPcXlXALa7ACDigm4DQ3ZTkahwcaaM3zKaGq19I1kj8pKYRUl1VgV8plQ1w33
lH4jQIlOw4RSNeiOxLxWlUVPBMo7W93V0wtPuaWwGVj0COMvxzS/9wxwlp8YvVxH+zXsj3vr4y0WnwhWugGmqIBRfVjGfgv9
5PLDfsHLkuT79FEsfLwz4W3Gr8Gp30JGT9Xef7XvWS68eSJb7lUk2q9W611bsI8Z+NqcIFf/CzeEl6n4NT+EP1zx5/F7Y1gR
S+DMWwrLx/5aeZO+v0uxyY34AF7vP1fI67W7W4DRPbGt626g38ITFTJZXtETf9adQvTBPsFpZ14ko3fWJe+ffT3oCB7r9zuU
El5PLFI7MndRSuG5whW1LfYGBD2R4FGfdinW1Ya2N68zx4W6Xhby2TS8z1InvKc6addnveJkRfNy59Q2Ra8x4ahYCAOTb815
ItNDfuIUOOWFpo9J6hcgOBjFgyI5/oGTxxPD2EAM3L/jAIeErpfnHSIWArLw17Ca5SGcMVqt9IIL9W9W7DdaVdAYzvEM5fJC
H+341J4wofith6/QtxiKTEuwPEzs5bUGDRlhZbeQyuTt4P77WsSNkodjLLZ8KZIxVi0L6uIt91vTbsDBYhoVbVzqwilrJ6zx
nm6XUrVnVOPYd8z7bjVjChQLc/E69ifCclDNnAgQtnvSN8Xh9gmD2y4GSdGGBXlqymZaLgIJKHfFxxR/KUv17aqGK7x343C4
8+PGI24wbK+2gBDBoeHitfiw7bsroxDAFnpuxeea3YW7OV27xKUjWOtXRmL9qbBFWyMvBRm7TCnCODzU3HouUQGg6PsEThuo
PdNUi862ZdhZ1hztVOBSrUvwrij2Niq2/FDwaXR+3t22lmZRZApOGms18cDe9CGGfQNeGrgbJJ2pzZOjqL3CuJKkPRTg4a19
JGBfwmcob9QPotg77djF4zfMk9ctnW5o1e67Q7jvpl66W5znFTAVvyuUdcrx7e7Z6kt6AoIroDXE1tog1LbdHX1NJLfF51Co
BFCH57q9MTsH6e2yS3p4ZsJfpRYHkbNQ+soKtHIrKtZWYRPfbKsQpPYZb1R2MotLu5xbYVoFZ21GWqw2rlmw4MN2qTj8wTHy
paRmnNjBa4s818uihYnyzIE2yoCYdpDgIChaC+aTBxi74jETFsYF9LhWLBTPOrO4dy4EP/PO1m97Mkui56TpzMfmJK8kiB9t
aYj9Cm46tyIDlKPdK6ZBe2vQYt14k213F3yJVSpDNITaTMBzUNyHcXJRjVfUx+fHww0PONmZWHhuSh3Y5xMD/69cwXabh2vD
4ryiX2dwoe3EQokPn3xBB/dvBVys+ZpFYb9/6/82CPO+bTYf+372K+GElwNg786Hexf+gLH6pin7qac/KvZ/0xT7r4eQ7B+4
+vP47ZudTgLsv4tn+Vlks3bt3N/GM79/FH9503gVoftcBvnLVS9aQ4U+6QLO+49Fmj70gfXRPuFi5YA5vN/PJpfPu2rL0psv
Dpv9l5SM/eFj+8S3h9m9hLzaKwKWSrsebDMy086uaBSZV/xHu0PA2qWOcjELy2927nj8OV9/LCtMj4/+SvVC3yvFYcBpTjTo
H1XaWo7YJrmjtzLXb5Rk8z4MrHNuQeGm3YWsOU/3GszygjqwCvYr3g/xGWYOEyDDa0Z72E9lsyu43TLhDf8aewLPymzDuIx/
eY+NWtSEydhHOE35C9zUKs/OPSqZGRrCKGrTniWYB8NUGuyj7hREoto51caR7r2O9jv2RQo565YmeB+HF4k+uTuYp7oOXGkK
TNjhLn/hpyuUaHwCICEivOrlyzZJ8RIsu0u5h+DKzr4p/awpsUkXYJLTaReQtckzrmCDlA2GYUIOdlFwtmjAeCUW3ZZGIfN+
IQ0Pf1vdVCifCc52ccg+GbQZESIqIx76MahK6XEGPNNNQRwFQjWgO8FbYMgJAHTfgEPVrcfdH9yCKIXSRpnQS71BTDOm94o/
KmuIOWyvprh1QRervU9PtXU/mWVh2qprBw0k9WXoKDLFu3SelAFXtjvauuPy6Hju2rX2T6rVYpQm03zjtjQbuMv1IF9HID7N
8FV4TmtAB75JuobGz5qURnQ0KAK3gpN0bL2BTzkHdG88kKfuKetKe1/Cv8zTjGnjyTSzrcgbWiuBpW7F0OO4flXKlgcF17qh
fC3TGwRyzfN45dwspYk+Pl8EnNVcxctaWY9SSak5HAfIb1XDiNt4kBKa5Ji0CVaD87gcoE8U2isTatCDXt+b9UNDm3nHMmkx
LmZSSAf4IInONqXstTpiys67VmhkLXiUmv0tj8weD14gCvuiLkKAazDHe5F1BdzNExKctKKlG4OG0o6lsbw3k/W95DogekhK
D0lBub3WZBJSe/X/q2b7l1DC2+8o9M5TemvBl62wrtw4l3g2fUDUI9blA37Qvi4kRcZkO/JbwdqnkDYTyg0O33u+LlOuVSmv
V/3erL8ahI5HHd0djeB+SL+1X/T220x8i5LZuxlIq29wDE/bulA+bMOfx5/Hb3j4Dzks3wkpfnv3RInjq9iPweFfrMfwi9t8
LfFkbD1SHz7WhFUe/RvLtGv/Wiflcy35d7q8vlVm1Lux6dcL5VEC4acWfkmu9/brOg3fQntoqXdLzWOM93WKP8Zrv9M4UeA3
/H9D9wZ96t35UJFipmvRw/Xlpe3LbZuISTsrr7uKeI57qkVDc9uOjcNdd1kRJ+NiUhHdpkEWtKfIvJtM0fU0RNsI8x478Ptu
tD13XmdNsR/ev7CizP5qd1Iy6xOYxAgqbqDW+KdHr+SG8uHS5pf2Pdqx3UntV7EFdGVbJjVisMPNndDZB+ttz9o9unN+7o0A
xV2Mcpi0OVMxSL5htad1d6QHoyZlvDBps/Wisc53AG97uOGy75l9/OrIN7F9bFyrV0LH/czah+g0mlNDfdH5FQx1rD+2ITyo
/li3UGHlqmEoraUCSIb7XUlCRAYx1lqAuiDYM0O2rmzlvxRlI9pY7kQIp6vf0/dz71EfaczlZTBo23LDhuaUh1PHWREEXnyC
Lb9pVl07uwpK+VSPDP8q4AycOA6UHxxkqcy0WZZIrFV35J0AmeHulw6LfWOweig2pc3w1m6aVc5O0ZYYhJSqtvFLueHren0t
U0XitWoTzjfLWFqZu1qtlug91eLiU3YlpWSOyDKcyq/KiqaCf/LDQIGb9Zz7mtvHVBEMHwHvPHefXpveozqFsJBVhiB1xc20
oe4fC57uiYyP6XMuOOQE9pqu7dqoOMd20+ihQDya+cqsloCcExF3LftmT7uZikLEi8pVRYYymdaUGIOkLea8O8QHFjUxdVN+
/9CmJ1DdAam8oFkdUhjyDObac2rjXduZOgpCO8rE7ao6K6CDHeByoVVcNffss9fpJ5VPAXXnZuCSK7XPEPbNOFjMPSN1BQW/
RjG6bW5wXPpBseVn11ie0XY3jKl8TMZSpxDCDisoUIvOCLUmHaYo1X1RZePZGfyi7z8f9fM9wlvj1cGu5uA/3WHlDz46T4nr
OF8An1ZOTkWJs+YZVRfukqrPbiO6M4eStG1Ycw4KMT75FlJzl2+0KK/DpglA91cwLF+XNKuRxUtb9ZcxkrbsA9h24CN6r5uX
1s9U/9JRRo1Ge9zdhxjCDQhKlvAYO8+FpYXvVoLNM+c8tu+IZvzDAX8evyl6Ze2LjkL4jMDaeyzkMyqMxntQyPr46Sx8nCxx
9hWVN18Cw9+8p/BAWnx5PPa1ztMt2D49LN9juq8esOJu7hPk/GeIKX0P7vq/Dkm9fJQo6rBveouf4bu7//c6WmPSO7tegXrl
/AR3qavEHWPLKLIS2wrp+BqbsydhzxZ6ptcweCjjpulMWIgFashHyWSYtJz8CNHWme1BUWOf/SoeTRHt3NHX5GP2SfnH8EWx
x7Xeez6rYkDW8OcmOZdwlHitpOQOhyizmSJroDPGOmnMXmIeqNaCNU7YsFXR+Ctkj7bszcWN9rZpea8oWaz8xf52ezNJHIYr
aOtQBwqxUxEthlLt1Uz6V2yzPoc9WjBZJ4HCiRuTMSoYkE7V0bGqI43KW0ex6XRkSTqWRo9iiLXNOEpqefZRoYkwcMt3znPC
V/Ns7YSFkDwwkhVf6ZiMqYxlQKMUjFYIrbhkI19z09KwTjoLYbWfs1JroXZ0fuy6mG8jvIG7q2AVHS9VOc1YtdxrZpB69rlE
t2b2AMrGFHGjMYqdSrNjBBlJP6m/+rB7SaHduKO3s8fQA/fcc43mfcAM7oAN14lJLsZQVBp/guXyXm4OGzwUgrclpqy0LOa6
xagDFaG00FH3yu6/UQyMBkY7wcLrie/ItvezS5xb0Zs62jy1YMcP44eF77osnKYo3+pZ2T7w0AwQfDCxII7A4TzIbEojFK8j
GCbvUHX6YFZlbU8kZSLTuUxwS/mO94AiLUgxzGZzREB4rWRICFVyEIOLOkBcI9KsEyXLjO5wE3bVUS6EYBX6hCMxW3u2+jKg
RQtCQJSU3Q2oL6RB5w12LFHLaSh+JRQtNMamcCEwFMbMh8Qy4fFAxg4teaR1B8XljgVETvPnJnZFhaSCHYceaH8Ntjz+pi0m
MH8oJeruG+q0p06iQsvFaox0uEJDDrIwFwM20mZz1qkRGIl1HO5xE8DtzgvSspRjDjVllgiIFBJdmdqs16FMN7LGRFCrdLKN
fPi1c107KVIJvhbjcDGefditMxEKlh6lnU5fGEeN37h6lDVv7tlKY+5WqfILj2LWOoG6BZiNzmgDlyUA52lbtaOOSvrGVzZn
/3JM/bcoff7U1oooPfsKzrv6cTXsc3fyVK5cvirdKQW2Z2S6AFJ4I+WeSnwS06+6R3uzzG5Sfco6b2Gf8GKQ64PgpJv6aoFq
tKWyK4a2X7vt16YUJc/Kx36oTPn2JiEaYNc9gNXS45AqBNXzywEyOuPk7XOwsASn05X3pKIPq1u0S0k9syiKT4enuXwNYZT/
hyER8zuh8E9I7z/2eJwcAOgd0HF3M05g498YpIO3Uft17qYmhsspEuTnoK81Mfz1NLlXcNn/vOf9Qxj6e7j2y4ae/duUgb/e
9HOvPM1PKPyEtttP/8Md3Wd079kdxXkCdbQphe7tK00dam8eDdd3V3S/Bu0KaZ8DW+F1iMztHe8x/aPDbbzLmOAVvUu1gVq+
D9xEh2uX/Ul7u+y6jssn2KUdhVt687srM2RECEn2Ay7IzWLuEpwyXXcYI2+bSdXb7nfTdum4MTmUjjopq2rKjSB5vNAaMxzT
Jxxb0bhxZ/f8RgQoY2FDhyY6Vrs/+rWHofw1o20ObHFsHXMUMKP7Jsft1MQmAxua7ZghK6bQg892Pr8DoGQgscI9RaYksPVs
rZx2TZkSb+6BRY3g6jfz5l6pk37jHsnSoTwd3n9+tEFp02/weM4W3vOQyuUauo/ynNHRi6+a2G/O++puWglPdeC/PeZ/iFyw
7MqSHtpaSzWn1BbfTu1PhqMfOtCGlxp9z7W92k6lz09MwCf3Bwswps9ByXEDIHdTU23TUUaloXUdNNyvtj5bnvvGm2RYMd7Q
h4tgH/SWxghq6rA34ays4TaAvhCH4HV+rQr/FFLRdiQkZ/HCgX3XmSV/fwRj3I3Lpt+PeE6EwrE3m+tu5PHfRfWN7NQ0i05B
8Kw0qgkNFVH8grSw0kkHSG/r+KpphLfCNHvr5y/uht6aWz9xwIgi5EqV2tjho5w0pmrohx2gjfu7FuH+QEVXojaUcGJ09ySt
pAB+Xc/AptOUsNegrz2eYTofP/Yw77jW1vsrfH2Pj9nWlRQfbb9pk3cf+zx+mo7p3xNyOZiRHgWEozMf5WZywwvx0JaPKAUd
n5y2d9YvDkir1fPO7gIh2uav94GVD9Flrx9Mgd8ta65ubQiGI5eRdWqa9mHtgfGUfnabb/O+yWpBKfMsZcDKjOLkbGkTsAiC
c43eHpASjIw3puPxurRF1tu1oqC/GTVpwxCSa0tHfUQjoALDFyMuVFnxtJQZd52fwYlY62eV6X7SpO6HdKnvSjV8M+nuSzXu
nRKVzIc3/i5uf0riekpa8xFhfkJSNV7ccpAVANu14Xtwi9q1PcDnKW+ICN+rzF/u8QSd3S8Nyg+/wvMYHx1Ev+ULQ31PTj2/
2vNPzt/5JV+Vf98S/mfwLpbnX4yx3Jc84v3Du/u5POL/aDH/f3HT/20xHv8DuZ54Kw==
"""


def capstone_digits():
    """Return (pixels, targets): 300 pictures as rows of 64 numbers from 0 to 1, and one-hot rows."""
    import base64
    import zlib

    table = np.frombuffer(zlib.decompress(base64.b64decode(CAPSTONE_DIGITS)), np.uint8)
    table = table.reshape(65, 300).T
    return table[:, :64] / 16, np.eye(3)[np.searchsorted([3, 5, 8], table[:, 64])]


def show_capstone_digits():
    """Print the first picture."""
    pixels, targets = capstone_digits()
    print(pixels.shape, "pixels from 0 to 1;", targets.sum(axis=0), "pictures of 3, 5 and 8")
    for row in pixels[0].reshape(8, 8):
        print("".join(" .:-=+*#@"[int(8 * p)] * 2 for p in row))


show_capstone_digits()

# %% [markdown]
# We train on the first 60 pictures and keep the other 240 to see how well that went.
# Sixty pictures are few for 64 pixels: a good place to overfit.
#
# Both models start from given numbers, so that everybody gets the same result.
# Softmax regression starts at zero. A network must not: hidden units that start equal stay equal.


# %%
def capstone_start(hidden):
    """Parameters of a model with that many hidden units, or of softmax regression for 0."""
    if not hidden:
        return [np.zeros((64, 3)), np.zeros(3)]
    W1 = np.sin(np.arange(1.0, 64 * hidden + 1)).reshape(64, hidden) / 4
    W2 = np.sin(np.arange(1.0, 3 * hidden + 1)).reshape(hidden, 3) / 2
    return [W1, np.zeros(hidden), W2, np.zeros(3)]


def capstone_run(hidden, lam, rate=0.5, steps=400):
    """Train on 60 pictures; return the losses, the parameters, and four results."""
    pixels, targets = capstone_digits()
    X_train, Y_train, X_val, Y_val = pixels[:60], targets[:60], pixels[60:], targets[60:]
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, lam)])
    losses, *params = train(objective, capstone_start(hidden), X_train, Y_train, rate, steps)
    A_train, A_val = predict(params, X_train), predict(params, X_val)
    results = {
        "training cost": CrossEntropyLoss().forward(A_train, Y_train),
        "squared norm": sum(np.sum(W**2) for W in params[::2]),
        "validation cost": CrossEntropyLoss().forward(A_val, Y_val),
        "accuracy": np.mean(A_val.argmax(axis=1) == Y_val.argmax(axis=1)),
    }
    return losses, params, results


# %% [markdown]
# PyTorch has done the same with its own loss, its own gradients and its own optimizer, `SGD` with `weight_decay=0.01` for the weights and 0 for the biases.
# Every number must agree to nine digits.

# %%
#: PyTorch's results, in float64, for λ = 0.01: the last of the losses, and the four results.
CAPSTONE_PYTORCH = {
    0: {
        "last loss": 0.12893990174428047,
        "training cost": 0.05074837440623746,
        "squared norm": 15.638069231137056,
        "validation cost": 0.2796716198664575,
        "accuracy": 0.9333333333333333,
    },
    16: {
        "last loss": 0.1041803816387634,
        "training cost": 0.021653529214102983,
        "squared norm": 16.49863139692339,
        "validation cost": 0.22338815720161856,
        "accuracy": 0.9333333333333333,
    },
}


def check_capstone():
    """Both models, compared with PyTorch's."""
    for hidden, expected in CAPSTONE_PYTORCH.items():
        losses, _, results = capstone_run(hidden, lam=0.01)
        name = f"a network with {hidden} hidden units" if hidden else "softmax regression"
        for what, right in expected.items():
            mine = losses[-1] if what == "last loss" else results[what]
            assert np.isclose(mine, right, rtol=1e-9, atol=0), (
                f"For {name} the {what} is {mine!r}, but PyTorch has {right!r}."
            )
        print(f"{name}: the same numbers as PyTorch, accuracy {results['accuracy']:.3f}")


check_capstone()

# %% [markdown]
# Now let the data choose $\lambda$.


# %%
def capstone_table(lams=(0, 0.0001, 0.001, 0.01, 0.1), **options):
    """Print what each λ leads to, and the λ that your function chooses; options of capstone_run."""
    for hidden in (0, 16):
        rows = [list(capstone_run(hidden, lam, **options)[2].values()) for lam in lams]
        print("softmax regression" if not hidden else f"{hidden} hidden units")
        print("     λ     training  sum of squares  validation  accuracy")
        for lam, (training, norm, validation, accuracy) in zip(lams, rows, strict=True):
            print(f"{lam:9.4f} {training:9.4f} {norm:12.2f} {validation:13.4f} {accuracy:10.3f}")
        columns = np.array(rows).T[:3]
        print("chosen: λ =", choose_lambda(np.array(lams), *columns), "\n")


capstone_table()

# %% [markdown]
# ## A short report
#
# Add a cell below and answer in a sentence or two each, from your table:
#
# 1. Which column tells that the models overfit, and which column alone would have hidden it?
# 2. As $\lambda$ grows, the training cost can only rise. The validation cost of the network falls at first; where does it turn? That of softmax regression does not fall at all. Run `capstone_table(steps=5000)` and look again: which restraint had the 400 steps put on it, without any penalty?
# 3. Is the $\lambda$ with the smallest validation cost also the one with the best accuracy? What does cross-entropy see that accuracy does not?
# 4. You chose $\lambda$ with the 240 pictures. May you also report their cost as the cost to expect on new pictures?
