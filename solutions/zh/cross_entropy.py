# %% [markdown] of="dcc2dff4"
# # 分类损失：NLL与交叉熵
#
# 分类器给每个类别一个得分；损失说这些得分与正确答案差得多远。在这个笔记本里，你要写的两个损失，几乎所有分类器都靠它们训练。`NLLLoss`从对数概率出发，`CrossEntropyLoss`从原始得分出发。两者都有选项，而选项带来的意外，多半归结为一个问题：总和除以什么？
#
# **要写什么**：一个小函数，以及两个类，它们有同样的两个方法：
#
# - `forward(A, Y)`接收形状为$(N, C)$的浮点数组$A$（每个样本一行，每个类别一列）和目标$Y$。它返回损失。
# - `backward()`返回最近一次`forward`的$\partial L/\partial A$，一个与$A$形状相同的数组。
#
# **各类的规则**：绝不修改输入。同一个对象可以用于许多批次。计算用float64。用自然对数。类别从0开始编号。你需要的每个公式，书中“交叉熵损失：通向p − y的四条路”一章都有推导。

# %% of="10b44848"
import numpy as np


def class_weights(weight, C):
    """返回C个类别的浮点权重，形状为(C,)：`weight`为None时全是一。"""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def numerical_gradient(loss, A, Y, h=1e-6):
    """`loss.forward`的中心差分，每次扰动A的一个元素。"""
    gradient = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        up, down = A.copy(), A.copy()
        up[index] += h
        down[index] -= h
        gradient[index] = (np.sum(loss.forward(up, Y)) - np.sum(loss.forward(down, Y))) / (2 * h)
    return gradient


# %% [markdown] of="d7a8665d"
# 凡是用到权重的地方，`class_weights`都供你使用。`numerical_gradient`每次扰动$A$的一个元素，看损失怎样变化。它对你的`backward`一无所知，所以哪里错了，它能告诉你。
#
# ## 找错
#
# 罕见的类别常常给以较大的权重。有篇教程把加权均值说成三步：算出每个样本的损失，乘以样本所属类别的权重，再取平均。写成代码：
#
# ```python
# def weighted_mean(losses, labels, weight):
#     return np.mean(weight[labels] * losses)
# ```
#
# 三个样本的损失是$1.3133, 0.1269, 0.1269$；第一个属于类别0，另外两个属于类别1；权重是$1$和$2$。这段代码给出$0.6070$。PyTorch说是$0.3642$。做两个实验，就看得出有问题。只有一个样本时，权重取10，它的“均值”就成了损失的十倍。而权重$(10, 20)$排出的类别次序与$(1, 2)$完全一样，结果却是十倍。
#
# 请写出这个函数，使两个实验的结果都合乎均值的道理。


# %% of="a99ce69a"
def weighted_mean(losses, labels, weight):
    """返回若干损失的加权均值，一个浮点数。

    参数：
        losses: N个样本的损失，形状为(N,)的数组。
        labels: 每个样本的类别，形状为(N,)的整数。
        weight: 每个类别的权重，形状为(C,)；标签里可能缺少某些类别。
    """
    ### BEGIN SOLUTION
    return np.average(losses, weights=weight[labels])
    ### END SOLUTION


# %% of="f273d6bd"
def check_weighted_mean():
    """教程里的三个样本，以及单独一个样本。"""
    value = weighted_mean(
        np.array([1.3133, 0.1269, 0.1269]), np.array([0, 1, 1]), np.array([1.0, 2.0])
    )
    assert np.isclose(value, (1.3133 + 2 * 0.1269 + 2 * 0.1269) / 5), (
        f"{value}：正确答案是1.8209/5 = 0.3642。权重为2的样本算作两个样本，"
        "在总和里是这样，在总和所除的那个数里也是这样。"
    )
    value = weighted_mean(np.array([0.7]), np.array([1]), np.array([1.0, 10.0]))
    assert np.isclose(value, 0.7), f"{value}：只有一个样本时，均值就是它的损失，不论权重是多少。"
    print("错误改好了。")


check_weighted_mean()

# %% [markdown] of="86854676"
# ## 负对数似然
#
# 这里$A_{nc}$是模型给样本$n$的类别$c$的概率的对数，$y_n \in \{0, \dots, C-1\}$是样本$n$所属的类别。一个样本的损失，是它自己类别的对数概率取负，再乘以这个类别的权重：
#
# $$\ell_n = -w_{y_n} A_{n y_n} \qquad L = \frac{\sum_n \ell_n}{\sum_n w_{y_n}}$$
#
# 对数已经取过了；损失不再取对数，也不把$A$的各行归一化。没有权重时，每个$w_c$都是1，分母是$N$。
#
# **手算**：模型看到一只猫和一只狗。它给猫、猪、狗的概率是$(0.6, 0.2, 0.2)$和$(0.1, 0.8, 0.1)$，标签是0和2。损失是$-\ln 0.6 = 0.5108$和$-\ln 0.1 = 2.3026$，所以$L = 2.8134/2 = 1.4067$。
#
# **选项**：
#
# - `weight`给出每个类别的$w_c$。
# - `ignore_index`是一个标签，标明不算数的行，例如填充。这样的行损失为0，梯度为0，对$n$的两个求和都不包括它。
# - `reduction`是`"mean"`（$L$的公式）、`"sum"`（$\sum_n \ell_n$）或`"none"`：$N$个损失本身。选`"none"`之后，`backward()`是它们之和的梯度。


# %% of="1da0ee39"
class NLLLoss:
    r"""负对数似然，$L = \sum_n \ell_n / \sum_n w_{y_n}$，其中$\ell_n = -w_{y_n} A_{n y_n}$。

    参数：
        weight: 每个类别的权重，形状为(C,)；None表示全是一。
        ignore_index: 两个求和都不包括带这个标签的行。
        reduction: `"mean"`（公式）、`"sum"`（ℓ之和）或`"none"`（各个ℓ，形状为(N,)）。
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        ### BEGIN SOLUTION
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction
        ### END SOLUTION

    def forward(self, A, Y):
        """返回对数概率A（形状为(N, C)）对标签Y（形状为(N,)的整数）的损失。

        A的各行不必归一化；原样使用。标签以外的类别，元素可以是−∞，即0的对数，并不妨事。
        如果没有一行算数，均值是0/0：PyTorch返回nan。这不影响分数。
        """
        ### BEGIN SOLUTION
        A, Y = np.asarray(A), np.asarray(Y)
        weight = class_weights(self.weight, A.shape[1])
        self.shape = A.shape
        self.rows = np.flatnonzero(np.not_equal(Y, self.ignore_index))
        self.labels = Y[self.rows]
        self.row_weight = weight[self.labels]
        self.denominator = {"mean": self.row_weight.sum(), "sum": 1, "none": 1}[self.reduction]
        losses = np.zeros(len(A))
        losses[self.rows] = -self.row_weight * A[self.rows, self.labels]
        return losses if self.reduction == "none" else losses.sum() / self.denominator
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        gradient = np.zeros(self.shape)
        gradient[self.rows, self.labels] = -self.row_weight / self.denominator
        return gradient
        ### END SOLUTION


# %% [markdown] of="dc4246aa"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="bb0a5657"
def check_nll_loss():
    """猫、猪和狗。"""
    log_p, animals = np.log([[0.6, 0.2, 0.2], [0.1, 0.8, 0.1]]), np.array([0, 2])

    loss = NLLLoss()
    value = loss.forward(log_p, animals)
    assert np.isclose(value, 1.40670), (
        f"损失是{value}，而(0.5108 + 2.3026)/2 = 1.4067："
        "每一行正确类别的对数概率取负，再对各行取平均。"
    )
    gradient = loss.backward()
    assert np.shape(gradient) == (2, 3), (
        f"梯度的形状是{np.shape(gradient)}，而A的每个元素都有一个斜率：(2, 3)。"
    )
    assert np.allclose(gradient, numerical_gradient(loss, log_p, animals)), (
        f"backward()给出\n{gradient}\n而扰动对数概率给出\n"
        f"{numerical_gradient(loss, log_p, animals)}"
    )

    value = NLLLoss(weight=np.array([3.0, 1.0, 2.0])).forward(log_p, animals)
    assert np.isclose(value, (3 * 0.5108256 + 2 * 2.3025851) / 5), (
        f"权重为3、1、2时损失是{value}，而(3 · 0.5108 + 2 · 2.3026)/(3 + 2) = 1.2275："
        "分母里只有实际出现的标签的权重。"
    )
    value = NLLLoss(ignore_index=2).forward(log_p, animals)
    assert np.isclose(value, 0.5108256), f"忽略标签2，损失是{value}，而剩下一行，它的损失是0.5108。"
    losses = NLLLoss(ignore_index=2, reduction="none").forward(log_p, animals)
    assert np.shape(losses) == (2,), f"两行，两个损失，而形状是{np.shape(losses)}。"
    assert np.allclose(losses, [0.5108256, 0]), f"各损失是{losses}；被忽略的行损失为0。"
    print("NLLLoss：算例正确。")


check_nll_loss()

# %% [markdown] of="07fc6422"
# ## 交叉熵
#
# 模型很少返回对数概率。它们返回得分，叫作logits，softmax再把得分变成概率：$p_{nc} = e^{A_{nc}} / \sum_k e^{A_{nk}}$。`CrossEntropyLoss`一次完成这两步。如果样本$n$的目标是各类别上的一个分布$Y_{n0}, \dots, Y_{n,C-1}$，那么
#
# $$\ell_n = -\sum_c Y_{nc} \log p_{nc} \qquad L = \frac1N \sum_n \ell_n \qquad \frac{\partial L}{\partial A_{nc}} = \frac{1}{N}\Bigl(p_{nc}\sum_k Y_{nk} - Y_{nc}\Bigr)$$
#
# 通常的目标是独热行，只在正确的类别处有一个1；如果一行把它的1分给几个类别，就是软目标。两者都有$\sum_k Y_{nk} = 1$，梯度就是著名的$(p - Y)/N$。
#
# **手算**：得分是$A = \begin{pmatrix}2 & 1 & 0.1\\0.1 & 2 & 1.9\end{pmatrix}$，目标是$Y = \begin{pmatrix}0 & 1 & 0\\1 & 0 & 0\end{pmatrix}$。softmax给出$p = \begin{pmatrix}0.659 & 0.242 & 0.099\\0.073 & 0.487 & 0.440\end{pmatrix}$。取到第四位，真实类别的概率是$0.2424$和$0.0728$，所以损失是$-\ln 0.2424 = 1.417$和$-\ln 0.0728 = 2.620$，$L = 2.0185$。梯度是$\begin{pmatrix}0.330 & -0.379 & 0.049\\-0.464 & 0.243 & 0.220\end{pmatrix}$。
#
# **任何得分**：得分可能上千，同一批次的各行大小也可能相差悬殊。即使如此，损失仍是个寻常的数；请当心，中间哪一步都不能溢出，也不能对零取对数。得分和目标可以是任意位宽的整数，按实数计算。类别至少有两个。
#
# **无穷大不影响这个类的分数**：模型可以用得分$-\infty$排除一个类别。这时，参考解答按照$0 \log 0 = 0$的约定，把目标为0的项算作0；被忽略的行不论装着什么，`nan`也好，都算作0。目标是类别编号时，PyTorch与此一致；目标是概率时，它用0乘$-\infty$，返回`nan`。
#
# **选项**：设$t_n$是第$n$行的目标，$w_c$是类别$c$的权重，没有给出权重时为1。完整的式子，带平滑$\varepsilon$，是：
#
# $$\ell_n = -\sum_c w_c\, t_{nc} \log p_{nc} \qquad t_n = (1 - \varepsilon)\,Y_n + \varepsilon/C$$
#
# **一次一步**：没有人能一口气全写出来，你也不必。请按下面的次序来。类的后面，每一步都有自己的检查，每一步也有自己的分数，哪怕你没有走到下一步。
#
# 1. **基本式**：$Y$是概率，没有选项：就是上面的公式。构造函数已经接收它的四个参数，可以不理会它们。
# 2. **类别编号**：$Y$也可以是整数$y_n$，放在形状为$(N,)$的数组里。这时$Y_n$是在$y_n$处的独热行；用`Y.ndim`区分这两种目标。二维的$Y$总是概率，即使它的dtype是整数：`[[1, 0, 1], [2, 0, 0]]`原样使用。（PyTorch不接受这样的$Y$。）
# 3. **`reduction`**：`"mean"`把$\sum_n \ell_n$除以$N$，`"sum"`不除，`"none"`返回$N$个损失$\ell_n$。选`"none"`之后，`backward()`是它们之和的梯度。
# 4. **`ignore_index`**的用法与`NLLLoss`一样，只用于编号：带这个标签的行损失为0，梯度为0，均值只对其余的行取。这个类别仍然留在其余各行的softmax里。
# 5. **`weight`**：目标是编号时，`"mean"`改为除以$\sum_n w_{y_n}$，对算数的行求和；目标是概率时，不论权重是多少，都除以$N$。
# 6. **`label_smoothing`**就是$\varepsilon$。它改变的只有$t_n$；`"mean"`所除的数与之前相同。


# %% of="7453e5c4"
class CrossEntropyLoss:
    r"""softmax(A)相对于目标的交叉熵，$\ell_n = -\sum_c w_c t_{nc}\log p_{nc}$。

    目标是$t_n = (1-\varepsilon) Y_n + \varepsilon/C$，并且
    $\partial\ell_n/\partial A_{nc} = p_{nc}\sum_k w_k t_{nk} - w_c t_{nc}$。

    参数：
        weight: 每个类别的权重，形状为(C,)；None表示全是一。
        ignore_index: 带这个标签的行损失为0，也不计入均值。
        reduction: `"mean"`、`"sum"`（ℓ之和）或`"none"`（各个ℓ，形状为(N,)）。
        label_smoothing: ε，在0与1之间。
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        ### BEGIN SOLUTION
        self.weight, self.ignore_index = weight, ignore_index
        self.reduction, self.label_smoothing = reduction, label_smoothing
        ### END SOLUTION

    def forward(self, A, Y):
        """返回logits A的损失，A的形状为(N, C)。

        Y或者是类别编号，形状为(N,)的整数；或者是概率，形状为(N, C)，浮点数或整数，
        各行之和不必等于一。均值除以算数的标签的权重之和；目标是概率时，除以N。
        目标是概率时，`ignore_index`保持为负，不起作用。
        如果没有一行算数，均值是0/0：PyTorch返回nan。这不影响分数。
        """
        ### BEGIN SOLUTION
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        weight = class_weights(self.weight, C)
        if Y.ndim == 1:
            keep = np.not_equal(Y, self.ignore_index)
            target = np.eye(C)[np.where(keep, Y, 0)]
            count = weight[Y[keep]].sum()
        else:
            keep, target, count = np.full(N, True), Y, N
        self.keep = keep[:, np.newaxis]
        smoothed = (1 - self.label_smoothing) * target + self.label_smoothing / C
        self.mass = self.keep * weight * smoothed
        self.denominator = {"mean": count, "sum": 1, "none": 1}[self.reduction]

        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.p = np.exp(log_p)
        terms = np.multiply(self.mass, log_p, out=np.zeros((N, C)), where=self.mass != 0)
        losses = -terms.sum(axis=1)
        return losses if self.reduction == "none" else losses.sum() / self.denominator
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        slope = self.p * self.mass.sum(axis=1, keepdims=True) - self.mass
        return np.divide(slope, self.denominator, out=np.zeros_like(slope), where=self.keep)
        ### END SOLUTION


# %% [markdown] of="8337ab9b"
# **第1步：基本式**。手算过的得分的损失和梯度，然后是软目标，再后是上千的得分。


# %% of="729a54f9"
def check_gradient(what, loss, A, Y):
    """把`forward(A, Y)`之后的`backward`与扰动得分的结果相比较。"""
    loss.forward(A, Y)
    gradient, numerical = loss.backward(), numerical_gradient(loss, A, Y)
    assert np.shape(gradient) == A.shape, (
        f"{what}：梯度的形状是{np.shape(gradient)}，而A的每个元素都有一个斜率：{A.shape}。"
    )
    assert np.allclose(gradient, numerical), (
        f"{what}：backward()给出\n{gradient}\n而扰动得分给出\n{numerical}"
    )


def check_step_1_plain():
    """以概率为目标，没有选项。"""
    scores = np.array([[2.0, 1.0, 0.1], [0.1, 2.0, 1.9]])
    hard = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    soft = np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]])

    loss = CrossEntropyLoss()
    value = loss.forward(scores, hard)
    assert np.isclose(value, 2.0185, atol=5e-5), (
        f"损失是{value}，而(1.4170 + 2.6200)/2 = 2.0185：正确类别的概率的对数取负，再对各行取平均。"
    )
    check_gradient("独热目标", loss, scores, hard)
    value = loss.forward(scores, soft)
    assert np.isclose(value, 1.0335, atol=5e-5), (
        f"目标是软目标时损失是{value}，而它是(0.9170 + 1.1500)/2 = 1.0335："
        "每个类别都贡献自己的一份。（这也是同一个对象的又一次forward。）"
    )
    value = loss.forward(np.array([[1000.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]]))
    assert np.isclose(value, 1000), (
        f"得分为1000、0、0而类别为1时，损失是{value}，而类别1的log p是−1000："
        "最大的得分是1000，其他得分合起来也没有给它添上什么。"
    )
    print("第1步，基本式：算例正确。")


check_step_1_plain()

# %% [markdown] of="dd85fb66"
# **第2步和第3步：类别编号与`reduction`**。得分$(2, 1, 0.1)$和$(1.2, 2.5, 0.3)$，标签0和2，代价是$0.4170$和$2.5245$：总和是$2.9415$，均值是$1.4708$。


# %% of="5a475fcd"
def check_step_2_class_indices():
    """用标签代替行，以及虽是整数却仍是概率的目标。"""
    logits, labels = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]]), np.array([0, 2])
    value = CrossEntropyLoss().forward(logits, labels)
    assert np.isclose(value, 1.47077, atol=5e-5), (
        f"平均损失是{value}，而它是(0.4170 + 2.5245)/2 = 1.4708：标签2就是行(0, 0, 1)."
    )
    check_gradient("类别编号", CrossEntropyLoss(), logits, labels)
    value = CrossEntropyLoss().forward(logits, np.array([[1, 0, 1], [2, 0, 0]]))
    assert np.isclose(value, 2.9915, atol=5e-5), (
        f"对于行(1, 0, 1)和(2, 0, 0)，损失是{value}，而它是"
        "(0.4170 + 2.3170 + 2 · 1.6245)/2 = 2.9915：表里总是概率，整数的表也是。"
    )
    print("第2步，类别编号：算例正确。")


check_step_2_class_indices()


# %% of="98784824"
def check_step_3_reduction():
    """还是那两行，先逐个，再求和，再取平均。"""
    logits, labels = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]]), np.array([0, 2])
    for reduction, right in (("none", [0.41703, 2.52450]), ("sum", 2.94153), ("mean", 1.47077)):
        loss = CrossEntropyLoss(reduction=reduction)
        value = loss.forward(logits, labels)
        assert np.shape(value) == np.shape(right), (
            f'reduction="{reduction}"给出的形状是{np.shape(value)}，而它应当是{np.shape(right)}。'
        )
        assert np.allclose(value, right, atol=5e-5), (
            f'reduction="{reduction}"给出{value}，而两行的损失是'
            "0.4170和2.5245，总和是2.9415，均值是1.4708。"
        )
        check_gradient(f'reduction="{reduction}"', loss, logits, labels)
    print("第3步，归约（reduction）：算例正确。")


check_step_3_reduction()

# %% [markdown] of="4cac9ca7"
# **第4步：忽略的行**。标签为$(0, -100)$时，两行中只有第一行算数，所以$L = 0.4170$。
#
# **第5步：权重**，用同样的得分。取$w = (1, 2, 3)$，标签0和2的权重是1和3，所以$L = (1 \cdot 0.4170 + 3 \cdot 2.5245)/4 = 1.9976$。不用编号而用独热目标，同样的分子要除以$N = 2$：$L = 3.9953$。
#
# **第6步：平滑**。取$\varepsilon = 0.3$，标签0的目标是$0.7 \cdot (1, 0, 0) + 0.1 = (0.8, 0.1, 0.1)$。第一行的$-\log p = (0.4170, 1.4170, 2.3170)$，所以它的代价是$0.3336 + 0.1417 + 0.2317 = 0.7070$；取权重$(1, 2, 3)$，代价是$0.3336 + 2 \cdot 0.1417 + 3 \cdot 0.2317 = 1.3121$。


# %% of="92f85506"
def check_option(what, loss, Y, right, why):
    """把一个损失与手算的值相比较，把它的梯度与扰动得分的结果相比较。"""
    logits = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    value = loss.forward(logits, Y)
    assert np.isclose(value, right, atol=5e-5), f"{what}：{value}，而它是{right}：{why}"
    check_gradient(what, loss, logits, Y)


def check_step_4_ignored_rows():
    """一行算数，一行不算。"""
    padded, why = np.array([0, -100]), "均值只对算数的那一行取。"
    check_option("忽略的行", CrossEntropyLoss(), padded, 0.4170, why)
    print("第4步，忽略的行：算例正确。")


check_step_4_ignored_rows()


# %% of="76839a12"
def check_step_5_weights():
    """权重1、2、3，先用于编号，再用于独热行。"""
    labels, loss = np.array([0, 2]), CrossEntropyLoss(weight=np.array([1.0, 2.0, 3.0]))
    check_option("权重", loss, labels, 1.9976, "标签的权重是1和3，合起来是4。")
    why = "目标是概率时，均值除以N。"
    check_option("权重与独热目标", loss, np.eye(3)[labels], 3.9953, why)
    check_option("权重与整数的独热目标", loss, np.eye(3, dtype=int)[labels], 3.9953, why)
    print("第5步，权重：算例正确。")


check_step_5_weights()


# %% of="01e93a58"
def check_step_6_smoothing():
    """把目标让出0.3的一行，不带权重，再带权重。"""
    padded, weight = np.array([0, -100]), np.array([1.0, 2.0, 3.0])
    loss = CrossEntropyLoss(label_smoothing=0.3)
    why = "目标(0.8, 0.1, 0.1)给每个类别一份ε/C，正确的类别也有份。"
    check_option("标签平滑", loss, padded, 0.7070, why)
    loss = CrossEntropyLoss(weight=weight, reduction="sum", label_smoothing=0.3)
    why = "每个类别的那一份，都带上该类别的权重。"
    check_option("平滑加权重", loss, padded, 1.3121, why)
    print("第6步，平滑：算例正确。")


check_step_6_smoothing()
