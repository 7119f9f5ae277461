# %% [markdown] of="ee9616ad"
# # 回归损失：MSE、L1、Huber、smooth L1
#
# 模型预测数值；损失说差了多少，它的梯度说该往哪边走。在这个笔记本里，你要写四个损失，它们只在一个问题上不同：一个大的误差，应当计多重？
#
# **要写什么**：四个类，都有同样的两个方法：
#
# - `forward(A, Y)`接收预测值$A$和目标值$Y$，形状都是$(N, C)$：每个样本一行，每个输出一列。它返回损失。
# - `backward()`返回最近一次`forward`的$\partial L/\partial A$，一个与$A$形状相同的数组。
#
# **各类的规则**：绝不修改输入。同一个对象可以用于许多批次，两个对象互不相干。计算用float64。$N$和$C$都可以是1。预测值和目标值可能很大而差很小，差也可能大到平方不再是浮点数；这时只要损失还算得出来，就必须算对。你需要的每个公式，书中“回归损失”一章都有推导。

# %% of="05249021"
import numpy as np


def paired(A, Y):
    """返回float64数组A和Y；形状不相同则引发ValueError。"""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A的形状是{A.shape}，而Y的形状是{Y.shape}")
    return A, Y


# %% [markdown] of="d9896ba8"
# `paired`供你在每个`forward`开头使用。它接收任何数值的列表和数组，在整数溢出之前把它们变成实数，还不让NumPy把形状为$(N, 1)$的列与形状为$(N,)$的行广播成一张$N \times N$的差值表：那是个毫无动静的错误。
#
# ## 一个自查的工具
#
# 把一个预测值分别加上、减去一个小的$h$，两个损失之差大约是该处斜率的$2h$倍。`numerical_gradient`对每个元素都这样做。它对你的`backward`一无所知，所以哪里错了，它能告诉你。


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


# %% [markdown] of="2b39dde2"
# ## 均方误差
#
# $$L = \frac{1}{NC}\sum_{n=1}^{N}\sum_{c=1}^{C} (A_{nc} - Y_{nc})^2$$
#
# **手算**：两套房子，各有一个预测的价格（单位100 000美元）和一个预测的卧室数：$A = \begin{pmatrix}3 & 3\\5 & 4\end{pmatrix}$，$Y = \begin{pmatrix}3.5 & 4\\4.5 & 3\end{pmatrix}$。平方误差是$0.25, 1, 0.25, 1$，共有$N \cdot C = 4$个，所以$L = 2.5/4 = 0.625$。
#
# 每个元素有一个逐点损失，一共$N \times C$个；选项`reduction`决定怎样处理它们：`"mean"`把总和除以$N \cdot C$，`"sum"`不除，`"none"`把它们全部返回，是一个$(N, C)$的数组。选`"none"`之后，`backward()`是`forward`的返回值之和的梯度。


# %% of="4a8e8538"
class MSELoss:
    r"""均方误差，$L = \frac{1}{NC}\sum_{nc}(A_{nc}-Y_{nc})^2$。

    参数：
        reduction: `"mean"`（除以N·C）、`"sum"`或`"none"`（形状为(N, C)的数组）。
    """

    def __init__(self, reduction="mean"):
        ### BEGIN SOLUTION
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回预测值A对目标值Y的损失，两者形状都是(N, C)。

        整数数组也可以，按实数计算。
        两个形状不同则引发ValueError（NumPy会一声不响地广播）。
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        losses = self.residual**2
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        return 2 * self.residual / scale
        ### END SOLUTION


# %% [markdown] of="dc4246aa"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="e381eabb"
def check_mse_loss():
    """两套房子。"""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])

    loss = MSELoss()
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.625), (
        f"损失是{value}，而2.5/4 = 0.625：平方误差之和除以它们的个数N·C = 4。"
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 2), (
        f"梯度的形状是{np.shape(gradient)}，而A的每个元素都有一个斜率：(2, 2)。"
    )
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward()给出\n{gradient}\n而扰动预测值给出\n{numerical_gradient(loss, houses, sold)}"
    )
    value = MSELoss(reduction="sum").forward(houses, sold)
    assert np.isclose(value, 2.5), f"选reduction='sum'，损失是{value}，而各平方加起来是2.5。"
    table = MSELoss(reduction="none").forward(houses, sold)
    assert np.allclose(table, [[0.25, 1], [0.25, 1]]), (
        f"选reduction='none'，forward给出\n{table}\n而平方误差是0.25、1、0.25、1，每个元素一个。"
    )
    print("MSELoss：算例正确。")


check_mse_loss()

# %% [markdown] of="c2944669"
# ## 绝对误差
#
# $$L = \frac{1}{NC}\sum_{n,c} |A_{nc} - Y_{nc}|$$
#
# 不论误差大小，它的斜率都一样大。两者相等，即$A_{nc} = Y_{nc}$时，绝对值有一个尖点；本课程与PyTorch一样，在那里取斜率$0$。
#
# **手算**：两套房子的绝对误差是$0.5, 1, 0.5, 1$，所以$L = 3/4$。


# %% of="bbae1e79"
class L1Loss:
    r"""平均绝对误差，$L = \frac{1}{NC}\sum_{nc}|A_{nc}-Y_{nc}|$。

    参数：
        reduction: `"mean"`（除以N·C）、`"sum"`或`"none"`（形状为(N, C)的数组）。
    """

    def __init__(self, reduction="mean"):
        ### BEGIN SOLUTION
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回预测值A对目标值Y的损失，两者形状都是(N, C)。

        整数数组也可以，按实数计算。
        两个形状不同则引发ValueError。
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        losses = np.abs(self.residual)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同；两者相等处斜率为0。"""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        return np.sign(self.residual) / scale
        ### END SOLUTION


# %% of="10f69afa"
def check_l1_loss():
    """两套房子。"""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])
    loss = L1Loss()
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.75), (
        f"损失是{value}，而(0.5 + 1 + 0.5 + 1)/4 = 0.75：绝对误差，对N·C个取平均。"
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward()给出\n{gradient}\n而扰动预测值给出\n{numerical_gradient(loss, houses, sold)}"
    )
    loss.forward(sold, sold)
    assert np.all(loss.backward() == 0), (
        f"预测完全正确时backward()给出\n{loss.backward()}\n而两者相等处斜率是0。"
    )
    print("L1Loss：算例正确。")


check_l1_loss()

# %% [markdown] of="7b92e53d"
# ## Huber损失
#
# 小误差取平方，大误差取直线。设$d = A_{nc} - Y_{nc}$，阈值$\delta > 0$：
#
# $$\ell(d) = \begin{cases} \tfrac12 d^2 & |d| \le \delta \\ \delta\,(|d| - \tfrac12\delta) & |d| > \delta \end{cases}
# \qquad L = \frac{1}{NC}\sum_{n,c}\ell(A_{nc}-Y_{nc})$$
#
# **手算**：取$\delta = 0.8$，两套房子的误差$0.5, 1, 0.5, 1$的代价是$0.125, 0.48, 0.125, 0.48$，所以$L = 1.21/4 = 0.3025$。


# %% of="ef68ad5f"
class HuberLoss:
    r"""平均Huber损失：$|d|\le\delta$时是$\frac12 d^2$，否则是$\delta(|d|-\frac12\delta)$，其中d = A − Y。

    参数：
        delta: 阈值δ；不是正数则引发ValueError。
        reduction: `"mean"`（除以N·C）、`"sum"`或`"none"`（形状为(N, C)的数组）。
    """

    def __init__(self, delta=1.0, reduction="mean"):
        ### BEGIN SOLUTION
        if not delta > 0:
            raise ValueError(f"delta必须是正数，而不是{delta}")
        self.delta, self.reduction = delta, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回预测值A对目标值Y的损失，两者形状都是(N, C)。

        整数数组也可以，按实数计算。
        两个形状不同则引发ValueError。
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        distance = np.abs(self.residual)
        near = np.minimum(distance, self.delta)
        losses = near * (distance - near / 2)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        return np.clip(self.residual, -self.delta, self.delta) / scale
        ### END SOLUTION


# %% of="b0423b4b"
def check_huber_loss():
    """两套房子，δ = 0.8。"""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])
    loss = HuberLoss(delta=0.8)
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.3025), (
        f"损失是{value}，而(0.125 + 0.48 + 0.125 + 0.48)/4 = 0.3025："
        "不超过delta时是平方的一半，超过之后是直线。"
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward()给出\n{gradient}\n而扰动预测值给出\n{numerical_gradient(loss, houses, sold)}"
    )
    print("HuberLoss：算例正确。")


check_huber_loss()

# %% [markdown] of="dfbb6175"
# ## smooth L1损失
#
# 还是同样的两段，只是经过缩放，使大误差的斜率为$\pm 1$。设$d = A_{nc} - Y_{nc}$，宽度$\beta \ge 0$：
#
# $$\ell(d) = \begin{cases} \dfrac{d^2}{2\beta} & |d| < \beta \\[1ex] |d| - \tfrac12\beta & |d| \ge \beta \end{cases}
# \qquad L = \frac{1}{NC}\sum_{n,c}\ell(A_{nc}-Y_{nc})$$
#
# 它就是$\delta = \beta$的Huber损失除以$\beta$。所以$\beta$只说明绝对值的尖点在多宽的范围内磨圆，别的什么也不管：它越小，损失越接近L1损失；$\beta = 0$时**就是**L1损失，两者相等处斜率为$0$。
#
# **手算**：取$\beta = 0.8$，两套房子的误差$0.5, 1, 0.5, 1$的代价是$0.15625, 0.6, 0.15625, 0.6$，所以$L = 1.5125/4 = 0.378125$。


# %% of="d265a63b"
class SmoothL1Loss:
    r"""平均smooth L1损失：$|d|<\beta$时是$d^2/(2\beta)$，否则是$|d|-\frac12\beta$，其中d = A − Y。

    参数：
        beta: 宽度β；为负则引发ValueError。取0时就是L1损失。
        reduction: `"mean"`（除以N·C）、`"sum"`或`"none"`（形状为(N, C)的数组）。
    """

    def __init__(self, beta=1.0, reduction="mean"):
        ### BEGIN SOLUTION
        if not beta >= 0:
            raise ValueError(f"beta不能为负，而它是{beta}")
        self.beta, self.reduction = beta, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回预测值A对目标值Y的损失，两者形状都是(N, C)。

        整数数组也可以，按实数计算。
        两个形状不同则引发ValueError。
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        self.residual = A - Y
        distance = np.abs(self.residual)
        near = np.minimum(distance, self.beta)
        share = near / self.beta if self.beta > 0 else 1.0
        losses = share * (distance - near / 2)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同；beta = 0时，两者相等处斜率为0。"""
        ### BEGIN SOLUTION
        scale = self.residual.size if self.reduction == "mean" else 1
        near = np.clip(self.residual, -self.beta, self.beta)
        slopes = near / self.beta if self.beta > 0 else np.sign(self.residual)
        return slopes / scale
        ### END SOLUTION


# %% of="34fbcf76"
def check_smooth_l1_loss():
    """两套房子，宽度取0.8，再看宽度为0时是什么。"""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])

    loss = SmoothL1Loss(beta=0.8)
    value = loss.forward(houses, sold)
    assert np.isclose(value, 0.378125), (
        f"损失是{value}，而(0.15625 + 0.6 + 0.15625 + 0.6)/4 = 0.378125："
        "不到beta时是d²/(2·0.8)，之后是|d| − 0.4。"
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, houses, sold)), (
        f"backward()给出\n{gradient}\n而扰动预测值给出\n{numerical_gradient(loss, houses, sold)}"
    )
    value = SmoothL1Loss(beta=0).forward(houses, sold)
    assert np.isclose(value, 0.75), (
        f"beta = 0时损失是{value}，而这时什么也不磨圆：就是L1损失，0.75。"
    )
    print("SmoothL1Loss：算例正确。")


check_smooth_l1_loss()

# %% [markdown] of="ecf52db4"
# ## 找错
#
# 一位同事用两套房子检验损失：价格以美元计，还有卧室数，都是从文件里读出的整数。价格各差50 000美元，卧室数各差一，可是平方的均值竟然是**负的**。
#
# ```python
# def mean_squared_price_error(A, Y):
#     return np.mean((A - Y) ** 2)
# ```
#
# 请找出原因（打印`(A - Y) ** 2`和它的`dtype`），再写出这个函数，使它对任意位宽的整数都正确。


# %% of="dac87f6c"
def mean_squared_price_error(A, Y):
    """返回(A − Y)²的均值，一个浮点数；整数数组可以是任意位宽、任意形状。"""
    ### BEGIN SOLUTION
    A, Y = paired(A, Y)
    return np.mean((A - Y) ** 2)
    ### END SOLUTION


# %% of="604f87b3"
def check_mean_squared_price_error():
    """两套房子，以美元计。"""
    dollars = np.array([[300_000, 3], [500_000, 4]], dtype=np.int32)
    paid = np.array([[350_000, 4], [450_000, 3]], dtype=np.int32)
    value = mean_squared_price_error(dollars, paid)
    assert np.isclose(value, 1_250_000_000.5), (
        f"{value}：正确答案是(2 500 000 000 + 1)/2 = 1 250 000 000.5。"
        "最大的32位整数是2 147 483 647。"
    )
    print("错误改好了。")


check_mean_squared_price_error()
