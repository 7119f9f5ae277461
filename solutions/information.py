# %% [markdown]
# # Information and entropy
#
# “It is dry today” is no news in a desert, and a headline in a rain forest.
# The less probable an outcome was, the more we learn from seeing it.
# In this notebook you turn that sentence into a number for one outcome, and then into a number for a whole distribution: what you may expect to learn before you look.
#
# **What you write.** Two functions, and a third one that a colleague got wrong:
#
# - `self_information(p, base=None)`: the information in seeing an outcome of probability $p$.
# - `entropy(p, axis=-1, base=None)`: the expected information of a distribution.
# - `bits_per_symbol(counts)`: the entropy of a text whose symbols were counted.
#
# **Rules for every function.**
#
# - Logarithms are natural unless a base is given, so the unit is the *nat*. With `base=2` the unit is the *bit*.
# - Arguments may be lists or arrays of any number type. They are computed with in float64 and never modified.
# - Probabilities are used as they are: nothing is rescaled, clipped, or moved by a small constant.
#
# The chapters “Surprise” and “Entropy” of the book derive every formula you need.

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
# ## Information of one outcome
#
# An outcome of probability $p$ carries the *self-information*
#
# $$I(p) = -\log p.$$
#
# The minus sign makes it positive, for the logarithm of a number below 1 is negative.
# The logarithm is there because information of independent outcomes adds up while their probabilities multiply: $I(pq) = I(p) + I(q)$.
# To get base $b$, use $\log_b p = \ln p / \ln b$.
#
# **By hand.** A fair coin shows heads with $p = \tfrac12$, so $I = \ln 2 \approx 0.6931$ nats, or $\log_2 2 = 1$ bit.
# For $p = 1, \tfrac12, \tfrac14, \tfrac18$ the information is $0, 1, 2, 3$ bits: halving $p$ adds one bit; it does not double the information.
#
# **At the ends.** A certain outcome, $p = 1$, tells you nothing: $I = 0$. An impossible one, $p = 0$, would be infinitely surprising: $I = +\infty$.


# %%
def self_information(p, base=None):
    r"""Return the self-information $I(p) = -\log p$, elementwise.

    Args:
        p: probabilities in [0, 1]: a number, a list or an array of any shape.
        base: the base of the logarithm; None stands for e (nats), 2 gives bits.

    Returns:
        One number for one probability, else an array of the shape of p.
        Where p is 0 the information is +inf. (A warning that NumPy prints costs no points.)
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):  # log 0 = −inf is just what is wanted
        nats = 0.0 - np.log(np.asarray(p, dtype=float))  # 0 − 0 is 0, where −(0) prints as -0.0
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %% [markdown]
# Run the next cell to check the examples above.
# It says what is wrong, and why, if something is.


# %%
def check_self_information():
    """Coins, halvings and the two ends."""
    value = self_information(0.5)
    assert np.isclose(value, 0.69314718), (
        f"A fair coin carries {value}, but −ln(1/2) = ln 2 = 0.6931 nats. "
        "Without a base, the logarithm is the natural one."
    )
    halvings = np.array([1.0, 0.5, 0.25, 0.125])
    value = self_information(halvings, base=2)
    assert np.shape(value) == (4,), f"Four probabilities give {np.shape(value)}, not four values."
    assert np.allclose(value, [0, 1, 2, 3]), (
        f"In bits: {value}, but each halving adds one: [0 1 2 3]."
    )
    value = self_information(0.0)
    assert value == np.inf, f"An impossible outcome carries {value}, but −log 0 is +infinity."
    value = self_information(0.3 * 0.2)
    assert np.isclose(value, self_information(0.3) + self_information(0.2)), (
        "Two independent outcomes of probability 0.3 and 0.2 should carry the sum of what each carries."
    )
    value = slope(self_information, 0.25)
    assert np.isclose(value, -4), f"The slope at p = 1/4 is {value}, but −ln p has slope −1/p = −4."
    print("self_information: the worked examples are right.")


check_self_information()

# %% [markdown]
# ## Entropy: the information you may expect
#
# Before you look, you do not know which outcome will come.
# Outcome $k$ comes with probability $p_k$ and then brings $-\log p_k$, so what you may expect is the average with weights $p_k$:
#
# $$H(p) = \sum_{k=1}^{K} p_k \cdot (-\log p_k) = -\sum_{k=1}^{K} p_k \log p_k .$$
#
# **By hand.** For $p = (\tfrac12, \tfrac14, \tfrac14)$ the outcomes carry $1, 2, 2$ bits, and $H = \tfrac12\cdot 1 + \tfrac14\cdot 2 + \tfrac14\cdot 2 = 1.5$ bits.
# For four equally likely outcomes $H = \ln 4 \approx 1.3863$ nats: each of the four outcomes carries $\ln 4$, and so that is the average. (The sum would be 5.5452.)
#
# **Outcomes that never happen.** With $p_k = 0$ the product $0 \cdot (-\log 0)$ has no value of its own.
# Since $p \log p \to 0$ as $p \to 0$, the course sets it to $0$: adding an outcome that never happens changes nothing.
# NumPy does not know this convention and computes `nan`.
#
# **Many distributions at once.** In an array, the axis `axis` runs over the $K$ outcomes. The answer has all other axes: an array of shape $(N, K)$ gives $N$ entropies.


# %%
def entropy(p, axis=-1, base=None):
    r"""Return the entropy $H(p) = -\sum_k p_k \log p_k$ along an axis.

    Args:
        p: probabilities, a list or an array; `axis` runs over the outcomes of one distribution.
            They are used as they are, also if they do not sum to 1.
        axis: the axis that is summed over, the last one by default.
        base: the base of the logarithm; None stands for e (nats), 2 gives bits.

    Returns:
        An array of the shape of p without that axis; one number if p is a single distribution.
        Outcomes of probability 0 contribute 0.
    """
    ### BEGIN SOLUTION
    p = np.asarray(p, dtype=float)
    positive = np.where(p > 0, p, 1.0)  # log 1 = 0: what never happens adds nothing
    nats = 0.0 - (p * np.log(positive)).sum(axis)
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %%
def check_entropy():
    """Coins and four equal outcomes."""
    value = entropy(np.array([0.5, 0.25, 0.25]), base=2)
    assert np.isclose(value, 1.5), (
        f"H(1/2, 1/4, 1/4) is {value}, but 1/2·1 + 1/4·2 + 1/4·2 = 1.5 bits: "
        "each information counts with its probability."
    )
    value = entropy(np.full(4, 0.25))
    assert np.isclose(value, 1.38629436), (
        f"The uniform distribution on four outcomes has {value}, but it should have ln 4 = 1.3863 nats."
    )
    value = entropy(np.array([1.0, 0.0, 0.0]))
    assert value == 0, (
        f"A distribution that is certain of its outcome has {value}, but nothing is left to learn: 0. "
        "An outcome of probability 0 contributes 0, not nan."
    )
    two_coins = np.array([[0.5, 0.5], [0.9, 0.1]])
    value = entropy(two_coins)
    assert np.shape(value) == (2,), f"Two rows are two distributions; got shape {np.shape(value)}."
    assert np.allclose(value, [0.69314718, 0.32508297]), (
        f"A fair and a bent coin: {value}, not [0.6931 0.3251]."
    )
    value = slope(lambda p: entropy(np.array([p, 1 - p])), 0.5)
    assert np.isclose(value, 0, atol=1e-6), (
        f"At p = 1/2 the entropy of a coin has slope {value}, but there is its maximum: slope 0."
    )
    print("entropy: the worked examples are right.")


check_entropy()

# %% [markdown]
# ## Find the bug
#
# A colleague counts the letters of a text and wants to know how many bits a letter carries on average.
# She has learned it from a web page where entropy is “the sum of the information in the system”, where the outcomes are called $x_0, x_1, \dots, x_n$, and where the sum runs from $i = 1$.
#
# ```python
# def bits_per_symbol(counts):
#     p = counts / np.sum(counts)
#     total = 0.0
#     for i in range(1, len(p)):
#         total += -np.log(p[i])
#     return total
# ```
#
# For a coin that showed heads three times and tails three times it gives 0.693, and she knows that a fair coin has 1 bit.
# So she multiplies by $1.4427$, is content with the coin, and gets 5.38 bits for “mississippi” (which has four different letters, so that 2 bits are enough).
#
# There are **three** mistakes, and the coin shows only one of them. Find them, then write the function.
# The counts may hold zeros: letters of the alphabet that do not occur.


# %%
def bits_per_symbol(counts):
    """Return the entropy, in bits, of the relative frequencies of symbols that were counted.

    Args:
        counts: how often each symbol occurred: whole numbers of shape (K,), not all zero.
    """
    ### BEGIN SOLUTION
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / counts.sum(), base=2)
    ### END SOLUTION


# %%
def check_bits_per_symbol():
    """The coin and “mississippi”."""
    value = bits_per_symbol(np.array([3, 3]))
    assert np.isclose(value, 1), f"Three heads and three tails: {value}, but a fair coin has 1 bit."
    value = bits_per_symbol(np.array([1, 4, 4, 2]))  # m, i, s, p
    assert np.isclose(value, 1.82306798), (
        f"“mississippi” has {value} bits per letter, not 1.8231. Frequencies are 1/11, 4/11, 4/11, 2/11. "
        "Are all letters in the sum, and does each count as often as it occurs?"
    )
    print("The bugs are gone.")


check_bits_per_symbol()
