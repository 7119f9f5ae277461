# %% [markdown]
# # Cross-entropy and divergence
#
# A weather service says “rain with 10 %”, and it rains on half of the days.
# Its forecast $q$ is wrong about the truth $p$. How wrong?
# In this notebook you measure it in three ways, all of them in the currency of the problem set before this one: information.
#
# **What you write.**
#
# - `cross_entropy(p, q)`: the surprise you may expect if you believe $q$ while $p$ is true.
# - `kl_divergence(p, q)`: how much of that surprise is due to the wrong belief.
# - `js_divergence(p, q)`: a symmetric and always finite relative of the divergence. It is a bonus question. Its points count like any others, since the grader knows no extra credit.
# - `extra_bits(p, q)`: a colleague's function, to be repaired.
#
# **Rules for every function.**
#
# - **The target comes first**: $p$ is the true distribution, $q$ the predicted one. (PyTorch's `kl_div` has them in the other order.)
# - Logarithms are natural unless a base is given; `base=2` gives bits.
# - The axis `axis` runs over the outcomes, in $p$ and in $q$. The shapes of $p$ and $q$ are broadcast against each other as NumPy does it, so one target can be compared with many predictions.
# - Arguments may be lists or arrays of any number type. They are computed with in float64 and never modified.
# - Probabilities are used as they are: nothing is rescaled, clipped, or moved by a small constant.
#
# The chapter “Cross-entropy and KL divergence” of the book derives every formula you need.

# %%
import numpy as np

# %% [markdown]
# ## A tool to check yourself
#
# If you nudge the argument of a function by a small $h$ up and then down, the two values differ by about $2h$ times the slope there.
# `slope` measures this. It knows no formula, so it can tell you when a formula is wrong.


# %%
def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


# %% [markdown]
# ## Cross-entropy
#
# Outcome $k$ happens with the true probability $p_k$. Whoever believes $q$ is then surprised by $-\log q_k$. The expected surprise is
#
# $$H(p, q) = -\sum_{k=1}^{K} p_k \log q_k .$$
#
# **By hand.** A picture shows a cat: of the classes cat, pig, dog the target is $p = (1, 0, 0)$. A network predicts $q = (0.6, 0.2, 0.2)$.
# Only the true class counts: $H(p, q) = -\ln 0.6 \approx 0.5108$ nats.
# With $p = (\tfrac12, \tfrac14, \tfrac14)$ and $q = (\tfrac14, \tfrac14, \tfrac12)$ the surprises are $2, 2, 1$ bits, and $H(p, q) = \tfrac12\cdot 2 + \tfrac14\cdot 2 + \tfrac14\cdot 1 = 1.75$ bits.
#
# **Zeros.** There are two kinds, and they differ.
#
# - $p_k = 0$: the outcome never happens, so it is never paid for. The term is $0$, whatever $q_k$ is, also for $q_k = 0$.
# - $q_k = 0$ but $p_k > 0$: what was called impossible does happen. The surprise is $+\infty$, and so is the expectation.


# %%
def cross_entropy(p, q, axis=-1, base=None):
    r"""Return the cross-entropy $H(p, q) = -\sum_k p_k \log q_k$ along an axis.

    Args:
        p: the true probabilities, a list or an array.
        q: the predicted probabilities; p and q are broadcast against each other.
        axis: the axis that is summed over, the last one by default.
        base: the base of the logarithm; None stands for e (nats), 2 gives bits.

    Returns:
        An array of the broadcast shape without that axis; one number for two single distributions.
        Terms with p = 0 are 0. If q = 0 where p > 0, the answer is +inf.
        (A warning that NumPy prints costs no points.)
    """
    ### BEGIN SOLUTION
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(divide="ignore"):  # log 0 = −inf counts where p > 0, and only there
        log_q = np.where(p > 0, np.log(q), 0.0)
    nats = 0.0 - (p * log_q).sum(axis)
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %% [markdown]
# Run the next cell to check the examples above.
# It says what is wrong, and why, if something is.


# %%
def check_cross_entropy():
    """The cat, and two distributions in bits."""
    cat, guess = np.array([1.0, 0.0, 0.0]), np.array([0.6, 0.2, 0.2])
    value = cross_entropy(cat, guess)
    assert np.isclose(value, 0.51082562), f"The cat: {value}, but −ln 0.6 = 0.5108."
    value = cross_entropy(np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5]), base=2)
    assert np.isclose(value, 1.75), (
        f"{value} bits, but 1/2·2 + 1/4·2 + 1/4·1 = 1.75: the weights are p, the surprises come from q."
    )
    value = cross_entropy(cat, np.array([0.0, 0.5, 0.5]))
    assert value == np.inf, f"The cat was called impossible: {value}, but the surprise is infinite."
    value = cross_entropy(cat, np.array([1.0, 0.0, 0.0]))
    assert value == 0, f"A certain and right prediction costs {value}, but should cost 0 (not nan)."
    value = cross_entropy(cat, np.array([[0.6, 0.2, 0.2], [0.2, 0.6, 0.2]]))
    assert np.shape(value) == (2,), (
        f"One target, two predictions: shape {np.shape(value)}, not (2,)."
    )
    value = slope(lambda q: cross_entropy(np.array([0.3, 0.7]), np.array([q, 1 - q])), 0.3)
    assert np.isclose(value, 0, atol=1e-6), (
        f"At q = p the cross-entropy has slope {value} in q, but no prediction is better than the truth."
    )
    print("cross_entropy: the worked examples are right.")


check_cross_entropy()

# %% [markdown]
# ## Kullback–Leibler divergence
#
# Part of the surprise cannot be avoided: even whoever believes the truth expects $H(p) = H(p, p)$.
# So the cross-entropy of a perfect prediction is $H(p)$ and in general not zero. What a wrong belief costs *on top* is the divergence, which the book writes $\mathrm{KL}(p \,\|\, q)$:
#
# $$D(p \,\|\, q) = H(p, q) - H(p) = \sum_{k=1}^{K} p_k \log\frac{p_k}{q_k} .$$
#
# It is never negative for distributions, and zero only if $p = q$. Single terms may well be negative.
# It is no distance: $D(p\,\|\,q)$ and $D(q\,\|\,p)$ differ in general, and a detour can be shorter than the direct way.
#
# **By hand.** For a fair coin $p = (\tfrac12, \tfrac12)$ and the belief $q = (\tfrac1{10}, \tfrac9{10})$:
# $D(p\,\|\,q) = \tfrac12 \ln 5 + \tfrac12 \ln \tfrac59 \approx 0.8047 - 0.2939 = 0.5108$ nats.
# The other direction gives $D(q\,\|\,p) = 0.1 \ln 0.2 + 0.9 \ln 1.8 \approx 0.3681$.
# By way of $m = (\tfrac14, \tfrac34)$ we have $D(p\,\|\,m) + D(m\,\|\,q) \approx 0.1438 + 0.0923 = 0.2362$, less than $0.5108$.
#
# **Zeros** are treated as before: a term with $p_k = 0$ is $0$; $q_k = 0 < p_k$ makes the sum $+\infty$. An infinite answer is a right answer, so do not hide it.
#
# **What is not a distribution.** For numbers that do not sum to 1 the formula may give a negative result. Return it: it tells the caller that something upstream went wrong.


# %%
def kl_divergence(p, q, axis=-1, base=None):
    r"""Return the divergence $D(p \| q) = \sum_k p_k \log (p_k / q_k)$ along an axis.

    Args:
        p: the true probabilities, a list or an array.
        q: the predicted probabilities; p and q are broadcast against each other.
        axis: the axis that is summed over, the last one by default.
        base: the base of the logarithm; None stands for e (nats), 2 gives bits.

    Returns:
        An array of the broadcast shape without that axis; one number for two single distributions.
        Terms with p = 0 are 0. If q = 0 where p > 0, the answer is +inf.
        (A warning that NumPy prints costs no points.)
    """
    ### BEGIN SOLUTION
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_ratio = np.where(p > 0, np.log(p) - np.log(q), 0.0)
    nats = (p * log_ratio).sum(axis)
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %%
def check_kl_divergence():
    """The two coins, in both directions and by a detour."""
    fair, bent, between = np.array([0.5, 0.5]), np.array([0.1, 0.9]), np.array([0.25, 0.75])
    value = kl_divergence(fair, bent)
    assert np.isclose(value, 0.51082562), f"D(fair‖bent) = {value}, but 0.8047 − 0.2939 = 0.5108."
    value = kl_divergence(bent, fair)
    assert np.isclose(value, 0.36806421), f"D(bent‖fair) = {value}, but should be 0.3681."
    value = kl_divergence(fair, between) + kl_divergence(between, bent)
    assert np.isclose(value, 0.23617255), f"The detour costs {value}, but 0.1438 + 0.0923 = 0.2362."
    value = kl_divergence(fair, fair)
    assert value == 0, f"The truth costs nothing on top, but D(p‖p) = {value}."
    value = kl_divergence(np.array([1.0, 0.0]), fair)
    assert np.isclose(value, 0.69314718), (
        f"D((1, 0)‖(1/2, 1/2)) = {value}, but only the first term counts: ln 2. "
        "An outcome that never happens contributes 0, not nan."
    )
    value = kl_divergence(fair, np.array([1.0, 0.0]))
    assert value == np.inf, (
        f"Half of the outcomes were called impossible: {value}, but it is +infinity."
    )
    value = slope(lambda q: kl_divergence(fair, np.array([q, 1 - q])), 0.1)
    assert np.isclose(value, -40 / 9), (
        f"Its slope in q at 0.1 is {value}, but −(1/2)/0.1 + (1/2)/0.9 = −4.4444."
    )
    print("kl_divergence: the worked examples are right.")


check_kl_divergence()

# %% [markdown]
# ## Jensen–Shannon divergence (bonus)
#
# Let $m = \tfrac12 (p + q)$ be the distribution halfway between the two. Then
#
# $$\mathrm{JS}(p, q) = \tfrac12 D(p \,\|\, m) + \tfrac12 D(q \,\|\, m).$$
#
# It treats $p$ and $q$ alike. It is finite even if $p$ and $q$ have no outcome in common, since $m_k > 0$ wherever one of them is; then it reaches its maximum $\ln 2$.
# (Its square root is a distance. SciPy's `jensenshannon` returns that square root; you return the divergence.)
#
# **By hand.** For $p = (\tfrac12, \tfrac12)$ and $q = (\tfrac1{10}, \tfrac9{10})$ we have $m = (0.3, 0.7)$, and $\mathrm{JS} \approx \tfrac12 (0.0872 + 0.1163) = 0.1017$ nats.


# %%
def js_divergence(p, q, axis=-1, base=None):
    r"""Return the Jensen–Shannon divergence $\frac12 D(p\|m) + \frac12 D(q\|m)$, $m = \frac12(p+q)$.

    Args:
        p: probabilities, a list or an array.
        q: probabilities; p and q are broadcast against each other.
        axis: the axis that is summed over, the last one by default.
        base: the base of the logarithm; None stands for e (nats), 2 gives bits.

    Returns:
        An array of the broadcast shape without that axis; one number for two single distributions.
        It is never infinite.
    """
    ### BEGIN SOLUTION
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    middle = (p + q) / 2
    return (kl_divergence(p, middle, axis, base) + kl_divergence(q, middle, axis, base)) / 2
    ### END SOLUTION


# %%
def check_js_divergence():
    """The two coins, and two that have nothing in common."""
    fair, bent = np.array([0.5, 0.5]), np.array([0.1, 0.9])
    value = js_divergence(fair, bent)
    assert np.isclose(value, 0.10174923), f"JS is {value}, but (0.0872 + 0.1163)/2 = 0.1017."
    value = js_divergence(np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    assert np.isclose(value, 0.69314718), (
        f"Nothing in common: {value}, but the maximum is ln 2 = 0.6931."
    )
    print("js_divergence: the worked examples are right.")


check_js_divergence()

# %% [markdown]
# ## Find the bug
#
# A colleague wants to know how many bits per symbol are wasted by a code that was built for $q$ while the symbols come from $p$.
# He has read that the Kullback–Leibler divergence “is used to measure the distance between two distributions”.
#
# ```python
# def extra_bits(p, q):
#     ratio = np.log2(p / q)
#     ratio[~np.isfinite(ratio)] = 0.0      # gets rid of the warnings
#     return np.sum(q * np.abs(ratio))      # a distance has no negative parts
# ```
#
# “It is 0 when $q$ equals $p$, so it must be right”, he says. Try it with the two distributions
#
# $$p = (\tfrac12, \tfrac12, 0) \qquad q = (\tfrac12, \tfrac14, \tfrac14).$$
#
# Symbols from $p$ cost $-\log_2 q_k$ bits, that is 1 and 2, with the code for $q$, on average 1.5 bits where 1 bit would do: 0.5 bits are wasted.
# In the other direction a code for $p$ has no word at all for the third symbol, which does occur under $q$: no number of bits is enough.
# The function says 0.25, and 0.5 in the other direction.
#
# There are **three** mistakes in it. Find them, then write the function.


# %%
def extra_bits(p, q):
    """Return by how many bits per symbol a code for q is longer than need be, if p is true.

    Args:
        p: the true probabilities, of shape (K,). Outcomes of probability 0 contribute nothing.
        q: the probabilities that the code was made for, of shape (K,).

    Returns:
        One number: 0 if the code is right, +inf if it lacks a symbol that occurs.
    """
    ### BEGIN SOLUTION
    return kl_divergence(p, q, base=2)
    ### END SOLUTION


# %%
def check_extra_bits():
    """The two codes, in both directions."""
    halves, mixed = np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.25, 0.25])
    value = extra_bits(halves, mixed)
    assert np.isclose(value, 0.5), f"{value}, but 1.5 bits are paid where 1 would do: 0.5 extra."
    value = extra_bits(mixed, halves)
    assert value == np.inf, f"{value}, but a quarter of the symbols cannot be written at all."
    print("The bugs are gone.")


check_extra_bits()
