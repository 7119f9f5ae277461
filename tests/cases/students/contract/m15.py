import numpy as np

def iota_sum(M):
    N, C = M.shape
    one_n = np.ones((N, 1), dtype=int)
    one_c = np.ones((C, 1), dtype=int)
    return int((one_n.T @ M @ one_c)[0, 0])
