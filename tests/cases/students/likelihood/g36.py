# Homework: likelihood
import numpy as np

def bernoulli_log_likelihood(theta, x):
    heads = sum(x)
    tails = len(x) - heads
    result = 0.0
    if heads > 0:
        if theta == 0:
            return -np.inf
        result = result + heads * np.log(float(theta))
    if tails > 0:
        if theta == 1:
            return -np.inf
        result = result + tails * np.log(1 - float(theta))
    return result

def bernoulli_mle(x):
    heads = 0
    n = 0
    for flip in x:
        if flip == 1:
            heads = heads + 1
        n = n + 1
    return heads / n

def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=np.float64)
    target = np.asarray(x).astype(np.int64)
    with np.errstate(divide="ignore"):
        log_probs = np.log(probs)
    # NLLLoss(reduction="sum") without the minus
    return log_probs[target].sum()

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
    n = len(x); k = 0
    for i in range(0, n):
        if x[i]:
            k += 1
    best_i = -1
    best_ll = float('-inf')
    for i in range(0, len(thetas)):
        t = float(thetas[i])
        ll = 0.0
        if k > 0:
            ll += k * np.log(t) if t > 0.0 else float('-inf')
        if n - k > 0:
            ll += (n - k) * np.log(1.0 - t) if t < 1.0 else float('-inf')
        if best_i < 0 or ll > best_ll:
            best_i = i
            best_ll = ll
    return thetas[best_i]
