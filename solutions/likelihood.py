# %% [markdown]
# # Likelihood and maximum likelihood
#
# A coin shows heads three times in five flips. Which coin was it?
# Every coin could have done it, but some would have done it more easily than others.
# The *likelihood* of a parameter is the probability (or density) that the model with this parameter gives to the data that were seen.
# The *maximum-likelihood estimate* is the parameter for which it is largest.
#
# **What you write.**
#
# | model | log-likelihood | estimate |
# |---|---|---|
# | coin | `bernoulli_log_likelihood(theta, x)` | `bernoulli_mle(x)` |
# | one of $C$ classes | `categorical_log_likelihood(probs, x)` | `categorical_mle(x, num_classes)` |
# | bell curve | `gaussian_log_likelihood(x, mu, sigma2)` | `gaussian_mle(x)` |
# | Laplace | | `laplace_mle(x)`, a bonus question |
#
# Points of the bonus question count like any others, since the grader knows no extra credit.
# At the end a colleague's search for the best parameter, `best_theta(thetas, x)`, waits to be repaired.
#
# **Rules for every function.**
#
# - Samples $x_1, \dots, x_N$ are independent and come from the same distribution, so that probabilities multiply and their logarithms add. A log-likelihood is the **sum** over the samples, in nats.
# - Data may be lists or arrays of any number type, and are computed with in float64. Classes are of an integer type. Nothing that comes in is modified.
# - Nothing is clipped or moved by a small constant. What is impossible has log-likelihood $-\infty$.
#
# The chapter “Likelihood and maximum likelihood” of the book derives every formula you need.

# %%
import numpy as np

# %% [markdown]
# ## A tool to check yourself
#
# If you nudge the argument of a function by a small $h$ up and then down, the two values differ by about $2h$ times the slope there.
# At a maximum inside the range the slope is zero. So the slope of your log-likelihood at your estimate tells whether the two fit together.


# %%
def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


# %% [markdown]
# ## A coin
#
# Let $x_n = 1$ for heads, with probability $\theta$, and $x_n = 0$ for tails, with probability $1 - \theta$. Then
#
# $$\ell(\theta) = \sum_{n=1}^{N} \bigl[ x_n \log\theta + (1 - x_n) \log(1 - \theta) \bigr].$$
#
# **By hand.** For $x = (1, 1, 0, 1, 0)$ and $\theta = 0.6$ we have $\ell = 3 \ln 0.6 + 2 \ln 0.4 \approx -1.5325 - 1.8326 = -3.3651$.
# A fair coin gets $5 \ln 0.5 \approx -3.4657$, a little less.
#
# **At the ends.** A coin with $\theta = 1$ always shows heads. If all flips are heads, its likelihood is $1$ and its log-likelihood $0$. One single tail makes it impossible: $-\infty$.
# In the formula the first case holds a $0 \cdot \log 0$, which counts as $0$, while NumPy makes it `nan`.


# %%
def bernoulli_log_likelihood(theta, x):
    r"""Return $\sum_n [x_n \log\theta + (1-x_n) \log(1-\theta)]$, one number.

    Args:
        theta: the probability of heads, one number in [0, 1], both ends included.
        x: the flips, of shape (N,): 1 (or True) for heads and 0 (or False) for tails.

    Returns:
        The sum of the logarithms of the probabilities of what was seen; −inf if it is impossible.
    """
    ### BEGIN SOLUTION
    seen = np.where(np.asarray(x) == 1, theta, 1.0 - theta)  # the probability of each flip
    with np.errstate(divide="ignore"):
        return np.log(seen).sum()
    ### END SOLUTION


# %% [markdown]
# The best $\theta$ makes the slope of $\ell$ zero:
#
# $$\frac{k}{\theta} - \frac{N - k}{1 - \theta} = 0 \quad\text{with } k = \sum_n x_n \text{ heads},\qquad\text{so}\quad \hat\theta = \frac{k}{N}.$$
#
# This holds at the ends, too: with no heads at all the best $\theta$ is $0$.


# %%
def bernoulli_mle(x):
    """Return the theta that makes the flips x, of shape (N,), most likely: one number."""
    ### BEGIN SOLUTION
    return np.mean(x, dtype=float)
    ### END SOLUTION


# %% [markdown]
# Run the next cell to check the examples above.
# It says what is wrong, and why, if something is.


# %%
def check_coin():
    """Three heads in five flips."""
    flips = np.array([1, 1, 0, 1, 0])
    value = bernoulli_log_likelihood(0.6, flips)
    assert np.isclose(value, -3.36505834), f"{value}, but 3·ln 0.6 + 2·ln 0.4 = −3.3651."
    value = bernoulli_log_likelihood(1.0, np.array([1, 1, 1]))
    assert value == 0, (
        f"Three heads from a coin that only has heads: {value}, but ln 1 = 0 (not nan)."
    )
    value = bernoulli_log_likelihood(1.0, flips)
    assert value == -np.inf, (
        f"A tail from a coin that only has heads: {value}, but that is impossible."
    )
    value = bernoulli_mle(flips)
    assert np.isclose(value, 0.6), f"Three heads in five flips: {value}, but 3/5 = 0.6."
    value = slope(lambda theta: bernoulli_log_likelihood(theta, flips), bernoulli_mle(flips))
    assert np.isclose(value, 0, atol=1e-6), (
        f"The slope at your estimate is {value}: no maximum there."
    )
    print("The coin: the worked examples are right.")


check_coin()

# %% [markdown]
# ## One of $C$ classes
#
# Class $c \in \{0, \dots, C-1\}$ has probability $q_c$. For labels $x_1, \dots, x_N$,
#
# $$\ell(q) = \sum_{n=1}^{N} \log q_{x_n}.$$
#
# **By hand.** For $x = (0, 0, 1, 2, 2, 2)$ and $q = (0.2, 0.3, 0.5)$: $\ell = 2\ln 0.2 + \ln 0.3 + 3 \ln 0.5 \approx -6.5023$.
# Divided by $-6$ this is $1.0837$, exactly the cross-entropy $H(\hat p, q)$ of the observed frequencies $\hat p = (\tfrac26, \tfrac16, \tfrac36)$. No law of large numbers is needed for that.
#
# The best $q$ is $\hat p$ itself: the relative frequencies. A class that was never seen gets $0$; it keeps its place in the answer.


# %%
def categorical_log_likelihood(probs, x):
    r"""Return $\sum_n \log q_{x_n}$, one number.

    Args:
        probs: the probabilities $q_c$ of the classes, of shape (C,). They are used as they are.
        x: the observed classes, of shape (N,): whole numbers from 0 to C − 1.

    Returns:
        The sum of the logarithms; −inf if a class of probability 0 was observed.
        A class of probability 0 that was not observed does no harm.
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(probs, dtype=float)[x]).sum()
    ### END SOLUTION


# %%
def categorical_mle(x, num_classes):
    """Return the class probabilities that make the observed classes x most likely.

    Args:
        x: the observed classes, of shape (N,): whole numbers from 0 to num_classes − 1.
        num_classes: how many classes there are, whether all of them were seen or not.

    Returns:
        An array of shape (num_classes,).
    """
    ### BEGIN SOLUTION
    return np.bincount(x, minlength=num_classes) / len(x)
    ### END SOLUTION


# %%
def check_classes():
    """Six labels of three classes."""
    labels, q = np.array([0, 0, 1, 2, 2, 2]), np.array([0.2, 0.3, 0.5])
    value = categorical_log_likelihood(q, labels)
    assert np.isclose(value, -6.50229017), f"{value}, but 2·ln 0.2 + ln 0.3 + 3·ln 0.5 = −6.5023."
    value = categorical_mle(labels, 3)
    assert np.shape(value) == (3,), f"Three classes, but your answer has shape {np.shape(value)}."
    assert np.allclose(value, [2 / 6, 1 / 6, 3 / 6]), (
        f"{value}, but the frequencies are 2/6, 1/6, 3/6."
    )
    value = categorical_mle(labels, 5)
    assert np.shape(value) == (5,), (
        f"Five classes, two of them never seen: shape {np.shape(value)}, but each has its place: (5,)."
    )
    best = categorical_mle(labels, 3)
    assert categorical_log_likelihood(best, labels) > categorical_log_likelihood(q, labels), (
        "Your estimate makes the labels less likely than q does, so it is not the most likely one."
    )
    print("The classes: the worked examples are right.")


check_classes()

# %% [markdown]
# ## The bell curve
#
# The Gaussian density with mean $\mu$ and **variance** $\sigma^2$ is $\frac{1}{\sqrt{2\pi\sigma^2}} \exp\!\bigl(-\frac{(x - \mu)^2}{2\sigma^2}\bigr)$, so
#
# $$\ell(\mu, \sigma^2) = -\frac12 \sum_{n=1}^{N} \Bigl[ \frac{(x_n - \mu)^2}{\sigma^2} + \log(2\pi\sigma^2) \Bigr].$$
#
# The third argument of `gaussian_log_likelihood` is the variance. The constant with $2\pi$ belongs to the answer, once for each sample.
# Far from $\mu$ the density is so small that float64 makes it $0$; its logarithm is an ordinary number. So do not take the logarithm of the density.
#
# **By hand.** For $x = (1, 2, 4, 5)$, $\mu = 3$ and $\sigma^2 = 2.5$ the squares are $4, 1, 1, 4$, and $\ell = -\tfrac12 \bigl(\tfrac{10}{2.5} + 4 \ln(5\pi)\bigr) \approx -\tfrac12 (4 + 11.0167) = -7.5083$.
#
# Setting both partial derivatives to zero gives
#
# $$\hat\mu = \frac1N \sum_n x_n, \qquad \hat\sigma^2 = \frac1N \sum_n (x_n - \hat\mu)^2 .$$
#
# The divisor is $N$. (The sample variance with $N - 1$ is unbiased, and makes the data less likely.)
# For the four numbers above, $\hat\mu = 3$ and $\hat\sigma^2 = 10/4 = 2.5$.


# %%
def gaussian_log_likelihood(x, mu, sigma2):
    r"""Return $-\frac12 \sum_n [(x_n-\mu)^2/\sigma^2 + \log(2\pi\sigma^2)]$, one number.

    Args:
        x: the data, of shape (N,).
        mu: the mean, one number.
        sigma2: the variance (not the standard deviation), one number above 0.
    """
    ### BEGIN SOLUTION
    squares = (np.asarray(x, dtype=float) - mu) ** 2
    return -0.5 * np.sum(squares / sigma2 + np.log(2 * np.pi * sigma2))
    ### END SOLUTION


# %%
def gaussian_mle(x):
    """Return the mean and the variance, in this order, that make the data x most likely.

    Args:
        x: the data, of shape (N,).

    Returns:
        A tuple of two numbers, (mean, variance).
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    return x.mean(), x.var()
    ### END SOLUTION


# %%
def check_bell_curve():
    """The four numbers."""
    data = np.array([1.0, 2.0, 4.0, 5.0])
    value = gaussian_log_likelihood(data, 3.0, 2.5)
    assert np.isclose(value, -7.50833560), f"{value}, but −(10/2.5 + 4·ln(2π·2.5))/2 = −7.5083."
    value = gaussian_mle(data)
    assert isinstance(value, tuple), (
        f"You return {value!r}; a tuple of two numbers is wanted, as `return mean, variance` makes it."
    )
    assert np.allclose(value, (3, 2.5)), (
        f"{value}, but the mean is 12/4 = 3 and the variance 10/4 = 2.5."
    )
    mean, variance = value
    value = slope(lambda mu: gaussian_log_likelihood(data, mu, variance), mean)
    assert np.isclose(value, 0, atol=1e-6), f"In mu the slope at your estimate is {value}, not 0."
    value = slope(lambda sigma2: gaussian_log_likelihood(data, mean, sigma2), variance)
    assert np.isclose(value, 0, atol=1e-6), (
        f"In sigma2 the slope at your estimate is {value}, not 0."
    )
    print("The bell curve: the worked examples are right.")


check_bell_curve()

# %% [markdown]
# ## Laplace (bonus)
#
# The Laplace density $\frac{1}{2b} e^{-|x - m|/b}$ has a sharp peak at $m$ and heavy tails. Its log-likelihood is $-N \log(2b) - \frac1b \sum_n |x_n - m|$.
# Whatever $b$ is, the best $m$ is a point with at most half of the data below it and at most half above: the *median*.
# With an even number of data every point between the two in the middle is equally good; the course returns their midpoint.
#
# **By hand.** For $x = (7, 1, 2)$ the median is $2$, where the mean is $3.33$. For $x = (7, 1, 2, 4)$ it is $(2 + 4)/2 = 3$.


# %%
def laplace_mle(x):
    """Return the location m that makes the data x, of shape (N,), most likely under Laplace densities."""
    ### BEGIN SOLUTION
    return np.median(np.asarray(x, dtype=float))
    ### END SOLUTION


# %%
def check_laplace_mle():
    """Three numbers, and four."""
    value = laplace_mle(np.array([7.0, 1.0, 2.0]))
    assert value == 2, f"{value}, but the one in the middle of 1, 2, 7 is 2."
    value = laplace_mle(np.array([7.0, 1.0, 2.0, 4.0]))
    assert value == 3, f"{value}, but halfway between the two in the middle, 2 and 4, is 3."
    print("laplace_mle: the worked examples are right.")


check_laplace_mle()

# %% [markdown]
# ## Find the bug
#
# A colleague looks for the best coin by trying many. He has read:
# “$\theta_{ML} = \arg\max_\theta \prod_i^m q(x_i; \theta)$. Taking the logarithm of both sides of this equation does not change the solution.”
#
# ```python
# def best_theta(thetas, x):
#     likelihoods = [np.prod(t**x * (1 - t) ** (1 - x)) for t in thetas]
#     best = thetas[np.argmax(likelihoods)]
#     return np.log(best)          # the log of both sides
# ```
#
# For three heads and two tails and `thetas` $= 0.1, 0.2, \dots, 0.9$ it finds $-0.51$, which is no probability.
# For 3000 heads and 2000 tails even `best` is wrong: it is $0.1$. Print `likelihoods` to see why.
#
# Find both mistakes (on which side does the logarithm belong?), then write the function.
# `thetas` may contain 0 and 1, so look out for $0 \cdot \log 0$ again.


# %%
def best_theta(thetas, x):
    """Return that one of the candidates under which the flips x are most likely.

    Args:
        thetas: candidate probabilities of heads in [0, 1], of shape (T,); no two equally likely.
        x: the flips, of shape (N,), with 1 for heads and 0 for tails; N may be many thousands.
    """
    ### BEGIN SOLUTION
    return thetas[np.argmax([bernoulli_log_likelihood(theta, x) for theta in thetas])]
    ### END SOLUTION


# %%
def check_best_theta():
    """Five flips, and five thousand."""
    flips = np.array([1, 1, 0, 1, 0])
    candidates = np.arange(1, 10) / 10
    value = best_theta(candidates, flips)
    assert np.isclose(value, 0.6), (
        f"Three heads in five flips: {value}, but of the candidates 0.6 is best."
    )
    value = best_theta(candidates, np.repeat(flips, 1000))
    assert np.isclose(value, 0.6), (
        f"3000 heads in 5000 flips: {value}, but 0.6 is still best. "
        "0.6 to the power 3000 is about 10 to the power −666; the smallest float64 is near 10 to the power −324."
    )
    print("The bugs are gone.")


check_best_theta()
