# %% [markdown] of="69ee7509"
# # 是与否的损失，以及作为损失的KL散度
#
# 这张照片上有猫吗？有猪吗？有狗吗？可能有好几种，也可能一种都没有。每个问题各有答案，所以每个类别都有一个“是与否”的损失，而不是在所有类别中选一个。在这个笔记本里，这个损失你要写两遍，一遍从概率出发，一遍从logits出发；然后再写两个分布之间的散度。
#
# **要写什么**：三个类，都有同样的两个方法：
#
# - `forward(A, Y)`接收预测$A$和目标$Y$，形状都是$(N, C)$：每个样本一行，每个类别一列。它返回损失。
# - `backward()`返回最近一次`forward`的$\partial L/\partial A$，一个与$A$形状相同的数组。
#
# **各类的规则**：用自然对数。绝不修改输入。同一个对象可以用于许多批次。计算用float64。$N$和$C$都可以是1。
#
# 每个元素有一个逐点损失，一共$N \times C$个；选项`reduction`决定怎样处理它们：`"mean"`把总和除以$N \cdot C$，`"sum"`不除，`"none"`把它们全部返回，是一个$(N, C)$的数组。选`"none"`之后，`backward()`是`forward`的返回值之和的梯度。
#
# 你需要的每个公式，书中“二元、多标签与KLDiv损失”一章都有推导。

# %% of="80359d65"
import numpy as np


def paired(A, Y):
    """返回A和Y的float64副本；形状不相同则引发ValueError。"""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A的形状是{A.shape}，而Y的形状是{Y.shape}")
    return A, Y


# %% [markdown] of="1db6d20f"
# `paired`供你在每个`forward`开头使用。标签常常存成8位整数，而它们取负之后不是负数：`-np.uint8(1)`是255。
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


# %% [markdown] of="7d7e5c9b"
# ## 二元交叉熵，从概率出发
#
# $A_{nc}$是“是”的预测概率，$Y_{nc}$是真实概率：1是“是”，0是“否”，也可以在两者之间。权重$w_{nc}$是1，除非下面的选项另有规定。
#
# $$\ell_{nc} = -w_{nc}\,\bigl[\,Y_{nc}\log A_{nc} + (1 - Y_{nc})\log(1 - A_{nc})\,\bigr] \qquad L = \frac{1}{NC}\sum_{n,c} \ell_{nc}$$
#
# **手算**：两张照片，类别是猫、猪、狗。第一张上有猫，$Y_1 = (1, 0, 0)$，模型说$A_1 = (0.6, 0.2, 0.2)$。代价是$-\ln 0.6 - \ln 0.8 - \ln 0.8 = 0.5108 + 0.2231 + 0.2231 = 0.9571$。第二张上有猪和狗，$Y_2 = (0, 1, 1)$，模型说$A_2 = (0.1, 0.5, 0.9)$。代价是$-\ln 0.9 - \ln 0.5 - \ln 0.9 = 0.9039$。一共有$N \cdot C = 6$个问题，所以$L = (0.9571 + 0.9039)/6 = 0.3102$。
#
# **在两端**：预测恰好是0或1，就有一个对数是无穷大，而$0 \cdot \infty$是`nan`。本课程的做法与PyTorch相同：
#
# - 每个对数至少是$-100$：更小的一律换成$-100$；
# - 斜率是$w\,(A - Y)/\max\bigl(A(1 - A),\ 10^{-12}\bigr)$，取均值时再除以$N \cdot C$。
#
# 所以一个问题的损失至多是$100\,w$，斜率也不会是无穷大。
#
# **选项**`weight`是一个数组$w$，广播成$A$的形状：形状为$(C,)$时给每个类别一个权重，$(N, 1)$时给每个样本一个权重。它乘在逐点损失上，别的什么也不管：均值仍然除以$N \cdot C$，而不是除以权重之和。


# %% of="04a7742d"
class BCELoss:
    r"""概率的二元交叉熵，$\ell = -w\,[Y\log A + (1-Y)\log(1-A)]$。

    参数：
        weight: $w$，广播成A的形状的数组；不给出时为1。
        reduction: `"mean"`（除以N·C）、`"sum"`或`"none"`（形状为(N, C)的数组）。
    """

    def __init__(self, weight=None, reduction="mean"):
        ### BEGIN SOLUTION
        self.weight = np.array(1 if weight is None else weight, dtype=float)
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回概率A对目标Y的损失，两者形状都是(N, C)。

        每个对数都截断：从不低于−100。
        标签可以是任意数值类型。
        两个形状不同，或者A有元素不在0与1之间（例如误传了logits），
        则引发ValueError。
        """
        ### BEGIN SOLUTION
        self.A, self.Y = A, Y = paired(A, Y)
        if not ((A >= 0) & (A <= 1)).all():
            raise ValueError("BCELoss接收概率，而A有元素在[0, 1]之外")
        with np.errstate(divide="ignore"):
            log_yes = np.maximum(np.log(A), -100)
            log_no = np.maximum(np.log1p(-A), -100)
        losses = -self.weight * (Y * log_yes + (1 - Y) * log_no)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        r"""返回最近一次forward的dL/dA，形状与A相同。

        一个元素的斜率是$w\,(A-Y)/\max(A(1-A), 10^{-12})$。
        """
        ### BEGIN SOLUTION
        scale = self.A.size if self.reduction == "mean" else 1
        spread = np.maximum(self.A * (1 - self.A), 1e-12)
        return self.weight * (self.A - self.Y) / spread / scale
        ### END SOLUTION


# %% [markdown] of="dc4246aa"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="2b18d615"
def check_bce_loss():
    """照片，手算的结果。"""
    seen = np.array([[0.6, 0.2, 0.2], [0.1, 0.5, 0.9]])  # 预测：猫、猪、狗
    shown = np.array([[1, 0, 0], [0, 1, 1]])

    loss = BCELoss()
    value = loss.forward(seen, shown)
    assert np.isclose(value, 0.310163, atol=1e-6), (
        f"损失是{value}，而(0.9571 + 0.9039)/6 = 0.3102：每个“否”的代价是−log(1 − A)，"
        "均值对全部N·C = 6个问题取。"
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 3), (
        f"梯度的形状是{np.shape(gradient)}，而A的每个元素都有一个斜率：(2, 3)。"
    )
    assert np.allclose(gradient, numerical_gradient(loss, seen, shown)), (
        f"backward()给出\n{gradient}\n而扰动预测值给出\n{numerical_gradient(loss, seen, shown)}"
    )
    value = BCELoss(weight=[2, 1, 1]).forward(seen, shown)
    assert np.isclose(value, 0.412861, atol=1e-6), (
        f"猫算两遍时损失是{value}，而(0.5108 + 0.1054 + 0.9571 + 0.9039)/6 = 0.4129："
        "权重改变的是总和，而不是总和所除的数。"
    )
    value = BCELoss().forward(np.array([[0.0, 1.0]]), np.array([[1, 1]]))
    assert np.isclose(value, 50), (
        f"损失是{value}，而被认为不可能的“是”代价是100，被认为必然的代价是0，两者的均值是50。"
    )
    print("BCELoss：算例正确。")


check_bce_loss()

# %% [markdown] of="3d757252"
# ## 二元交叉熵，从logits出发
#
# 网络最后给出logits $z$，都是实数；$\sigma(z) = 1/(1 + e^{-z})$是“是”的概率。现在$A$存放的是logits。把$\sigma(A)$代入上面的损失再化简，无穷大就不见了：
#
# $$\ell = w\,\bigl[\,(1 - Y)\,A + \bigl(1 + (w^+ - 1)\,Y\bigr)\log(1 + e^{-A})\,\bigr]$$
#
# 斜率也很简单：
#
# $$\frac{\partial\ell}{\partial A} = w\,\bigl[\,(1 - Y)\,\sigma(A) - w^+\,Y\,(1 - \sigma(A))\,\bigr]$$
#
# **选项**`pos_weight`是$w^+$，一个广播成$A$的形状的数组，形状通常是$(C,)$。它把“是”的代价乘上一个倍数，“否”则不动。如果十封邮件中有一封是垃圾邮件，取$w^+ = 9$，垃圾邮件与其他邮件就有同样的分量。不给出时$w^+ = 1$，两个式子简化成$(1 - Y)A + \log(1 + e^{-A})$和$\sigma(A) - Y$。选项`weight`还是$w$，与前面一样。均值所除的数与两者都无关。
#
# **手算**：$A = \begin{pmatrix}5 & 1 & -1\\-2 & 6 & 0\end{pmatrix}$和$Y = \begin{pmatrix}1 & 0 & 0\\0 & 0 & 1\end{pmatrix}$的代价是$0.0067 + 1.3133 + 0.3133$和$0.1269 + 6.0025 + 0.6931$，所以$L = 8.4558/6 = 1.4093$。logit为6的“否”很贵。
#
# **难处**：logits是很大的负数时，$e^{-A}$会上溢，而$\log(1 + e^{-A})$在那里几乎就是$-A$，并不可怕。请改写$\log(1 + e^{-A})$，使其中的指数从不大于1。logits大到$\pm 10^4$，损失和斜率也必须正确。


# %% of="4f171331"
class BCEWithLogitsLoss:
    r"""logits的二元交叉熵，$\ell = w\,[(1-Y)A + (1+(w^+-1)Y)\log(1+e^{-A})]$。

    参数：
        weight: $w$，广播成A的形状的数组；不给出时为1。
        pos_weight: $w^+$，同样，但只乘“是”的代价；不给出时为1。
        reduction: `"mean"`（除以N·C）、`"sum"`或`"none"`（形状为(N, C)的数组）。
    """

    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        ### BEGIN SOLUTION
        self.weight = np.array(1 if weight is None else weight, dtype=float)
        self.pos_weight = np.array(1 if pos_weight is None else pos_weight, dtype=float)
        self.reduction = reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回logits A对目标Y的损失，两者形状都是(N, C)。

        对一切有限的logits都精确：什么也不截断。
        任意位宽的整数都可以，按实数计算。
        两个形状不同则引发ValueError。
        """
        ### BEGIN SOLUTION
        self.A, self.Y = A, Y = paired(A, Y)
        softplus = np.maximum(-A, 0) + np.log1p(np.exp(-np.abs(A)))  # log(1 + exp(−A))
        losses = self.weight * ((1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * softplus)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        scale = self.A.size if self.reduction == "mean" else 1
        small = np.exp(-np.abs(self.A))
        p = np.where(self.A < 0, small, 1) / (1 + small)
        slopes = (1 - self.Y) * p - self.pos_weight * self.Y * (1 - p)
        return self.weight * slopes / scale
        ### END SOLUTION


# %% of="def32dd2"
def check_bce_with_logits_loss():
    """logits，手算的结果。"""
    scores = np.array([[5.0, 1.0, -1.0], [-2.0, 6.0, 0.0]])
    answers = np.array([[1, 0, 0], [0, 0, 1]])

    loss = BCEWithLogitsLoss()
    value = loss.forward(scores, answers)
    assert np.isclose(value, 1.409298, atol=1e-6), (
        f"损失是{value}，而(0.0067 + 1.3133 + 0.3133 + 0.1269 + 6.0025 + 0.6931)/6 = 1.4093。"
    )
    gradient = loss.backward()
    assert np.allclose(gradient, numerical_gradient(loss, scores, answers)), (
        f"backward()给出\n{gradient}\n而扰动logits给出\n{numerical_gradient(loss, scores, answers)}"
    )
    loss = BCEWithLogitsLoss(pos_weight=9)
    value = loss.forward(scores, answers)
    assert np.isclose(value, 2.342448, atol=1e-6), (
        f"pos_weight=9时损失是{value}，而(8.4558 + 8·(0.0067 + 0.6931))/6 = 2.3424："
        "只有目标为1的两个元素，代价是原来的九倍。"
    )
    assert np.allclose(loss.backward(), numerical_gradient(loss, scores, answers)), (
        f"pos_weight=9时backward()给出\n{loss.backward()}\n而扰动logits给出\n"
        f"{numerical_gradient(loss, scores, answers)}"
    )
    value = BCEWithLogitsLoss().forward(np.array([[-1000.0, 1000.0]]), np.array([[1, 1]]))
    assert np.isclose(value, 500), (
        f"损失是{value}，而logit为−1000的“是”代价是1000，logit为1000的代价是0，两者的均值是500。"
    )
    print("BCEWithLogitsLoss：算例正确。")


check_bce_with_logits_loss()

# %% [markdown] of="e0a04dbd"
# ## 作为损失的KL散度
#
# 这里，目标是整个分布：$Y$的每一行$p_n$说各个类别有多大的概率。预测也是分布，即$q_n$，但$A$存放的是它的**对数**，$A_{nc} = \log q_{nc}$，正如log-softmax给出的那样。
#
# $$\ell_{nc} = Y_{nc}\,\bigl(\log Y_{nc} - A_{nc}\bigr) \qquad \frac{\partial\ell_{nc}}{\partial A_{nc}} = -Y_{nc}$$
#
# 一行的各项加起来是$D_{\mathrm{KL}}(p_n \,\|\, q_n)$，目标在前，虽然方法是在第二个位置接收它。单独的一项可以是负的；如果两者都是分布，一行之和就不会是负的。按照$0 \log 0 = 0$的约定，$Y_{nc} = 0$的项是0，不论$A_{nc}$是多少。（PyTorch算的是$0 \cdot A_{nc}$，在$A_{nc} = -\infty$时是`nan`。负的目标不是概率；这里它的项是0，在PyTorch里是`nan`。这两点都不影响分数。）会发生的类别，$Y_{nc} > 0$，如果被认为不可能，$A_{nc} = -\infty$，损失就是无穷大。
#
# **手算**：目标$p_1 = (0.5, 0.25, 0.25)$和预测$q_1 = (0.25, 0.5, 0.25)$给出的各项是$0.5\ln 2$、$-0.25\ln 2$和$0$，加起来是$0.1733$。目标$p_2 = (0.6, 0.2, 0.2)$和预测$q_2 = (0.2, 0.2, 0.6)$，加起来是$0.4\ln 3 = 0.4394$。
#
# | `reduction` | $0.1733 + 0.4394 = 0.6127$除以 | 损失 |
# |---|---|---|
# | `"mean"` | $N \cdot C = 6$ | 0.1021 |
# | `"batchmean"` | $N = 2$ | 0.3064 |
# | `"sum"` | 不除 | 0.6127 |
#
# 只有`"batchmean"`是每个样本的平均散度；可是默认的仍是`"mean"`，PyTorch如此，这里也如此。
#
# **选项**`log_target`：如果为真，$Y$存放的也是$\log p$。这时$\ell = e^{Y}(Y - A)$，斜率是$-e^{Y}$。


# %% of="9cea0d2b"
class KLDivLoss:
    r"""对数概率A相对于目标Y的KL散度，$\ell = Y(\log Y - A)$。

    参数：
        reduction: `"mean"`（除以N·C）、`"batchmean"`（除以N）、`"sum"`或`"none"`
            （形状为(N, C)的数组）。
        log_target: 为真时，目标以对数给出，$\ell = e^Y(Y - A)$。
    """

    def __init__(self, reduction="mean", log_target=False):
        ### BEGIN SOLUTION
        self.reduction, self.log_target = reduction, log_target
        ### END SOLUTION

    def forward(self, A, Y):
        """返回对数概率A对目标Y的损失，两者形状都是(N, C)。

        目标为0的项贡献0。各行之和不必等于1：什么也不归一化。
        任意数值类型都可以，计算用float64。
        两个形状不同则引发ValueError。
        """
        ### BEGIN SOLUTION
        A, Y = paired(A, Y)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.p, log_p = (np.exp(Y), Y) if self.log_target else (Y, np.log(Y))
            losses = np.where(self.p > 0, self.p * (log_p - A), 0)
        total = losses.sum()
        means = {"mean": total / losses.size, "batchmean": total / len(losses)}
        return {"none": losses, "sum": total, **means}[self.reduction]
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        scale = {"mean": self.p.size, "batchmean": len(self.p)}.get(self.reduction, 1)
        return -self.p / scale
        ### END SOLUTION


# %% of="fbd83e57"
def check_kl_div_loss():
    """两个散度，手算的结果。"""
    p = np.array([[0.5, 0.25, 0.25], [0.6, 0.2, 0.2]])
    log_q = np.log(np.array([[0.25, 0.5, 0.25], [0.2, 0.2, 0.6]]))

    for reduction, right in (("mean", 0.102122), ("batchmean", 0.306366), ("sum", 0.612732)):
        loss = KLDivLoss(reduction)
        value = loss.forward(log_q, p)
        assert np.isclose(value, right, atol=1e-6), (
            f"取reduction={reduction!r}，损失是{value}，而它应当是{right}："
            "各项加起来是0.6127；它们除以什么，见上面的表。"
        )
        assert np.allclose(loss.backward(), numerical_gradient(loss, log_q, p)), (
            f"取reduction={reduction!r}，backward()给出\n{loss.backward()}\n而扰动A给出\n"
            f"{numerical_gradient(loss, log_q, p)}"
        )
    value = KLDivLoss("sum", log_target=True).forward(log_q, np.log(p))
    assert np.isclose(value, 0.612732, atol=1e-6), (
        f"log_target=True时损失是{value}，而它与前面一样是0.6127：现在Y存放的是log p。"
    )
    value = KLDivLoss("sum").forward(np.log([[0.6, 0.2, 0.2]]), [[1, 0, 0]])
    assert np.isclose(value, -np.log(0.6)), (
        f"目标是独热行时损失是{value}，而它是−log 0.6 = 0.5108：目标为0的类别贡献0。"
    )
    print("KLDivLoss：算例正确。")


check_kl_div_loss()

# %% [markdown] of="3f48a9b2"
# ## 找错
#
# 一篇文章把得分$s$的softmax概率$p = (p_1, \dots, p_C)$交给分类器，并用标签$c$把二元损失对所有类别求和：
#
# $$E = -\sum_{i}\bigl[c_i\log p_i + (1 - c_i)\log(1 - p_i)\bigr]$$
#
# 然后它声称$\partial E/\partial s_i = p_i - c_i$，并这样计算：
#
# ```python
# def score_gradient(p, c):
#     dE_dp = -c / p + (1 - c) / (1 - p)
#     dp_ds = p * (1 - p)
#     return dE_dp * dp_ds
# ```
#
# 对于得分$s = (2, 1, 0.1)$，也就是$p = (0.659, 0.242, 0.099)$，以及$c = (0, 1, 0)$，函数返回$(0.659, -0.758, 0.099)$。逐个扰动得分，得到的却是$(1.2459, -1.2526, 0.0066)$。
#
# 下面的`nudged`返回一个得分增大之后的概率；修改函数之前，先把它们与`p`比一比。


# %% of="93cd5f07"
def nudged(p, i, h):
    """得分i增大h之后的softmax概率p：它的指数变成原来的e^h倍。"""
    q = p * np.exp(h * (np.arange(len(p)) == i))
    return q / q.sum()


# %% of="2ec19cfc"
def score_gradient(p, c):
    r"""返回∂E/∂s，其中p是得分s的softmax，E是对各类别求和的二元损失。

    参数：
        p: 概率，形状为(C,)，每个都严格在0与1之间。
        c: 0与1之间的标签，形状为(C,)。

    返回：
        形状为(C,)的数组。
    """
    ### BEGIN SOLUTION
    dE_dp = -c / p + (1 - c) / (1 - p)
    return p * (dE_dp - p @ dE_dp)  # 每个得分都会牵动每个概率
    ### END SOLUTION


# %% of="dbba99a1"
def check_score_gradient():
    """文章里的得分，逐个扰动。"""
    exponentials = np.exp(np.array([2.0, 1.0, 0.1]))
    p, c = exponentials / exponentials.sum(), np.array([0.0, 1.0, 0.0])

    def summed_loss(p):
        """文章里的损失E。"""
        return -np.sum(c * np.log(p) + (1 - c) * np.log(1 - p))

    value = score_gradient(p, c)
    right = [
        (summed_loss(nudged(p, i, 1e-6)) - summed_loss(nudged(p, i, -1e-6))) / 2e-6
        for i in range(3)
    ]
    assert np.allclose(value, right), (
        f"{value}，而扰动得分给出{np.round(right, 4)}。增大一个得分，三个概率都会变。"
    )
    print("错误改好了。")


check_score_gradient()
