# %% [markdown] of="5d9a388f"
# # 热身：形状、梯度与损失的约定
#
# 本课程的每个损失都接收一张预测值的表和相应的目标值，每个梯度都是一张与预测值形状相同的表。在这个笔记本里，你要写的是损失周围的小工具：把标签变成表，沿正确的轴求和，检验梯度，以及各个损失的基类。
#
# **记号**：$A$存放预测值，$Y$存放目标值，形状都是$(N, C)$：$N$个样本，每行一个，每个样本有$C$个数。$\iota_N$是有$N$个元素的全一列向量。类别从0开始编号，与Python的计数一致。
#
# **规则**：绝不修改输入。$N$和$C$都可以是1。标签和表里的元素可以是任意位宽的整数。每道题背后的想法，见书中“什么是损失”一章。

# %% of="6f11581d"
import numpy as np

# %% [markdown] of="481a9c8c"
# ## 把标签变成表
#
# 有$C$个类别的分类器给每个样本一行$C$个数，所以正确答案也应当是一行$C$个数。类别$y$的**独热**行在第$y$列是1，其余是0：
#
# $$Y_{nc} = \begin{cases} 1 & c = y_n \\ 0 & c \ne y_n \end{cases}$$
#
# **手算**：两个样本分别属于类别0和2，$C = 3$：$\;Y = \begin{pmatrix}1 & 0 & 0\\0 & 0 & 1\end{pmatrix}$。
#
# 如果标签不是任何类别，比如$-1$或$C$，那是数据出了错。NumPy会一声不响地把$-1$当作最后一列；你的函数应当把错误说出来。


# %% of="ae0effbb"
def one_hot(y, C):
    """返回标签y的独热行：一个形状为(N, C)的数值数组。

    参数：
        y: N个整数，从0到C − 1，形状为(N,)的数组。
        C: 类别的个数。最大的类别不一定在y中出现。

    如果有标签是负数，或者不小于C，则引发ValueError。
    """
    ### BEGIN SOLUTION
    if np.any((y < 0) | (y >= C)):
        raise ValueError(f"标签必须在0到{C - 1}之间")
    return np.eye(C)[y]
    ### END SOLUTION


# %% of="a77b863a"
def check_one_hot():
    """两个样本，三个类别。"""
    table = one_hot(np.array([0, 2]), 3)
    assert np.shape(table) == (2, 3), f"形状是{np.shape(table)}，而这里有2个样本、3个类别：(2, 3)。"
    assert np.array_equal(table, [[1, 0, 0], [0, 0, 1]]), (
        f"你返回的是\n{table}\n而类别0的1应当在第一列，类别2则在第三列。"
    )
    assert np.shape(one_hot(np.array([0, 0]), 3)) == (2, 3), (
        "类别0的两个样本仍然有3列：类别有多少个由C决定，而不是由y决定。"
    )
    print("one_hot：算例正确。")


check_one_hot()

# %% [markdown] of="bb4f83ce"
# ## 用全一向量写出的求和
#
# 课上常把表$M$的所有元素之和写成与全一向量的乘积：
#
# $$\iota_N^{\mathsf T}\, M\, \iota_C = \sum_{n=1}^{N}\sum_{c=1}^{C} M_{nc}$$
#
# $M\,\iota_C$把每一行加起来，$\iota_N^{\mathsf T}$再把剩下的加起来。
#
# **手算**：两套房子的预测值和真实值，包括价格和卧室数，给出平方误差$\begin{pmatrix}2\,500\,000\,000 & 1\\2\,500\,000\,000 & 1\end{pmatrix}$。每行之和是$2\,500\,000\,001$，所以总和是$5\,000\,000\,002$。
#
# 矩阵的乘积还是矩阵，这里的形状是$(1, 1)$。而损失是一个数。


# %% of="b0072cb5"
def iota_sum(M):
    """返回M的所有元素之和，M的形状为(N, C)，结果是单个的数。

    任意位宽的整数求和都不会溢出。
    """
    ### BEGIN SOLUTION
    N, C = M.shape
    return np.ones(N) @ M @ np.ones(C)
    ### END SOLUTION


# %% of="836772fa"
def check_iota_sum():
    """两套房子的平方误差。"""
    squares = np.array([[2_500_000_000.0, 1.0], [2_500_000_000.0, 1.0]])
    value = iota_sum(squares)
    assert np.shape(value) == (), f"形状是{np.shape(value)}，而全部元素之和是单个的数：()。"
    assert value == 5_000_000_002, f"总和是{value}，而两行之和各是2 500 000 001。"
    print("iota_sum：算例正确。")


check_iota_sum()

# %% [markdown] of="a8b46734"
# ## 形状小测验：沿哪个轴，保不保留？
#
# 形状为$(N, C)$的表$Z$存放正的得分，每个样本一行。把每一行除以这一行的和，它就成了一个概率分布：
#
# $$P_{nc} = \frac{Z_{nc}}{\sum_{k=1}^{C} Z_{nk}}$$
#
# 有篇文章把这个公式（其中$Z = e^A$）印成$\dfrac{\exp(A)}{\sum_{j} \exp(A_{ij})}$：分子是整张表，分母的和却每一行$i$都不同。写在纸上，好心的读者猜得出是什么意思。NumPy也会猜：它从右边对齐形状，如果$N = C$，猜错了也毫无动静。
#
# **手算**：两行$(1, 2, 1)$和$(4, 1, 5)$的和是4和10，所以$P = \begin{pmatrix}0.25 & 0.5 & 0.25\\0.4 & 0.1 & 0.5\end{pmatrix}$。


# %% of="de336eaf"
def row_softmax_shape_quiz(Z):
    """返回Z的每一行除以该行之和的结果，形状与Z一样是(N, C)。

    Z中的得分都是正数；这里不取指数。Z本身不被修改。
    """
    ### BEGIN SOLUTION
    return Z / Z.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% of="4d066d33"
def check_row_softmax_shape_quiz():
    """两行的表，以及一张方表。"""
    P = row_softmax_shape_quiz(np.array([[1.0, 2.0, 1.0], [4.0, 1.0, 5.0]]))
    assert np.allclose(P, [[0.25, 0.5, 0.25], [0.4, 0.1, 0.5]]), (
        f"你返回的是\n{P}\n而各行的份额是1/4、2/4、1/4和4/10、1/10、5/10。"
    )
    P = row_softmax_shape_quiz(np.array([[1.0, 3.0], [4.0, 1.0]]))
    assert np.allclose(P.sum(axis=1), 1), (
        f"方表各行之和是{P.sum(axis=1)}，而应当都是1。每个元素除的是自己那一行的和吗？"
    )
    print("row_softmax_shape_quiz：算例正确。")


check_row_softmax_shape_quiz()

# %% [markdown] of="b758d231"
# ## 怎样知道梯度是对的
#
# 梯度是一种断言：“把这个元素改变一点点，函数值的变化就是它的这么多倍。”断言可以检验。把元素$x_i$向上、再向下扰动$h$；$e_i$是第$i$个位置为1、其余为0的向量：
#
# $$d_i = \frac{f(x + h e_i) - f(x - h e_i)}{2h}$$
#
# 这个**中心差分**对梯度的推导过程一无所知。如果$g$是所声称的梯度，那么位置$i$的误差要与斜率的大小相比，但至少与1相比，免得两个接近零的斜率除以一个几乎为零的数：
#
# $$\text{误差}_i = \frac{|g_i - d_i|}{\max(1, |g_i|, |d_i|)}$$
#
# 检验的结果是这些误差中最大的一个。函数值大小寻常、$h = 10^{-6}$时，正确的梯度给出大约$10^{-9}$，错误的很少小于$10^{-3}$。
#
# **手算**：$f(x) = \sum_i x_i^3$的梯度是$3x_i^2$。在$x = (1, 2)$处取较粗的步长$h = 0.5$，两个差分是$1.5^3 - 0.5^3 = 3.25$和$2.5^3 - 1.5^3 = 12.25$，而梯度说的是3和12。误差是$0.25/3.25$和$0.25/12.25$；较大的是$1/13 \approx 0.0769$。步长越小，误差越小，直到舍入误差占了上风。


# %% of="16458029"
def gradcheck(f, x, h=1e-6):
    """返回所声称的梯度的最大误差，用中心差分度量。

    参数：
        f: 以数组为自变量的函数，返回一个元组：函数值（一个数）和所声称的梯度
            （与自变量形状相同的数组）。
        x: 在何处检验，任意形状的数组；整数当作实数。它不被修改。
        h: 扰动的大小。
    """
    ### BEGIN SOLUTION
    x = np.array(x, dtype=float)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = h
        slopes[index] = (f(x + nudge)[0] - f(x - nudge)[0]) / (2 * h)
    gradient = f(x)[1]
    scale = np.maximum(1, np.maximum(np.abs(gradient), np.abs(slopes)))
    return np.max(np.abs(gradient - slopes) / scale)
    ### END SOLUTION


# %% of="86f67c3a"
def check_gradcheck():
    """立方和，以及少了因子的梯度。"""

    def cubes(x):
        return np.sum(x**3), 3 * x**2

    value = gradcheck(cubes, np.array([1.0, 2.0]), h=0.5)
    assert np.isclose(value, 1 / 13), f"最大误差是{value}，而两者中较大的是0.25/3.25 = 0.0769。"
    value = gradcheck(cubes, np.array([1.0, 2.0]))
    assert value < 1e-8, f"步长很小时梯度是对的，你却得到误差{value}。"
    value = gradcheck(lambda x: (np.sum(x**2), x), np.array([3.0, -2.0]))
    assert np.isclose(value, 0.5), f"少了因子2的梯度误差是0.5，你却得到{value}。"
    print("gradcheck：算例正确。")


check_gradcheck()

# %% [markdown] of="2a2eba35"
# ## 所有损失的共同点
#
# 损失把每个预测值与它的目标值相比较。由此得到一张**逐点损失**的表$\ell_{nc}$，以及它们的斜率的表$\partial \ell_{nc}/\partial A_{nc}$。选项`reduction`决定怎样处理它们：
#
# | `reduction` | `forward`返回 | 所以梯度是 |
# |---|---|---|
# | `"mean"` | $L = \frac1{NC}\sum_{nc}\ell_{nc}$ | 斜率除以$N \cdot C$ |
# | `"sum"` | $L = \sum_{nc}\ell_{nc}$ | 斜率 |
# | `"none"` | 表$\ell$本身 | 斜率：返回值之和的梯度 |
#
# 每个损失都是如此，所以它属于基类：`reduce`管中间一列，`spread`管最后一列。有的损失每个样本只给出一个数，那就不是一张表，而是$N$个损失组成的向量；这时均值除以$N$。总之：损失有多少个，均值就除以多少。
#
# **手算**：损失$\begin{pmatrix}0.25 & 1\\0.25 & 1\end{pmatrix}$的均值是$2.5/4 = 0.625$，斜率$\begin{pmatrix}-1 & -2\\1 & 2\end{pmatrix}$变成$\begin{pmatrix}-0.25 & -0.5\\0.25 & 0.5\end{pmatrix}$。


# %% of="4b855729"
class Loss:
    """所有损失的共同点：选项`reduction`。

    参数：
        reduction: `"mean"`、`"sum"`或`"none"`；其他值立即引发ValueError。
    """

    def __init__(self, reduction="mean"):
        ### BEGIN SOLUTION
        if reduction not in ("mean", "sum", "none"):
            raise ValueError(f"reduction必须是mean、sum或none，而不是{reduction!r}")
        self.reduction = reduction
        ### END SOLUTION

    def reduce(self, losses):
        """返回各损失的均值或总和，或者这些损失本身。

        均值和总和是单个的数。`losses`可以是任意形状。
        """
        ### BEGIN SOLUTION
        if self.reduction == "none":
            return losses
        return losses.sum() / (losses.size if self.reduction == "mean" else 1)
        ### END SOLUTION

    def spread(self, slopes):
        """返回梯度：已知各损失的斜率，求`reduce`所得结果的梯度。

        它的形状与`slopes`相同，后者不被修改。
        """
        ### BEGIN SOLUTION
        return slopes / (slopes.size if self.reduction == "mean" else 1)
        ### END SOLUTION


# %% of="27a2c06f"
def check_loss():
    """四个损失，归约之后，再分摊梯度。"""
    losses, slopes = np.array([[0.25, 1.0], [0.25, 1.0]]), np.array([[-1.0, -2.0], [1.0, 2.0]])
    value = Loss().reduce(losses)
    assert np.isclose(value, 0.625), f"均值是{value}，而2.5/4 = 0.625。"
    gradient = Loss().spread(slopes)
    assert np.allclose(gradient, slopes / 4), (
        f"spread给出\n{gradient}\n而4个损失取均值，每个斜率都要除以4。"
    )
    assert np.isclose(Loss("sum").reduce(losses), 2.5), "损失的总和是2.5。"
    assert np.allclose(Loss("sum").spread(slopes), slopes), "取总和时，斜率保持原样。"
    assert np.allclose(Loss("none").reduce(losses), losses), "选none时，损失仍然是一张表。"
    print("Loss：算例正确。")


check_loss()

# %% [markdown] of="f591c402"
# 下一个单元已经写好：一个继承你的基类的损失，以及本课程的任何损失都必须通过的检验。它用到你的`gradcheck`，还要问损失能不能重复使用：每个回答都必须针对同一个对象的最近一次`forward`，而且谁的数组都不能变。后面的笔记本里，你也可以把它复制过去用。


# %% of="c9f06e30"
class SquaredError(Loss):
    """(A − Y)²，再归约。"""

    def forward(self, A, Y):
        self.residual = A - Y
        return self.reduce(self.residual**2)

    def backward(self):
        return self.spread(2 * self.residual)


def check_contract(loss_class, A, Y, **options):
    """断言由`loss_class(**options)`构造的损失遵守本课程的约定。"""

    def value_and_gradient(predictions):
        loss = loss_class(**options)
        return np.sum(loss.forward(predictions, Y)), loss.backward()

    error = gradcheck(value_and_gradient, A)
    assert error < 1e-6, f"backward()错了{error}。"

    before = A.copy(), Y.copy()
    first, second = loss_class(**options), loss_class(**options)
    first.forward(A, Y)
    gradient = first.backward()
    second.forward(A[:1] + 1, Y[:1])
    assert np.array_equal(first.backward(), gradient), "第二个对象干扰了第一个。"
    first.forward(A[:1], Y[:1])
    assert np.shape(first.backward()) == A[:1].shape, "backward()针对的不是最近一次forward。"
    assert np.array_equal(A, before[0]), "A被修改了。"
    assert np.array_equal(Y, before[1]), "Y被修改了。"


def check_squared_error():
    """两套房子，每种归约方式各一次。"""
    houses, sold = np.array([[3.0, 3.0], [5.0, 4.0]]), np.array([[3.5, 4.0], [4.5, 3.0]])
    for reduction in ("mean", "sum", "none"):
        check_contract(SquaredError, houses, sold, reduction=reduction)
    print("SquaredError遵守约定。")


check_squared_error()

# %% [markdown] of="129c2798"
# ## 找错
#
# 一篇讲平方误差的文章说：“从**预测值**$A$中减去这个梯度，就能减小损失，而这正是训练的目的。”有人把这句话写成了代码。模型是$A = X\theta$：形状为$(N, D)$的特征$X$乘以形状为$(D, C)$的参数$\theta$。
#
# ```python
# def gradient_step(theta, X, Y, rate):
#     A = X @ theta
#     A = A - rate * 2 * (A - Y) / A.size
#     return theta
# ```
#
# 程序能运行，可是走了一千步，模型还和第一天一样。训练要改变的不是预测值：每次都由$\theta$重新算出它们。把$\theta_{dc}$扰动一下，每个$A_{nc}$的变化是它的$X_{nd}$倍，所以对$\theta$的斜率是
#
# $$\frac{\partial L}{\partial \theta_{dc}} = \sum_{n=1}^{N} X_{nd}\,\frac{\partial L}{\partial A_{nc}},
# \qquad\text{写成矩阵是}\qquad \frac{\partial L}{\partial \theta} = X^{\mathsf T}\,\frac{\partial L}{\partial A}.$$
#
# 请写出真正起训练作用的一步：$\theta - \eta\,\partial L/\partial\theta$，其中$\eta$是学习率，$L$是对全部$N \cdot C$个元素的均方误差。
#
# **手算**：$X = \begin{pmatrix}1\\2\end{pmatrix}$，$\theta = (3)$，$Y = \begin{pmatrix}2\\8\end{pmatrix}$，$\eta = 0.1$。预测值是3和6，$\partial L/\partial A$是$\begin{pmatrix}1\\-2\end{pmatrix}$，所以$\partial L/\partial\theta = 1 \cdot 1 + 2 \cdot (-2) = -3$。这一步走到$\theta = 3.3$，损失从2.5降到1.825。


# %% of="f472f291"
def gradient_step(theta, X, Y, rate):
    """返回对均方误差做一步梯度下降之后的参数。

    参数：
        theta: 参数，形状为(D, C)；不被修改。
        X: 特征，形状为(N, D)。
        Y: 目标值，形状为(N, C)。
        rate: 学习率η。
    """
    ### BEGIN SOLUTION
    A = X @ theta
    slopes = 2 * (A - Y) / A.size
    return theta - rate * X.T @ slopes
    ### END SOLUTION


# %% of="b00abe23"
def check_gradient_step():
    """一个参数，两个样本。"""
    theta, X, Y = np.array([[3.0]]), np.array([[1.0], [2.0]]), np.array([[2.0], [8.0]])
    stepped = gradient_step(theta, X, Y, 0.1)
    assert np.shape(stepped) == (1, 1), f"形状是{np.shape(stepped)}，而参数的形状应当不变：(1, 1)。"
    assert np.allclose(stepped, 3.3), f"θ是{stepped}，而3 − 0.1 · (−3) = 3.3。"
    for _ in range(200):
        theta = gradient_step(theta, X, Y, 0.1)
    assert np.allclose(theta, 3.6), f"训练停在θ = {theta}，而损失在θ = 18/5处最小。"
    print("错误改好了。")


check_gradient_step()
