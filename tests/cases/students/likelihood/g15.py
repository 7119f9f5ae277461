import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = [int(v) for v in x]
    if (theta == 0 and 1 in x) or (theta == 1 and 0 in x):
        return -np.inf
    if theta == 0 or theta == 1:
        return 0.0
    # logistic form: k * logit(theta) + N log(1 - theta)
    return x.count(1) * (np.log(theta) - np.log1p(-theta)) + len(x) * np.log1p(-theta)


def bernoulli_mle(x):
    heads, tails = 0, 0
    for v in x:
        if v == 0:
            tails += 1
        else:
            heads += 1
    return heads / (heads + tails)


def categorical_log_likelihood(probs, x):
    # log of the product, in blocks which cannot underflow: mantissa and exponent apart
    mantissa, exponent = 1.0, 0
    for label in x:
        m, e = np.frexp(float(probs[int(label)]))
        mantissa, e2 = np.frexp(mantissa * m)
        exponent += int(e) + int(e2)
    if mantissa == 0:
        return -np.inf
    return np.log(mantissa) + exponent * np.log(2.0)


def categorical_mle(x, num_classes):
    result = np.empty(num_classes)
    labels = np.sort(np.array(x, dtype=int))
    for c in range(num_classes):
        result[c] = np.searchsorted(labels, c, side="right") - np.searchsorted(labels, c, side="left")
    result /= labels.size
    return result


def gaussian_log_likelihood(x, mu, sigma2):
    density_exponents = [-((float(v) - mu) ** 2) / (2 * sigma2) for v in x]
    normalizers = [-0.5 * np.log(2 * np.pi * sigma2) for _ in x]
    return np.sum(density_exponents) + np.sum(normalizers)


def gaussian_mle(x):
    x = np.array(x, dtype=float)
    mu = x.mean()
    # variance as half the mean squared distance would need all pairs; the direct way:
    return mu, np.linalg.norm(x - mu) ** 2 / len(x)


def laplace_mle(x):
    numbers = [float(v) for v in x]
    # selection sort up to the middle
    n = len(numbers)
    for i in range(n // 2 + 1):
        j = min(range(i, n), key=numbers.__getitem__)
        numbers[i], numbers[j] = numbers[j], numbers[i]
    return numbers[n // 2] if n % 2 else (numbers[n // 2 - 1] + numbers[n // 2]) / 2


def best_theta(thetas, x):
    values = []
    for t in thetas:
        values.append(bernoulli_log_likelihood(t, x))
    return thetas[values.index(max(values))]
