import numpy as np

f64 = lambda a: np.asarray(a, dtype=np.float64)

def bernoulli_log_likelihood(theta, x):
    x = f64(x)
    # 0 * log 0 = nan is dropped by nansum, 1 * log 0 = -inf is kept
    with np.errstate(all="ignore"):
        both = np.array([x * np.log(f64(theta)), (1 - x) * np.log(1 - f64(theta))])
    return np.nansum(both)

bernoulli_mle = lambda x: np.einsum("n->", f64(x)) / len(x)

def categorical_log_likelihood(probs, x):
    one_hot = f64(x)[:, None] == np.arange(len(probs))
    with np.errstate(all="ignore"):
        return np.nansum(one_hot * np.log(f64(probs)))

categorical_mle = lambda x, num_classes: np.einsum(
    "nc->c", (f64(x)[:, None] == np.arange(num_classes)).astype(float)) / len(x)

def gaussian_log_likelihood(x, mu, sigma2):
    r = f64(x) - mu
    return -0.5 * (np.einsum("n,n->", r, r) / sigma2 + r.size * np.log(2 * np.pi * sigma2))

def gaussian_mle(x):
    m = f64(x).mean()
    r = f64(x) - m
    return m, np.einsum("n,n->", r, r) / r.size

laplace_mle = lambda x: np.quantile(f64(x), 0.5)

def best_theta(thetas, x):
    x = f64(x)
    k = np.array([x.sum(), (1 - x).sum()])
    with np.errstate(all="ignore"):
        logs = np.log(np.stack([f64(thetas), 1 - f64(thetas)]))
        ll = np.nansum(k[:, None] * logs, axis=0)
    return f64(thetas)[np.argmax(ll)]
