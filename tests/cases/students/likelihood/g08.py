# ---- likelihood.py ----
import numpy as np

def bernoulli_log_likelihood(theta, x):
    n = len(x); k = 0; i = 0
    while i < n:
        if x[i]:
            k += 1
        i += 1
    ll = 0.0
    if k > 0:
        if theta <= 0.0:
            return float('-inf')
        ll += k * np.log(float(theta))
    if n - k > 0:
        if theta >= 1.0:
            return float('-inf')
        ll += (n - k) * np.log(1.0 - float(theta))
    return ll

def bernoulli_mle(x):
    n = len(x); k = 0
    for i in range(0, n):
        if x[i]:
            k += 1
    return k / n

def categorical_log_likelihood(probs, x):
    C = len(probs)
    count = [0] * C
    for i in range(0, len(x)):
        count[int(x[i])] += 1
    ll = 0.0
    for c in range(0, C):
        if count[c] == 0:
            continue
        if probs[c] == 0:
            return float('-inf')
        ll += count[c] * np.log(float(probs[c]))
    return ll

def categorical_mle(x, num_classes):
    n = len(x)
    q = np.zeros(num_classes, dtype=np.float64)
    for i in range(0, n):
        q[int(x[i])] += 1.0
    for c in range(0, num_classes):
        q[c] /= n
    return q

def gaussian_log_likelihood(x, mu, sigma2):
    n = len(x);
    ss = 0.0;
    for i in range(0, n):
        d = float(x[i]) - float(mu);
        ss += d * d;
    return -0.5 * (ss / sigma2 + np.log(2.0 * np.pi * sigma2));

def gaussian_mle(x):
    n = len(x)
    s = 0.0
    for i in range(0, n):
        s += float(x[i])
    m = s / n
    ss = 0.0
    for i in range(0, n):
        d = float(x[i]) - m
        ss += d * d
    return (m, ss / n)

def laplace_mle(x):
    buf = np.zeros(len(x), dtype=np.float64);
    for i in range(0, len(x)):
        buf[i] = x[i];
    buf.sort();
    return buf[len(buf) // 2];

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
