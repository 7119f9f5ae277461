# my solution, first time with numpy :)
import numpy as np

def xlogy(x, y):
    """x log y with the convention 0 log 0 = 0."""
    return 0.0 if x == 0 else x * (np.log(y) if y > 0 else -np.inf)

def bernoulli_log_likelihood(theta, x):
    N = len(x)
    k = float(np.sum(np.asarray(x, dtype=float)))
    return xlogy(k, float(theta)) + xlogy(N - k, 1 - float(theta))

def bernoulli_mle(x):
    heads = x.sum()
    n = x.size
    return heads / n

def categorical_log_likelihood(probs, x):
    total = 0.0
    for label in x:
        q = float(probs[int(label)])
        if q == 0:
            return -np.inf
        total = total + np.log(q)
    return total

def categorical_mle(x, num_classes):
    counts = np.zeros(num_classes)
    for label in x:
        counts[int(label)] = counts[int(label)] + 1
    return counts / len(x)

def gaussian_log_likelihood(x, mu, sigma2):
    total = 0.0
    for value in x:
        difference = float(value) - mu
        total = total + difference**2 / sigma2 + np.log(2 * np.pi * sigma2)
    return -0.5 * total

def gaussian_mle(x):
    n = len(x)
    mean = 0.0
    for value in x:
        mean = mean + float(value)
    mean = mean / n
    variance = 0.0
    for value in x:
        variance = variance + (float(value) - mean) ** 2
    variance = variance / n
    return mean, variance

def laplace_mle(x):
    numbers = []
    for value in x:
        numbers.append(float(value))
    numbers.sort()
    n = len(numbers)
    middle = n // 2
    if n % 2 == 1:
        return numbers[middle]
    else:
        return (numbers[middle - 1] + numbers[middle]) / 2

def best_theta(thetas, x):
    best = thetas[0]
    best_value = -9999
    for theta in thetas:
        value = bernoulli_log_likelihood(theta, x)
        if value > best_value:
            best = theta
            best_value = value
    return best
