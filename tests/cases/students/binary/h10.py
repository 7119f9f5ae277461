import numpy as np


def paired(A, Y):
	A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
	if A.shape != Y.shape:
		raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
	return A, Y


class KLDivLoss:
	def __init__(self, reduction="mean", log_target=False):
		self.reduction = reduction
		self.log_target = log_target

	def forward(self, A, Y):
		A = np.array(A, dtype=float)
		Y = np.array(Y, dtype=float)
		if A.shape != Y.shape:
			raise ValueError("shapes differ")
		N, C = A.shape
		losses = np.zeros((N, C))
		self.gradient = np.zeros((N, C))
		for i in range(N):
			for j in range(C):
				if self.log_target:
					p = np.exp(Y[i, j])
					losses[i, j] = p * (Y[i, j] - A[i, j])
					self.gradient[i, j] = -p
				else:
					p = Y[i, j]
					if p > 0:
						losses[i, j] = p * (np.log(p) - A[i, j])
					self.gradient[i, j] = -p
		if self.reduction == "none":
			return losses
		denom = 1
		if self.reduction == "mean":
			denom = N * C
		elif self.reduction == "batchmean":
			denom = N
		self.gradient = self.gradient / (1 if self.reduction == "sum" else N * C)
		return np.sum(losses) / denom

	def backward(self):
		return self.gradient


def clamped_log(x):
	if x <= 0.0:
		return -100.0
	return max(float(np.log(x)), -100.0)


class BCELoss:
	def __init__(self, weight=None, reduction="mean"):
		self.weight = weight
		self.reduction = reduction

	def forward(self, A, Y):
		A = np.array(A, dtype=float)
		Y = np.array(Y, dtype=float)
		if A.shape != Y.shape:
			raise ValueError("shapes differ")
		N, C = A.shape
		w = np.ones((N, C))
		if self.weight is not None:
			w = w * np.array(self.weight, dtype=float)
		losses = np.zeros((N, C))
		slopes = np.zeros((N, C))
		for i in range(N):
			for j in range(C):
				a = A[i, j]
				y = Y[i, j]
				if not 0 <= a <= 1:
					raise ValueError("not a probability")
				losses[i, j] = -w[i, j] * (y * clamped_log(a) + (1 - y) * clamped_log(1 - a))
				slopes[i, j] = w[i, j] * (a - y) / max(a * (1 - a), 1e-12)
		self.slopes = slopes
		if self.reduction == "none":
			return losses
		total = np.sum(losses)
		if self.reduction == "mean":
			self.slopes = slopes / (N * C)
			return total / (N * C)
		return total

	def backward(self):
		return self.slopes


class BCEWithLogitsLoss:
	def __init__(self, weight=None, pos_weight=None, reduction="mean"):
		self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
		self.pos_weight = 1.0 if pos_weight is None else np.asarray(pos_weight, dtype=float)
		self.reduction = reduction

	def forward(self, A, Y):
		A, Y = paired(A, Y)
		self.A, self.Y = A, Y
		softplus = np.log1p(np.exp(-np.abs(A))) + np.maximum(-A, 0)
		losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
		if self.reduction == "mean":
			return losses.mean()
		if self.reduction == "sum":
			return losses.sum()
		return losses

	def backward(self):
		A, Y = self.A, self.Y
		e = np.exp(-np.abs(A))
		s = np.where(A >= 0, 1 / (1 + e), e / (1 + e))
		s_not = np.where(A >= 0, e / (1 + e), 1 / (1 + e))
		g_out = self.weight * ((1 - Y) * s - self.pos_weight * Y * s_not)
		if self.reduction == "mean":
			g_out = g_out / A.size
		return g_out


def score_gradient(p, c):
	p = np.array(p, dtype=float)
	c = np.array(c, dtype=float)
	g = (p - c) / (p * (1 - p))
	return p * (g - np.sum(p * g))
