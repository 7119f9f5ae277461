import numpy as np


def bernoulli_log_likelihood(theta, x):
    return categorical_log_likelihood([1 - float(theta), float(theta)], x)


def bernoulli_mle(x):
    tails, heads = categorical_mle(x, 2)
    return heads


def categorical_log_likelihood(probs, x):
    seen, times = np.unique(np.asarray(x), return_counts=True)
    answer = 0.0
    for c, n in zip(seen, times):
        p = float(probs[int(c)])
        answer += float(n) * (float(np.log(p)) if p else float("-inf"))
    return answer


def categorical_mle(x, num_classes):
    answer = np.zeros(num_classes)
    np.add.at(answer, np.asarray(x).astype(np.intp), 1.0)
    answer /= answer.sum()
    return answer


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.array(x, dtype=float)
    precision = 1 / float(sigma2)
    each = 0.5 * np.log(precision / (2 * np.pi)) - 0.5 * precision * np.square(x - float(mu))
    return each.sum()


def gaussian_mle(x):
    x = np.array(x, dtype=float)
    mean, spread = 0.0, 0.0
    for n, value in enumerate(x - x[0], start=1):
        before = value - mean
        mean += before / n
        spread += before * (value - mean)
    return float(x[0] + mean), float(spread / n)


def laplace_mle(x):
    s = np.sort(np.array(x, dtype=float))
    return (s + s[::-1])[s.size // 2] / 2


def best_theta(thetas, x):
    ranking = sorted(range(len(thetas)), key=lambda i: bernoulli_log_likelihood(thetas[i], x))
    return thetas[ranking[-1]]
