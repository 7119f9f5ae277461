import numpy as np

def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x).astype(bool)
    # only logs of what was seen, so there is no 0*log(0); log(0) = -inf is what we want
    return np.log(np.full(x.sum(), theta, dtype=float)).sum() + np.log(np.full((~x).sum(), 1 - theta, dtype=float)).sum()

def bernoulli_mle(x):
    return np.asarray(x).astype(bool).sum() / np.asarray(x).size

def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    x = np.asarray(x).astype(int)
    counts = np.bincount(x, minlength=probs.size)
    seen = counts > 0
    return counts[seen] @ np.log(probs[seen])

def categorical_mle(x, num_classes):
    x = np.asarray(x).astype(int)
    counts = np.bincount(x)
    return np.pad(counts, (0, num_classes - counts.size)) / x.size

def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    n = x.size
    return n * -0.5 * (np.log(2 * np.pi) + np.log(sigma2) + np.mean(np.square(x - mu)) / sigma2)

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    dev = x - mean
    return mean, dev @ dev / x.size

def laplace_mle(x):
    return np.percentile(np.asarray(x, dtype=float), 50)

def best_theta(thetas, x):
    k = np.asarray(x).astype(bool).sum()
    n = len(x)
    t = np.asarray(thetas, dtype=float)
    ll = np.zeros(t.shape)
    if k:
        ll = ll + k * np.log(t)
    if n - k:
        ll = ll + (n - k) * np.log(1 - t)
    return t[ll.argmax()]
