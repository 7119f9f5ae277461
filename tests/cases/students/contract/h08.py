import numpy as np


def one_hot(y, C):
	rows = []
	for label in y:
		label = int(label)
		if label < 0 or label >= C:
			raise ValueError("bad label %d" % label)
		row = [0.0] * C
		row[label] = 1.0
		rows.append(row)
	return np.array(rows).reshape(len(rows), C)


def iota_sum(M):
	total = 0.0
	for row in M:
		for entry in row:
			total += float(entry)
	return total


def row_softmax_shape_quiz(Z):
	P = np.zeros(Z.shape)
	for i in range(Z.shape[0]):
		s = 0.0
		for j in range(Z.shape[1]):
			s += float(Z[i, j])
		for j in range(Z.shape[1]):
			P[i, j] = Z[i, j] / s
	return P


def gradcheck(f, x, h=1e-6):
	x = np.array(x, dtype=float)
	g = np.array(f(x.copy())[1], dtype=float)
	errors = []
	for i in np.ndindex(x.shape):
		up = x.copy()
		down = x.copy()
		up[i] += h
		down[i] -= h
		d = (f(up)[0] - f(down)[0]) / (2 * h)
		errors.append(abs(g[i] - d) / max(1, abs(g[i]), abs(d)))
	return np.max(errors)


class Loss:
	REDUCTIONS = ["mean", "sum", "none"]

	def __init__(self, reduction="mean"):
		if reduction not in self.REDUCTIONS:
			raise ValueError(f"reduction={reduction!r}")
		self.reduction = reduction

	def _divisor(self, table):
		return np.size(table) if self.reduction == "mean" else 1

	def reduce(self, losses):
		if self.reduction == "none":
			return losses
		return np.sum(losses) / self._divisor(losses)

	def spread(self, slopes):
		return slopes / self._divisor(slopes)


def gradient_step(theta, X, Y, rate):
	X = np.array(X, dtype=float)
	N, D = X.shape
	C = Y.shape[1]
	new = np.array(theta, dtype=float)
	res = X @ theta - Y * 1.0
	for d in range(D):
		for c in range(C):
			slope = 0.0
			for n in range(N):
				slope += X[n, d] * 2.0 * res[n, c] / (N * C)
			new[d, c] -= rate * slope
	return new
