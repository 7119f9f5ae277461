# %% [markdown] of="73900800"
# # 计数：泊松损失
#
# 一小时来了几辆公交车，一场进了几个球，一页印错了几个字：计数是整数，$0, 1, 2, \dots$预测计数的模型说出可以预期多少，损失就是对实际计数的惊异度。在这个笔记本里，你要写这个损失，并再次遇到softmax与平方误差的那个梯度。
#
# **要写什么**：一个类，两个方法：
#
# - `forward(A, Y)`接收预测值$A$和计数$Y$，形状都是$(N, C)$。它返回损失。
# - `backward()`返回最近一次`forward`的$\partial L/\partial A$，一个与$A$形状相同的数组。
#
# **规则**：只用NumPy，float64。绝不修改输入。同一个对象可以用于许多批次，两个对象互不相干。你需要的每个公式，书中“计数：同样的梯度，再来一次”一章都有推导。

# %% of="05249021"
import numpy as np


def paired(A, Y):
    """返回float64数组A和Y；形状不相同则引发ValueError。"""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A的形状是{A.shape}，而Y的形状是{Y.shape}")
    return A, Y


# %% [markdown] of="72c8803e"
# `paired`供你在`forward`开头使用。`numerical_gradient`也供你使用：它逐个扰动预测值，对你的`backward`一无所知。


# %% of="95b681ba"
def numerical_gradient(loss, A, Y, h=1e-6):
    """`loss.forward`的中心差分，每次扰动A的一个元素。"""
    gradient = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        up, down = A.copy(), A.copy()
        up[index] += h
        down[index] -= h
        gradient[index] = (np.sum(loss.forward(up, Y)) - np.sum(loss.forward(down, Y))) / (2 * h)
    return gradient


# %% [markdown] of="3be0e93b"
# ## 损失
#
# 如果预期有$\lambda > 0$个事件，泊松分布给计数$y$的概率是$e^{-\lambda}\lambda^y/y!$。它的惊异度是$\lambda - y\log\lambda + \log y!$。最后一项与预测无关，起先略去。
#
# 默认情况下，$A$是预期个数的**对数**，$A = \log\lambda$，这样任何实数都是合法的预测值：
#
# $$\ell = e^{A} - Y A, \qquad \frac{\partial\ell}{\partial A} = e^{A} - Y, \qquad L = \frac{1}{NC}\sum_{n,c}\ell_{nc}$$
#
# `log_input=False`时，$A$就是预期个数本身，$A = \lambda$。一个小的$\varepsilon$让对数在$A = 0$处保持有限，在梯度里也一样：
#
# $$\ell = A - Y\log(A + \varepsilon), \qquad \frac{\partial\ell}{\partial A} = 1 - \frac{Y}{A + \varepsilon}$$
#
# `full=True`时，在$Y > 1$处给$\ell$加上$\log Y!$的斯特林近似，别处不加（$Y \le 1$时，$\log Y! = 0$是精确的）：
#
# $$Y\log Y - Y + \tfrac12\log(2\pi Y)$$
#
# `reduction`与回归损失的一样：`"mean"`把总和除以$N \cdot C$，`"sum"`不除，`"none"`返回全部$\ell$。
#
# **手算**：一个公交站有两条线路，观察两小时：第一小时预期2辆和1辆，第二小时预期4辆和0.5辆；来了3、0、4和1辆。取$A = \log\lambda$，损失是$2 - 3\log 2 = -0.0794$、$1 - 0 = 1$、$4 - 4\log 4 = -1.5452$和$0.5 - \log 0.5 = 1.1931$，所以$L = 0.5685/4 = 0.1421$。损失小于0并不是错：少了$\log y!$。


# %% of="3de8f794"
class PoissonNLLLoss:
    r"""计数的平均惊异度，$e^A - YA$；`log_input`为False时是$A - Y\log(A+\varepsilon)$。

    参数：
        log_input: A是预期个数的对数，还是预期个数本身。
        full: 是否在Y > 1处加上log Y!的斯特林近似。
        eps: $\varepsilon$，只在`log_input`为False时使用。
        reduction: `"mean"`（除以N·C）、`"sum"`或`"none"`（形状为(N, C)的数组）。
    """

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        ### BEGIN SOLUTION
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回预测值A对计数Y ≥ 0的损失，两者形状都是(N, C)。

        整数数组也可以，按实数计算。
        两个形状不同则引发ValueError。
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        if self.log_input:
            losses = np.exp(A) - Y * A
            self.slopes = np.exp(A) - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            self.slopes = 1 - Y / (A + self.eps)
        if self.full:
            many = np.maximum(Y, 1.0)
            stirling = many * np.log(many) - many + np.log(2 * np.pi * many) / 2
            losses = losses + np.where(Y > 1, stirling, 0.0)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        return self.slopes / (self.slopes.size if self.reduction == "mean" else 1)
        ### END SOLUTION


# %% [markdown] of="dc4246aa"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="9e5b2d11"
def check_poisson_nll_loss():
    """公交站的两小时。"""
    expected, came = np.array([[2.0, 1.0], [4.0, 0.5]]), np.array([[3.0, 0.0], [4.0, 1.0]])

    loss = PoissonNLLLoss()
    value = loss.forward(np.log(expected), came)
    assert np.isclose(value, 0.142132, atol=1e-6), (
        f"损失是{value}，而(−0.0794 + 1 − 1.5452 + 1.1931)/4 = 0.1421："
        "e^A − Y·A，对N·C = 4个元素取平均。"
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 2), (
        f"梯度的形状是{np.shape(gradient)}，而A的每个元素都有一个斜率：(2, 2)。"
    )
    assert np.allclose(gradient, numerical_gradient(loss, np.log(expected), came)), (
        f"backward()给出\n{gradient}\n而扰动预测值给出\n"
        f"{numerical_gradient(loss, np.log(expected), came)}"
    )
    loss = PoissonNLLLoss(log_input=False)
    value = loss.forward(expected, came)
    assert np.isclose(value, 0.142132, atol=1e-6), (
        f"log_input=False时损失是{value}，而预期个数与前面相同，所以损失也相同：0.1421。"
    )
    assert np.allclose(loss.backward(), numerical_gradient(loss, expected, came)), (
        f"log_input=False时backward()给出\n{loss.backward()}\n而扰动预测值给出\n"
        f"{numerical_gradient(loss, expected, came)}"
    )
    value = PoissonNLLLoss(full=True, reduction="sum").forward(np.log(expected), came)
    assert np.isclose(value, 5.489873, atol=1e-6), (
        f"full=True时总和是{value}，而斯特林公式给计数3加上1.7641，"
        "给计数4加上3.1573，0和1不加：0.5685 + 4.9213 = 5.4899。"
    )
    print("PoissonNLLLoss：算例正确。")


check_poisson_nll_loss()
