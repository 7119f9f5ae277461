import numpy as np


def paired(A, Y):
	A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
	if A.shape != Y.shape:
		raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
	return A, Y


class BCELoss:
	def __init__(self, weight=None, reduction="mean"):
		self.weight = 1.0 if weight is None else np.asarray(weight, dtype=float)
		self.reduction = reduction

	def forward(self, A, Y):
		A, Y = paired(A, Y)
		if not np.all((A >= 0) & (A <= 1)):
			raise ValueError("A must hold probabilities between 0 and 1")
		self.A, self.Y = A, Y
		with np.errstate(divide="ignore"):
			log_yes = np.maximum(np.log(A), -100)
			log_no = np.maximum(np.log(1 - A), -100)
		losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
		if self.reduction == "mean":
			return losses.mean()
		if self.reduction == "sum":
			return losses.sum()
		return losses

	def backward(self):
		A, Y = self.A, self.Y
		g_out = self.weight * (-Y / A + (1 - Y) / (1 - A))
		if self.reduction == "mean":
			g_out = g_out / A.size
		return g_out


def stable_sigmoid(z):
	out = np.empty(z.shape)
	pos = z >= 0
	out[pos] = 1 / (1 + np.exp(-z[pos]))
	ez = np.exp(z[~pos])
	out[~pos] = ez / (1 + ez)
	return out


class BCEWithLogitsLoss:
	def __init__(self, weight=None, pos_weight=None, reduction="mean"):
		self.weight = np.array(1.0) if weight is None else np.array(weight, dtype=float)
		self.pos_weight = np.array(1.0) if pos_weight is None else np.array(pos_weight, dtype=float)
		self.reduction = reduction

	def forward(self, A, Y):
		A = np.array(A, dtype=float)
		Y = np.array(Y, dtype=float)
		if A.shape != Y.shape:
			raise ValueError("shapes differ")
		w, wp = self.weight, self.pos_weight
		cost_yes = np.logaddexp(0, -A)
		cost_no = np.logaddexp(0, A)
		losses = w * (wp * Y * cost_yes + (1 - Y) * cost_no)
		self.slopes = w * ((1 - Y) * stable_sigmoid(A) - wp * Y * stable_sigmoid(-A))
		if self.reduction == "none":
			return losses
		total = np.sum(losses)
		if self.reduction == "mean":
			self.slopes /= losses.size
			total /= losses.size
		return total

	def backward(self):
		return self.slopes.copy()


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
		self.gradient = self.gradient / denom
		return np.sum(losses) / denom

	def backward(self):
		return self.gradient


def score_gradient(p, c):
	p = np.asarray(p, dtype=float)
	c = np.asarray(c, dtype=float)
	dE_dp = -c / p + (1 - c) / (1 - p)
	jacobian = np.diag(p) - np.outer(p, p)
	return jacobian @ dE_dp
