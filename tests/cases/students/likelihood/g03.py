# my solution, first time with numpy :)
import numpy as np

def bernoulli_log_likelihood(theta, x):
    total = 0.0
    for flip in x:
        if flip == 1:
            p = float(theta)
        else:
            p = 1 - float(theta)
        if p == 0:
            # this can not happen with this coin
            return -np.inf
        total = total + np.log(p)
    return total

def bernoulli_mle(x):
    heads = 0
    n = 0
    for flip in x:
        if flip == 1:
            heads = heads + 1
        n = n + 1
    return heads / n

def categorical_log_likelihood(probs, x):
    likelihood = 1.0
    for label in x:
        likelihood = likelihood * float(probs[int(label)])
    if likelihood == 0:
        return -np.inf
    return np.log(likelihood)

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
    best = None
    best_value = None
    for theta in thetas:
        value = bernoulli_log_likelihood(theta, x)
        if best is None or value > best_value:
            best = theta
            best_value = value
    return best
