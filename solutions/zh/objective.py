# %% [markdown] of="3a7d625e"
# # 目标函数：损失、惩罚与训练
#
# 参数很多的模型，能把小数据集背下来。这时损失极小，换成新数据却不灵了。所以训练最小化的是另一样东西：损失**加上大权重的价钱**。在这个笔记本里，你要写出这些价钱，把它们与损失合在一起，再用真实的手写数字训练两个模型。
#
# **要写什么**：两种惩罚，类`Objective`，一个选择惩罚多重的函数，以及`train`。你还要带上一个以前写过的损失。
#
# **记号**：$A$存放预测，$Y$存放目标，形状都是$(N, C)$，每个样本一行。$W$是模型的一个权重数组，任意形状。$\lambda \ge 0$，在代码里写`lam`，说明惩罚计多重；`lambda`在Python里另有含义。
#
# **规则**：绝不修改输入。计算用float64。一个批次可以只有一个样本，一个数组可以只有一个权重。与这个笔记本相配的，是书中“目标函数：代价加惩罚”和“综合实践：什么数据用什么损失？”两章。

# %% of="d7a9b175"
import numpy as np


def numerical_gradient(f, x, h=1e-6):
    """数f(x)的中心差分，每次扰动x的一个元素。"""
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = h
        gradient[index] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return gradient


# %% [markdown] of="86923080"
# `numerical_gradient`每次扰动一个元素，看函数值怎样变化。它对你的公式一无所知，所以公式错了，它能告诉你。
#
# ## 权重的两种价钱
#
# 第一种价钱与每个权重的大小成正比，第二种与它的平方成正比：
#
# $$\Omega_1(W) = \lambda \sum_i |W_i| \qquad\qquad \Omega_2(W) = \frac{\lambda}{2} \sum_i W_i^2$$
#
# 这里$i$遍历$W$的所有元素，不论形状如何。第一种在权重为0处有一个尖点；本课程与PyTorch一样，在那里取斜率$0$。第二种带着$\tfrac12$，为的是让梯度就等于$\lambda W$；PyTorch的优化器把它叫作`weight_decay`。
#
# **手算**：对于$W = \begin{pmatrix}3 & -4\\0 & 1\end{pmatrix}$和$\lambda = 0.1$：
#
# - $\Omega_1 = 0.1 \cdot (3 + 4 + 0 + 1) = 0.8$，斜率是$\begin{pmatrix}0.1 & -0.1\\0 & 0.1\end{pmatrix}$；
# - $\Omega_2 = 0.05 \cdot (9 + 16 + 0 + 1) = 1.3$，斜率是$\begin{pmatrix}0.3 & -0.4\\0 & 0.1\end{pmatrix}$。
#
# 第一种用同样的力把每个权重拉向0，不论权重有多小。第二种的拉力与权重成正比。


# %% of="b09ef1f2"
def l1_penalty(W, lam):
    r"""返回$\lambda \sum_i |W_i|$的元组（值，梯度）。

    值是单个的数。梯度的形状与W相同；W为0处梯度为0。

    参数：
        W: 权重，任意形状的数组，浮点数或任意位宽的整数。
        lam: λ，不为负。
    """
    ### BEGIN SOLUTION
    W = np.asarray(W, dtype=float)
    return lam * np.abs(W).sum(), lam * np.sign(W)
    ### END SOLUTION


# %% of="8573a38e"
def l2_penalty(W, lam):
    r"""返回$\frac{\lambda}{2} \sum_i W_i^2$的元组（值，梯度）。

    值是单个的数。梯度的形状与W相同。

    参数：
        W: 权重，任意形状的数组，浮点数或任意位宽的整数。
        lam: λ，不为负。
    """
    ### BEGIN SOLUTION
    W = np.asarray(W, dtype=float)
    return lam / 2 * (W**2).sum(), lam * W
    ### END SOLUTION


# %% [markdown] of="dc4246aa"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="bf9eeaa1"
def check_penalties():
    """四个权重。"""
    weights = np.array([[3.0, -4.0], [0.0, 1.0]])

    for penalty in (l1_penalty, l2_penalty):
        answer = penalty(weights, 0.1)
        assert isinstance(answer, tuple), f"{penalty.__name__}返回的是{type(answer)}，而不是元组。"
        assert len(answer) == 2, f"{penalty.__name__}返回了{len(answer)}个值：是值和梯度吗？"
    value, gradient = l1_penalty(weights, 0.1)
    assert np.isclose(value, 0.8), (
        f"L1惩罚是{value}，而0.1 · (3 + 4 + 0 + 1) = 0.8：所有元素的大小之和。"
    )
    assert np.allclose(gradient, [[0.1, -0.1], [0, 0.1]]), (
        f"L1的斜率是\n{gradient}\n而每个斜率都是λ乘以权重的符号，在0处是0。"
    )
    value, gradient = l2_penalty(weights, 0.1)
    assert np.isclose(value, 1.3), (
        f"L2惩罚是{value}，而0.1/2 · (9 + 16 + 0 + 1) = 1.3：λ的一半乘以平方和。"
    )
    numerical = numerical_gradient(lambda W: l2_penalty(W, 0.1)[0], weights)
    assert np.allclose(gradient, numerical), f"L2的斜率是\n{gradient}\n而扰动权重给出\n{numerical}"
    print("惩罚：算例正确。")


check_penalties()

# %% [markdown] of="062d0b4b"
# ## 目标函数
#
# 训练最小化的，是预测的损失加上权重的惩罚：
#
# $$J = L(A, Y) + \sum_{k}\sum_{m} \Omega_k(W_m)$$
#
# 这里$k$给惩罚编号，$m$给权重数组编号：线性模型有一个数组，网络则每层一个。每种惩罚都作用于交给它的每个数组。偏置只是平移预测，所以通常不惩罚；不把它们交出去就是了。
#
# 只改变$A$，变的只有损失；只改变$W_m$，变的只有$W_m$的惩罚。所以梯度由下面几部分组成，每一部分的形状都与它所对应的数组相同：
#
# $$\frac{\partial J}{\partial A} = \frac{\partial L}{\partial A}
# \qquad\qquad \frac{\partial J}{\partial W_m} = \sum_k \frac{\partial\, \Omega_k(W_m)}{\partial W_m}$$
#
# $A$本身又是由权重算出来的，那是模型的事，后面会讲到。
#
# **手算**：下一个单元里的损失是平方误差的一半，除以样本数。对于$A = \begin{pmatrix}1 & 2\\3 & 3\end{pmatrix}$和$Y = \begin{pmatrix}1 & 0\\2 & 3\end{pmatrix}$，它是$\tfrac12 (0 + 4 + 1 + 0)/2 = 1.25$。用上面的权重，$\lambda = 0.1$的L2惩罚是1.3，$\lambda = 0.2$的L1惩罚是1.6。所以$J = 1.25 + 1.3 + 1.6 = 4.15$。对$W$的斜率是$0.1\,W + 0.2 \operatorname{sign} W = \begin{pmatrix}0.5 & -0.6\\0 & 0.3\end{pmatrix}$。


# %% of="516217a6"
class HalfSquares:
    """½ Σ (A − Y)² / N：用来做试验的损失。"""

    def forward(self, A, Y):
        self.residual = A - Y
        return np.sum(self.residual**2) / 2 / len(A)

    def backward(self):
        return self.residual / len(self.residual)


# %% of="1dbeb874"
class Objective:
    r"""损失加惩罚，$J = L(A, Y) + \sum_k \sum_m \Omega_k(W_m)$。

    参数：
        loss: 一个对象，`forward(A, Y)` → 单个的数，`backward()` → dL/dA。
        penalties: 由`(penalty, lam)`组成的列表；`penalty(W, lam)`与`l1_penalty`一样，
            返回元组（值，梯度）。列表可以是空的。
    """

    def __init__(self, loss, penalties):
        ### BEGIN SOLUTION
        self.loss, self.penalties = loss, penalties
        ### END SOLUTION

    def forward(self, A, Y, *weights):
        """返回J，单个的数：`objective.forward(A, Y, W)`，数组也可以更多，或者没有。

        参数：
            A: 预测，
            Y: 目标，都照损失所要求的给出。
            weights: 任意形状的数组。每种惩罚都作用于其中每一个。
        """
        ### BEGIN SOLUTION
        value = self.loss.forward(A, Y)
        self.slopes = []
        for W in weights:
            slope = np.zeros(W.shape)
            for penalty, lam in self.penalties:
                price, push = penalty(W, lam)
                value, slope = value + price, slope + push
            self.slopes.append(slope)
        return value
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的元组(dL/dA, dJ/dW, …)。

        dL/dA就是损失返回的梯度；之后是各权重数组的惩罚的梯度，
        次序和形状都与交来时相同：没有惩罚时是零。
        没有权重时，元组里只有dL/dA。
        """
        ### BEGIN SOLUTION
        return self.loss.backward(), *self.slopes
        ### END SOLUTION


# %% of="63bbedcb"
def check_objective():
    """两个预测，两种惩罚。"""
    weights = np.array([[3.0, -4.0], [0.0, 1.0]])
    A, Y = np.array([[1.0, 2.0], [3.0, 3.0]]), np.array([[1.0, 0.0], [2.0, 3.0]])

    objective = Objective(HalfSquares(), [(l2_penalty, 0.1), (l1_penalty, 0.2)])
    value = objective.forward(A, Y, weights)
    assert np.isclose(value, 4.15), f"目标函数是{value}，而1.25 + 1.3 + 1.6 = 4.15。"
    slopes = objective.backward()
    assert isinstance(slopes, tuple), f"backward()返回的是{type(slopes)}，而不是元组。"
    assert len(slopes) == 2, f"backward()返回了{len(slopes)}个值，而A和W各有一个。"
    assert np.allclose(slopes[0], [[0, 1], [0.5, 0]]), (
        f"dL/dA是\n{slopes[0]}\n而惩罚不看A：它就是损失返回的梯度。"
    )
    assert np.allclose(slopes[1], [[0.5, -0.6], [0, 0.3]]), (
        f"dJ/dW是\n{slopes[1]}\n而两种惩罚都在拉：0.1 · W + 0.2 · sign(W)。"
    )
    objective.forward(A, Y, weights, np.array([2.0, -1.0, 0.0]))
    slopes = objective.backward()
    assert np.allclose(slopes[2], [0.4, -0.3, 0]), (
        f"第二个数组的斜率是{slopes[2]}，而惩罚作用于每个数组。"
    )
    plain = Objective(HalfSquares(), [])
    assert np.isclose(plain.forward(A, Y, weights), 1.25), "没有惩罚时，J就是损失，1.25。"
    assert np.array_equal(plain.backward()[1], np.zeros((2, 2))), (
        "没有惩罚时，权重的斜率全是零，形状与W相同。"
    )
    print("Objective：算例正确。")


check_objective()

# %% [markdown] of="59e2c093"
# ## 找错
#
# 有份讲义说：“损失并不是越小越好，因为模型可能过拟合。所以目标函数要在代价上加一个正则项：目标 = 代价 + 正则项。”公式里丢了$\lambda$，同时丢掉的还有一个问题：正则化要多重？
#
# 有人把$\lambda$放了回去，并这样回答这个问题。对列表里的每个$\lambda$训练了一个模型；表里给出每个模型在训练数据上的代价、权重的平方和，以及在验证数据上的代价，验证数据没有用来训练。
#
# ```python
# def choose_lambda(lams, training_cost, squared_norm, validation_cost):
#     objective = training_cost + lams / 2 * squared_norm
#     return lams[np.argmin(objective)]
# ```
#
# | 权重$\lambda$ | 训练代价 | 平方和 | 验证代价 |
# |---|---|---|---|
# | 0 | 0.02 | 60 | 0.41 |
# | 0.01 | 0.08 | 10 | 0.30 |
# | 0.1 | 0.25 | 2 | 0.33 |
# | 1 | 0.70 | 0.3 | 0.72 |
#
# 不论数据如何，这个函数推荐的总是列表里最小的$\lambda$。请找出原因（$\lambda$越大，每一组权重的价钱都越高），再写出这个函数，让它真正回答问题：在没见过的数据上，哪个模型有望做得最好？
#
# 惩罚是训练模型的手段。新数据可不管模型的权重有多大。


# %% of="bb2a39af"
def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    """返回在验证数据上做得最好的模型的λ，一个浮点数。

    如果有几个同样好，返回其中最大的λ：最谨慎的模型。
    训练发散的，验证代价是nan；绝不选它。

    参数：形状为(K,)的数组，每个训练好的模型一个元素，次序任意。
        lams: 各自的λ；没有两个相等。
        training_cost: 它在训练数据上的代价，不含惩罚。
        squared_norm: 它的权重的平方和。
        validation_cost: 它在验证数据上的代价，不含惩罚。
    """
    ### BEGIN SOLUTION
    best = validation_cost == np.nanmin(validation_cost)
    return lams[best].max()
    ### END SOLUTION


# %% of="fd3dbabd"
def check_choose_lambda():
    """那位同事的表。"""
    table = np.array(
        [[0, 0.02, 60, 0.41], [0.01, 0.08, 10, 0.30], [0.1, 0.25, 2, 0.33], [1, 0.70, 0.3, 0.72]]
    )
    chosen = choose_lambda(*table.T)
    assert np.isclose(chosen, 0.01), (
        f"你选的是{chosen}，而用λ = 0.01训练的模型在验证数据上的代价是0.30，其他的代价都更高。"
    )
    print("错误改好了。")


check_choose_lambda()

# %% [markdown] of="84895c97"
# ## 你的损失
#
# 下面的模型是分类器，所以需要softmax的交叉熵。你在题集`cross_entropy`里已经写过：把你的类连同它要用到的一切放进下一个单元。如果手边没有，就写最简单的形式，不带选项：
#
# $$L = -\frac1N \sum_{n,c} Y_{nc} \log p_{nc} \qquad p_{nc} = \frac{e^{A_{nc}}}{\sum_k e^{A_{nk}}} \qquad \frac{\partial L}{\partial A} = \frac{p - Y}{N}$$
#
# $Y$的各行之和等于一。得分可能上千，即使如此，中间哪一步都不能溢出，也不能对零取对数。


# %% of="c5b889d9"
class CrossEntropyLoss:
    r"""softmax(A)相对于Y的交叉熵，对各行取均值，以纳特计。"""

    def forward(self, A, Y):
        """返回得分A对目标分布Y的损失，都是形状为(N, C)的浮点数组。"""
        ### BEGIN SOLUTION
        self.Y = Y
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.p = np.exp(log_p)
        terms = np.multiply(Y, log_p, out=np.zeros(A.shape), where=Y != 0)  # 0 log 0 = 0
        return -terms.sum() / len(A)
        ### END SOLUTION

    def backward(self):
        """返回最近一次forward的dL/dA，形状与A相同。"""
        ### BEGIN SOLUTION
        return (self.p - self.Y) / len(self.Y)
        ### END SOLUTION


# %% of="0954dfd8"
def check_cross_entropy_loss():
    """两行得分。"""
    scores = np.array([[2.0, 1.0, 0.1], [0.1, 2.0, 1.9]])
    one_hot = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    loss = CrossEntropyLoss()
    value = loss.forward(scores, one_hot)
    assert np.isclose(value, 2.0185, atol=5e-5), f"损失是{value}，而(1.4170 + 2.6200)/2 = 2.0185。"
    gradient = loss.backward()
    numerical = numerical_gradient(lambda A: CrossEntropyLoss().forward(A, one_hot), scores)
    assert np.allclose(gradient, numerical), (
        f"backward()给出\n{gradient}\n而扰动得分给出\n{numerical}"
    )
    print("CrossEntropyLoss：算例正确。")


check_cross_entropy_loss()

# %% [markdown] of="620541f6"
# ## 训练
#
# 损失说明$J$怎样随预测变化；训练要知道的，是它怎样随参数变化。这里有两个模型，特征$X$的形状是$(N, D)$，每个样本一行。
#
# **softmax回归**有形状为$(D, C)$的权重$W$和形状为$(C,)$的偏置$b$，预测是$A = XW + b$。记$G = \partial J/\partial A$，只含惩罚的部分记作$P = \partial J/\partial W$，`Objective.backward`返回的就是这两样。权重既通过预测起作用，**又**通过惩罚起作用，两个斜率相加。偏置只通过预测起作用：
#
# $$\nabla_W = X^{\mathsf T} G + P \qquad\qquad \nabla_b = \sum_n G_n$$
#
# 这里$G_n$是$G$的第$n$行，所以这个和的形状与$b$相同。
#
# **有一个隐藏层的网络**先算出新的特征$H = \tanh(X W_1 + b_1)$，形状是$(N, M)$，再由它们预测$A = H W_2 + b_2$。两个数组的惩罚记作$P_1$和$P_2$，第二层就是以$H$为特征的softmax回归：
#
# $$\nabla_{W_2} = H^{\mathsf T} G + P_2 \qquad\qquad \nabla_{b_2} = \sum_n G_n$$
#
# 第一层通过$H$起作用。进入tanh的量记作$Z$，逐元素的乘积记作$\odot$。由于$\tanh' = 1 - \tanh^2$，
#
# $$\frac{\partial J}{\partial Z} = (1 - H \odot H) \odot (G\, W_2^{\mathsf T}) \qquad \nabla_{W_1} = X^{\mathsf T} \frac{\partial J}{\partial Z} + P_1 \qquad \nabla_{b_1} = \sum_n \Bigl(\frac{\partial J}{\partial Z}\Bigr)_n$$
#
# 学习率为$\eta$的梯度下降，把每个参数$\theta$换成$\theta - \eta\, \nabla_\theta$，所有参数同时换，如此反复。
#
# **手算**：一个样本$x = (1, 2)$，属于两个类别中的第一个，$W$和$b$全是零，用交叉熵，没有惩罚。两个类别的概率都是½，所以$J = \ln 2 = 0.6931$，$G = (-0.5, 0.5)$。取$\eta = 0.1$，第一步走到$W = \begin{pmatrix}0.05 & -0.05\\0.1 & -0.1\end{pmatrix}$和$b = (0.05, -0.05)$。现在$A = (0.3, -0.3)$，$J = \ln(1 + e^{-0.6}) = 0.4375$。
#
# **一次一步**：请按下面的次序写`train`。函数后面，每一步都有自己的检查；写对的部分就有分，哪怕你没有走到下一步。
#
# 1. **循环，用于softmax回归**：下面的`predict`给出$A$。先向目标函数要它的值，留存下来，再要它的斜率；用$\nabla_W = X^{\mathsf T} G$和$\nabla_b = \sum_n G_n$做出新的参数数组。把各步的损失和参数放在一个元组里返回。
# 2. **惩罚**：`backward`还会交出$P$：把它加到$\nabla_W$上，不要加到$\nabla_b$上。
# 3. **隐藏层，上半部分**：参数有四个时，先算$H$。最后两个参数是softmax回归，只是$X$换成了$H$。
# 4. **隐藏层，下半部分**：用作出预测的那个$W_2$来算$\partial J/\partial Z$，不要用新的，再由它得到$\nabla_{W_1}$和$\nabla_{b_1}$。
# 5. **两层的惩罚**：$P_1$和$P_2$，各归各的数组。


# %% of="164701d5"
def predict(params, X):
    """softmax回归或带一个隐藏层的网络的预测，形状为(N, C)。"""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


# %% of="a16b6771"
def train(objective, params, X, Y, rate, steps):
    """用全批次的梯度下降最小化目标函数；返回元组(losses, *params)。

    `losses`的形状是(steps,)。它的元素t是走了t步之后的目标函数，所以第一个
    属于传入的参数，而返回的参数的目标函数不在其中。
    训练后的参数按原来的次序跟在后面，都是新数组：(losses, W, b)或
    (losses, W1, b1, W2, b2)。

    参数：
        objective: 如上所述：`objective.forward(A, Y, W)`，对网络则是`(A, Y, W1, W2)`，
            以及`objective.backward()`。偏置不交给它。
        params: softmax回归是`[W, b]`；有一层tanh隐藏单元的网络是`[W1, b1, W2, b2]`。
            其中哪一个都不被修改。
        X: 特征，形状为(N, D)。
        Y: 目标，形状为(N, C)。
        rate: 学习率η。
        steps: 走多少步，可能一步也不走。
    """
    ### BEGIN SOLUTION
    losses = np.empty(steps)
    for step in range(steps):
        *hidden, W, b = params
        H = np.tanh(X @ hidden[0] + hidden[1]) if hidden else X
        losses[step] = objective.forward(H @ W + b, Y, *params[::2])
        G, *P = objective.backward()
        gradients = [H.T @ G + P[-1], G.sum(axis=0)]
        if hidden:
            dZ = (1 - H**2) * (G @ W.T)
            gradients = [X.T @ dZ + P[0], dZ.sum(axis=0), *gradients]
        params = [p - rate * gradient for p, gradient in zip(params, gradients, strict=True)]
    return losses, *params
    ### END SOLUTION


# %% of="918c477c"
def check_step_1_softmax_regression():
    """一个样本，从零开始走两步，手算的结果；然后扰动W和b。"""
    x, y, start = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0]]), [np.zeros((2, 2)), np.zeros(2)]
    answer = train(Objective(CrossEntropyLoss(), []), start, x, y, 0.1, 2)
    assert isinstance(answer, tuple), f"train返回的是{type(answer)}，而不是元组(losses, W, b)。"
    assert len(answer) == 3, f"train返回了{len(answer)}个值，而不是三个：(losses, W, b)。"
    losses, *after = answer
    assert np.shape(losses) == (2,), f"走两步，有两个损失，而它们的形状是{np.shape(losses)}。"
    assert np.isclose(losses[0], 0.6931, atol=5e-5), (
        f"第一个损失是{losses[0]}，而在走任何一步之前，它是ln 2 = 0.6931。"
    )
    assert np.isclose(losses[1], 0.4375, atol=5e-5), (
        f"第二个损失是{losses[1]}，而走了一步之后，它是ln(1 + exp(−0.6)) = 0.4375。"
    )
    assert [p.shape for p in after] == [(2, 2), (2,)], (
        "train在损失之后返回参数W和b，形状应当与传入时相同。"
    )
    assert np.all(start[0] == 0), "传入的权重数组被改动了。"
    check_gradients_of_train(hidden=False, lam=0, names=["W", "b"])
    print("第1步，softmax回归：算例正确。")


def check_gradients_of_train(hidden, lam, names):
    """断言走一步之后，指名的各参数的变化等于学习率乘以扰动得到的梯度。"""
    X, Y = np.array([[1.0, 2.0], [-1.0, 0.5], [0.3, -2.0]]), np.eye(2)[[0, 1, 1]]
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, lam)] if lam else [])
    params = [np.array([[0.5, -0.3], [0.2, 0.4]]), np.array([0.1, -0.2])]
    if hidden:
        params = [np.array([[0.7, -0.6], [0.1, 0.9]]), np.array([0.3, 0.2]), *params]
    _, *new = train(objective, params, X, Y, 1.0, 1)
    for name in names:
        k = ["W1", "b1", "W2", "b2"].index(name) if hidden else ["W", "b"].index(name)

        def value(p, k=k):
            params_with = [*params[:k], p, *params[k + 1 :]]
            return objective.forward(predict(params_with, X), Y, *params_with[::2])

        slopes, numerical = params[k] - new[k], numerical_gradient(value, params[k])
        assert np.allclose(slopes, numerical, atol=1e-6), (
            f"{name}的这一步依照的是\n{slopes}\n而扰动{name}得到的梯度是\n{numerical}"
        )


check_step_1_softmax_regression()


# %% of="f13a14dd"
def check_step_2_penalty():
    """L2惩罚拉的是W，而不是b。"""
    check_gradients_of_train(hidden=False, lam=0.1, names=["W", "b"])
    print("第2步，惩罚：W和b都依照各自的梯度。")


check_step_2_penalty()


# %% of="d44a623e"
def check_step_3_upper_half():
    """网络的最后一层，没有惩罚。"""
    check_gradients_of_train(hidden=True, lam=0, names=["W2", "b2"])
    print("第3步，上半部分：W2和b2都依照各自的梯度。")


check_step_3_upper_half()


# %% of="0d4dc38d"
def check_step_4_lower_half():
    """网络的第一层，没有惩罚。"""
    check_gradients_of_train(hidden=True, lam=0, names=["W1", "b1"])
    print("第4步，下半部分：W1和b1都依照各自的梯度。")


check_step_4_lower_half()


# %% of="10882dfa"
def check_step_5_penalties():
    """网络的四个参数，带L2惩罚。"""
    check_gradients_of_train(hidden=True, lam=0.1, names=["W1", "b1", "W2", "b2"])
    print("第5步，两层的惩罚：四个参数都依照各自的梯度。")


check_step_5_penalties()

# %% [markdown] of="873b4dec"
# ## 综合实践：手写数字
#
# 下一个单元里有300个真实的手写数字，3、5、8各100个，它们很容易互相认错。每个都是一张8 × 8像素的图片，0是白，16是黑。
#
# **来源**：E. Alpaydin, C. Kaynak. *Optical Recognition of Handwritten Digits*. UCI Machine Learning Repository, 1998, [doi:10.24432/C50P49](https://doi.org/10.24432/C50P49)，许可协议为[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)。这里取自scikit-learn所附的那一份，即`load_digits`：三个数字各取最前面的100个，次序不变，经过压缩，此外没有改动。

# %% of="5f1c0a13"
CAPSTONE_DIGITS = """
eNrtnIeyIzmORem9+/+v3XOZ0jNVFd0zsVOxvROlrtaTYTJpQOAABGXMn8e/8XDRWJ6T57XVS2+NdyZY/ufzW8YHk4Lhk5j4
wGYTnHUu8K01zj8Fvj/sU7dx7xf21hXeXz1P9ufWOGN/VdMv3/kvn9qvZexHSfsuRuO5nXMfpe3Tro9yn42xz8dcZv2Xu+VR
62hltDl37nWH1taZM8656h5zh518jPmceLbvy52zk2snjk2509Yepu84XZ8Mb2zJpu1KZ+BjiDmFnmdzMVC/HzGNnFvwtpZh
W4k+2VV6iMnzCDFUm1MN86Tiu08xFluNn8ZNN2uh2d1YRrrWp/vFNdPGHbAUQouJBsydgi0u5dCT85G/qbVuSgvBhzn9KKYP
M9NwrldTdi559tSbyzNtO4dNiMzKdeRZW2sj23ZyKTaPEX1zdHnPPEo/seR2Qtmb4ZiL5/uoZ6ZFB844Z47DC77V/yqnt6Od
2c/YdZ2xTmmbP7mX0vfYax4NaJnrrHb6nLPvzgSMmU7pk3+jUazUtuYaM8/dEpdTCf9mryu2WTu1lJFqm6mOlMdJOaXcBz1q
w3sXxuxrjHmmbs3HYzHvNGzUvbj9KbSM2m5r3Zq3iY2e6TtEglbTmXHKGX3R1rH5VDVRERchDVxfR6f9pqhsCadQbJrT11qj
TCq8wzWpfiNhagld1ljNoHskDYMZdJdhpF5dsttQgcWNaeemxK1jMK5dzdOIr9uN0mpRF8+YddUlKT4r9e56GK2vjYTPQhOY
Fy7hf17TZuaI4We0J/Mwh5rK/ffTVmru87wnedO529n7Sb6jwbftrELRpaGlraU3xGHvrlnd9A8RWo0pXY0Xm5rpIQNXNeQs
08oQZ3NKOiGZaANz5xBrlmVB9paJSPhATo9P0/Y9vemsETPDOib54ks52WRvbXJ2MWItIDiVxTzmcr2ncCoXDoMM9XXCYmxG
NTPbFctZ3rqeMwqC3rGgollme+Yjl4YiSCPZnZiiXtsIaTGQs/mcShmFT/dsjNpxsWdW8zkppH2Q4E7/w6rUN8tRP03M9hh3
oj2VOSg1nOYSF1TbLJp5aEbOjpEln6S6HD0NIfHXogw2y80Urferw7s1b/Vs41vB8dWj26X4g3pim3s0IpovxpdOLJ+a1Zoq
Neqv3u7PxeGlLfW8ZAX88Loz05A1PuuW6vOpI5tm6nrr+aAPpg3uauhs38aGd8yMv83qrzv3IpVcb4lW3gUPHb8vNp+qOOtX
BaiqfWjubqIb2X+zF1+s1a3C/hMM8dtS/iYz/9OLv2zGP2Eo/gseLIXQDbIcS7hjr9UTYhVwWayMfYHTwOA4cVXNRosPzRZq
v+MAZvHfXbcpWi+dZ2wq+twN13LzIYSsa9FtPVqXdF+WqbUhU0ME6B6oSqm4AQKU4J6WAHm3ev9ohsDrqzGkLwQQ4bUaQwEx
1JKgwrFXrc0yffToWpNWlAIqgTKpUyfL1IZHzpoqV3XZpnx1B+1BZRs1LTvPH6kQ2py9bPWp/chKzZHQfCGjDE+sg8+yLApa
FjN5OoYKw0qx0rAM7RrUFtCyWBoK1hwfQ4meRIefDCjIAPJyyaD1a0Slpsfzsp03l2wZzH1eNvSWkqZdmGVsAbZrQ3lzYUyw
D2j+1h2mfpe1RYxbFal8eep/7Hfe52UTZQuhgqpCbsjsHTFRBVjSNZP1ss3UtStlGcclG6uLoI42HfenA3R/ld2KjKkQlIIJ
c35GKEDYDI/dLydgu/YIsjxzrQITzRh7gYNkRdflCdqSNnYqh5WZgYoOjaOHenoa4GfGpsa6mFzbZbw6dXdYpIpcoCfgC/MM
Gy+Nb+u99DJq3NWDomnuHiZ9m8HBGRBXBCJLGMIjrJ5aimHcHUKmqto08gwe6EEPuM9cETJbCBu35VZZJNaEJYV+JohCw83I
ZUEyo4ipBXFbizzTlsoQcCX9gAqjDKjG9N6D+9FhiGtoGgSqTP8oBVgr4GRBGONMsQtB+HzwGWNdGeM9bK5hlGTCiAEhGjvH
ddsZegilspJgl4dy9ZdhK7oFlSBrjpt3iFBSHl2G6quPJTaGOLhu4GefB/2AC4MNoSYIBWipyAYEPFos/N2tCQmpWXQ2YN3D
nJbLoZIbhmYV4EW9WkLHwRydcVGxsWo8aDMZK8YjIg0RV6JFXTEO/csA5tTYqs+HPlzxjZAYgiIiZ3Ay/QkllWHo+ImboQOK
RIpDjlLF7fEZhmMp5xodH4UV+DJYRiJM61mWPgJCLAsWEc1TIxlqOoXDwp2vYS8GmbzLFclBMFj/+EsAYR4tn+k9CAcr+hXQ
NYxyWwXFsQfQF2j2qHddJc0Cni6YuL0/bm80FHLeJICojdW3EB2nhXpCQg9xO5DVoYeCqeivFM3YwbTUV4kF52Ze9e6GEUnm
S0HuanPnwUxh1dXepniLxqaAjf5qXF2GRbCoWmTB25TeUNK5vFCo5Kvd3/a6vFxpM/i859scm6OIad5CJeZXDQk30BZ89ZDc
ZbNLdqpq+K+2v7z+xauQ5Q0zetL/uiZfK6X6ZL7c40/ff8i5vEueDmvsqaqCnNHeNtrwo2P+2C8TfiPP/FPRwv3i1X8N1/xj
glePLDvYRjL3rCRY4/UlC+Up164QIuNDolgfwW2f7kC48htRiN5DO6F3A50UQdTxGRoqiHEpTUGCK+C6G3qGpR91uXeXnVDm
LoaM2n7IDujjzjUpkJbN0PrJ+ESVNtd4V6Z8NFkRYM/kXLGP1XiYyuui6gtYhvHIjqXaeY8ba9S+l2MUur0LmM+zG8W1pDHQ
Ik1Z7qBJt1+p0LRkZzUrGDnfp+FB37tjV6+PdAxaeWCH+OIYPtxRZNDMuYGjc/9EFcNlpbqNgcBaO4U5sEb5oFYZKyyRs8ep
Nnm2xxpFLVa8ULPFaXtsxTFKzsVRYgnZDoraYLrQ9Oh/hgELlRVpCXXMAO21ofvnIBOxp4IyaOyJJs6YTOqtMU4cfl4N4G5z
d0yREa5Ruzp0u7CuQ3rSpbF9C5i+zBjYj70wS5oNxTgmhICih797rhU72VvEVF0dGnFzYQ/MAJbUOIaUIT7Dhp6sHVLTjg+N
P4gFZa0iRXGaxmVXyiqePcIaYktO8+OTzfjsrVP3xM3F+Dt6gnmIMXrXJtTPpOfWr3LGN7CqH6+2Zufwd+0z50xNkRvxKHus
942B6h5VkU0BOZqcFtA+nAtqv7FBW2f1uO4mYsIpnK+qVhTRo/lr8tjLADIB6xH/ggIIfexHRg8q8tXZyUDe2IFPrmFHjYjM
KC6lv1v2henaTMmSCdSqmwgWwuC2DAnoJ2OHPUU8EKx8HOxz7SnibplUjLWThV6+yZRMVmaVyOZtueyEdoq7cUJqqEhSONK0
NWCPARFX5wUVA9WYyfLG84Jvyw5Lg8c3kUZeabiuWHSmK+ZHHUDfhG+kV2x3uF9tG+xeYcU1fTh6xgr7KSpHtOQMbZZRbCuB
WBkQCLB1nghniHdwcRpMn5RlCUNeE19g3I4zcnd9Ad3LQ4Fbi1CrdyNFC/BBk5W7phRy4mNWAg0QxdxiALnZDgXCkDIuS3qR
Ag7KnQ7FsVnKdIjGmVNpO7DGt+0VPRFGy6OwPcXlXALa7ACDigm4DQ3ZTkahwcaaM3zKaGq19I1kj8pKYRUl1VgV8plQ1w33
lH4jQIlOw4RSNeiOxLxWlUVPBMo7W93V0wtPuaWwGVj0COMvxzS/9wxwlp8YvVxH+zXsj3vr4y0WnwhWugGmqIBRfVjGfgv9
5PLDfsHLkuT79FEsfLwz4W3Gr8Gp30JGT9Xef7XvWS68eSJb7lUk2q9W611bsI8Z+NqcIFf/CzeEl6n4NT+EP1zx5/F7Y1gR
S+DMWwrLx/5aeZO+v0uxyY34AF7vP1fI67W7W4DRPbGt626g38ITFTJZXtETf9adQvTBPsFpZ14ko3fWJe+ffT3oCB7r9zuU
El5PLFI7MndRSuG5whW1LfYGBD2R4FGfdinW1Ya2N68zx4W6Xhby2TS8z1InvKc6addnveJkRfNy59Q2Ra8x4ahYCAOTb815
ItNDfuIUOOWFpo9J6hcgOBjFgyI5/oGTxxPD2EAM3L/jAIeErpfnHSIWArLw17Ca5SGcMVqt9IIL9W9W7DdaVdAYzvEM5fJC
H+341J4wofith6/QtxiKTEuwPEzs5bUGDRlhZbeQyuTt4P77WsSNkodjLLZ8KZIxVi0L6uIt91vTbsDBYhoVbVzqwilrJ6zx
nm6XUrVnVOPYd8z7bjVjChQLc/E69ifCclDNnAgQtnvSN8Xh9gmD2y4GSdGGBXlqymZaLgIJKHfFxxR/KUv17aqGK7x343C4
8+PGI24wbK+2gBDBoeHitfiw7bsroxDAFnpuxeea3YW7OV27xKUjWOtXRmL9qbBFWyMvBRm7TCnCODzU3HouUQGg6PsEThuo
PdNUi862ZdhZ1hztVOBSrUvwrij2Niq2/FDwaXR+3t22lmZRZApOGms18cDe9CGGfQNeGrgbJJ2pzZOjqL3CuJKkPRTg4a19
JGBfwmcob9QPotg77djF4zfMk9ctnW5o1e67Q7jvpl66W5znFTAVvyuUdcrx7e7Z6kt6AoIroDXE1tog1LbdHX1NJLfF51Co
BFCH57q9MTsH6e2yS3p4ZsJfpRYHkbNQ+soKtHIrKtZWYRPfbKsQpPYZb1R2MotLu5xbYVoFZ21GWqw2rlmw4MN2qTj8wTHy
paRmnNjBa4s818uihYnyzIE2yoCYdpDgIChaC+aTBxi74jETFsYF9LhWLBTPOrO4dy4EP/PO1m97Mkui56TpzMfmJK8kiB9t
aYj9Cm46tyIDlKPdK6ZBe2vQYt14k213F3yJVSpDNITaTMBzUNyHcXJRjVfUx+fHww0PONmZWHhuSh3Y5xMD/69cwXabh2vD
4ryiX2dwoe3EQokPn3xBB/dvBVys+ZpFYb9/6/82CPO+bTYf+372K+GElwNg786Hexf+gLH6pin7qac/KvZ/0xT7r4eQ7B+4
+vP47ZudTgLsv4tn+Vlks3bt3N/GM79/FH9503gVoftcBvnLVS9aQ4U+6QLO+49Fmj70gfXRPuFi5YA5vN/PJpfPu2rL0psv
Dpv9l5SM/eFj+8S3h9m9hLzaKwKWSrsebDMy086uaBSZV/xHu0PA2qWOcjELy2927nj8OV9/LCtMj4/+SvVC3yvFYcBpTjTo
H1XaWo7YJrmjtzLXb5Rk8z4MrHNuQeGm3YWsOU/3GszygjqwCvYr3g/xGWYOEyDDa0Z72E9lsyu43TLhDf8aewLPymzDuIx/
eY+NWtSEydhHOE35C9zUKs/OPSqZGRrCKGrTniWYB8NUGuyj7hREoto51caR7r2O9jv2RQo565YmeB+HF4k+uTuYp7oOXGkK
TNjhLn/hpyuUaHwCICEivOrlyzZJ8RIsu0u5h+DKzr4p/awpsUkXYJLTaReQtckzrmCDlA2GYUIOdlFwtmjAeCUW3ZZGIfN+
IQ0Pf1vdVCifCc52ccg+GbQZESIqIx76MahK6XEGPNNNQRwFQjWgO8FbYMgJAHTfgEPVrcfdH9yCKIXSRpnQS71BTDOm94o/
KmuIOWyvprh1QRervU9PtXU/mWVh2qprBw0k9WXoKDLFu3SelAFXtjvauuPy6Hju2rX2T6rVYpQm03zjtjQbuMv1IF9HID7N
8FV4TmtAB75JuobGz5qURnQ0KAK3gpN0bL2BTzkHdG88kKfuKetKe1/Cv8zTjGnjyTSzrcgbWiuBpW7F0OO4flXKlgcF17qh
fC3TGwRyzfN45dwspYk+Pl8EnNVcxctaWY9SSak5HAfIb1XDiNt4kBKa5Ji0CVaD87gcoE8U2isTatCDXt+b9UNDm3nHMmkx
LmZSSAf4IInONqXstTpiys67VmhkLXiUmv0tj8weD14gCvuiLkKAazDHe5F1BdzNExKctKKlG4OG0o6lsbw3k/W95DogekhK
D0lBub3WZBJSe/X/q2b7l1DC2+8o9M5TemvBl62wrtw4l3g2fUDUI9blA37Qvi4kRcZkO/JbwdqnkDYTyg0O33u+LlOuVSmv
V/3erL8ahI5HHd0djeB+SL+1X/T220x8i5LZuxlIq29wDE/bulA+bMOfx5/Hb3j4Dzks3wkpfnv3RInjq9iPweFfrMfwi9t8
LfFkbD1SHz7WhFUe/RvLtGv/Wiflcy35d7q8vlVm1Lux6dcL5VEC4acWfkmu9/brOg3fQntoqXdLzWOM93WKP8Zrv9M4UeA3
/H9D9wZ96t35UJFipmvRw/Xlpe3LbZuISTsrr7uKeI57qkVDc9uOjcNdd1kRJ+NiUhHdpkEWtKfIvJtM0fU0RNsI8x478Ptu
tD13XmdNsR/ev7CizP5qd1Iy6xOYxAgqbqDW+KdHr+SG8uHS5pf2Pdqx3UntV7EFdGVbJjVisMPNndDZB+ttz9o9unN+7o0A
xV2Mcpi0OVMxSL5htad1d6QHoyZlvDBps/Wisc53AG97uOGy75l9/OrIN7F9bFyrV0LH/czah+g0mlNDfdH5FQx1rD+2ITyo
/li3UGHlqmEoraUCSIb7XUlCRAYx1lqAuiDYM0O2rmzlvxRlI9pY7kQIp6vf0/dz71EfaczlZTBo23LDhuaUh1PHWREEXnyC
Lb9pVl07uwpK+VSPDP8q4AycOA6UHxxkqcy0WZZIrFV35J0AmeHulw6LfWOweig2pc3w1m6aVc5O0ZYYhJSqtvFLueHren0t
U0XitWoTzjfLWFqZu1qtlug91eLiU3YlpWSOyDKcyq/KiqaCf/LDQIGb9Zz7mtvHVBEMHwHvPHefXpveozqFsJBVhiB1xc20
oe4fC57uiYyP6XMuOOQE9pqu7dqoOMd20+ihQDya+cqsloCcExF3LftmT7uZikLEi8pVRYYymdaUGIOkLea8O8QHFjUxdVN+
/9CmJ1DdAam8oFkdUhjyDObac2rjXduZOgpCO8rE7ao6K6CDHeByoVVcNffss9fpJ5VPAXXnZuCSK7XPEPbNOFjMPSN1BQW/
RjG6bW5wXPpBseVn11ie0XY3jKl8TMZSpxDCDisoUIvOCLUmHaYo1X1RZePZGfyi7z8f9fM9wlvj1cGu5uA/3WHlDz46T4nr
OF8An1ZOTkWJs+YZVRfukqrPbiO6M4eStG1Ycw4KMT75FlJzl2+0KK/DpglA91cwLF+XNKuRxUtb9ZcxkrbsA9h24CN6r5uX
1s9U/9JRRo1Ge9zdhxjCDQhKlvAYO8+FpYXvVoLNM+c8tu+IZvzDAX8evyl6Ze2LjkL4jMDaeyzkMyqMxntQyPr46Sx8nCxx
9hWVN18Cw9+8p/BAWnx5PPa1ztMt2D49LN9juq8esOJu7hPk/GeIKX0P7vq/Dkm9fJQo6rBveouf4bu7//c6WmPSO7tegXrl
/AR3qavEHWPLKLIS2wrp+BqbsydhzxZ6ptcweCjjpulMWIgFashHyWSYtJz8CNHWme1BUWOf/SoeTRHt3NHX5GP2SfnH8EWx
x7Xeez6rYkDW8OcmOZdwlHitpOQOhyizmSJroDPGOmnMXmIeqNaCNU7YsFXR+Ctkj7bszcWN9rZpea8oWaz8xf52ezNJHIYr
aOtQBwqxUxEthlLt1Uz6V2yzPoc9WjBZJ4HCiRuTMSoYkE7V0bGqI43KW0ex6XRkSTqWRo9iiLXNOEpqefZRoYkwcMt3znPC
V/Ns7YSFkDwwkhVf6ZiMqYxlQKMUjFYIrbhkI19z09KwTjoLYbWfs1JroXZ0fuy6mG8jvIG7q2AVHS9VOc1YtdxrZpB69rlE
t2b2AMrGFHGjMYqdSrNjBBlJP6m/+rB7SaHduKO3s8fQA/fcc43mfcAM7oAN14lJLsZQVBp/guXyXm4OGzwUgrclpqy0LOa6
xagDFaG00FH3yu6/UQyMBkY7wcLrie/ItvezS5xb0Zs62jy1YMcP44eF77osnKYo3+pZ2T7w0AwQfDCxII7A4TzIbEojFK8j
GCbvUHX6YFZlbU8kZSLTuUxwS/mO94AiLUgxzGZzREB4rWRICFVyEIOLOkBcI9KsEyXLjO5wE3bVUS6EYBX6hCMxW3u2+jKg
RQtCQJSU3Q2oL6RB5w12LFHLaSh+JRQtNMamcCEwFMbMh8Qy4fFAxg4teaR1B8XljgVETvPnJnZFhaSCHYceaH8Ntjz+pi0m
MH8oJeruG+q0p06iQsvFaox0uEJDDrIwFwM20mZz1qkRGIl1HO5xE8DtzgvSspRjDjVllgiIFBJdmdqs16FMN7LGRFCrdLKN
fPi1c107KVIJvhbjcDGefditMxEKlh6lnU5fGEeN37h6lDVv7tlKY+5WqfILj2LWOoG6BZiNzmgDlyUA52lbtaOOSvrGVzZn
/3JM/bcoff7U1oooPfsKzrv6cTXsc3fyVK5cvirdKQW2Z2S6AFJ4I+WeSnwS06+6R3uzzG5Sfco6b2Gf8GKQ64PgpJv6aoFq
tKWyK4a2X7vt16YUJc/Kx36oTPn2JiEaYNc9gNXS45AqBNXzywEyOuPk7XOwsASn05X3pKIPq1u0S0k9syiKT4enuXwNYZT/
hyER8zuh8E9I7z/2eJwcAOgd0HF3M05g498YpIO3Uft17qYmhsspEuTnoK81Mfz1NLlXcNn/vOf9Qxj6e7j2y4ae/duUgb/e
9HOvPM1PKPyEtttP/8Md3Wd079kdxXkCdbQphe7tK00dam8eDdd3V3S/Bu0KaZ8DW+F1iMztHe8x/aPDbbzLmOAVvUu1gVq+
D9xEh2uX/Ul7u+y6jssn2KUdhVt687srM2RECEn2Ay7IzWLuEpwyXXcYI2+bSdXb7nfTdum4MTmUjjopq2rKjSB5vNAaMxzT
Jxxb0bhxZ/f8RgQoY2FDhyY6Vrs/+rWHofw1o20ObHFsHXMUMKP7Jsft1MQmAxua7ZghK6bQg892Pr8DoGQgscI9RaYksPVs
rZx2TZkSb+6BRY3g6jfz5l6pk37jHsnSoTwd3n9+tEFp02/weM4W3vOQyuUauo/ynNHRi6+a2G/O++puWglPdeC/PeZ/iFyw
7MqSHtpaSzWn1BbfTu1PhqMfOtCGlxp9z7W92k6lz09MwCf3Bwswps9ByXEDIHdTU23TUUaloXUdNNyvtj5bnvvGm2RYMd7Q
h4tgH/SWxghq6rA34ays4TaAvhCH4HV+rQr/FFLRdiQkZ/HCgX3XmSV/fwRj3I3Lpt+PeE6EwrE3m+tu5PHfRfWN7NQ0i05B
8Kw0qgkNFVH8grSw0kkHSG/r+KpphLfCNHvr5y/uht6aWz9xwIgi5EqV2tjho5w0pmrohx2gjfu7FuH+QEVXojaUcGJ09ySt
pAB+Xc/AptOUsNegrz2eYTofP/Yw77jW1vsrfH2Pj9nWlRQfbb9pk3cf+zx+mo7p3xNyOZiRHgWEozMf5WZywwvx0JaPKAUd
n5y2d9YvDkir1fPO7gIh2uav94GVD9Flrx9Mgd8ta65ubQiGI5eRdWqa9mHtgfGUfnabb/O+yWpBKfMsZcDKjOLkbGkTsAiC
c43eHpASjIw3puPxurRF1tu1oqC/GTVpwxCSa0tHfUQjoALDFyMuVFnxtJQZd52fwYlY62eV6X7SpO6HdKnvSjV8M+nuSzXu
nRKVzIc3/i5uf0riekpa8xFhfkJSNV7ccpAVANu14Xtwi9q1PcDnKW+ICN+rzF/u8QSd3S8Nyg+/wvMYHx1Ev+ULQ31PTj2/
2vNPzt/5JV+Vf98S/mfwLpbnX4yx3Jc84v3Du/u5POL/aDH/f3HT/20xHv8DuZ54Kw==
"""


def capstone_digits():
    """返回(pixels, targets)：300张图片，每张一行，是64个从0到1的数；以及独热行。"""
    import base64
    import zlib

    table = np.frombuffer(zlib.decompress(base64.b64decode(CAPSTONE_DIGITS)), np.uint8)
    table = table.reshape(65, 300).T
    return table[:, :64] / 16, np.eye(3)[np.searchsorted([3, 5, 8], table[:, 64])]


def show_capstone_digits():
    """打印第一张图片。"""
    pixels, targets = capstone_digits()
    print(pixels.shape, "个像素，从0到1；", targets.sum(axis=0), "张图片，分别是3、5和8")
    for row in pixels[0].reshape(8, 8):
        print("".join(" .:-=+*#@"[int(8 * p)] * 2 for p in row))


show_capstone_digits()

# %% [markdown] of="28107e66"
# 我们用前60张图片训练，留下另外240张，看看效果如何。对64个像素来说，六十张图片很少：正好用来过拟合。
#
# 两个模型都从给定的数开始，这样每个人得到的结果都一样。softmax回归从零开始。网络却不能：起点相同的隐藏单元，永远相同。


# %% of="003080d6"
def capstone_start(hidden):
    """有这么多隐藏单元的模型的参数；为0时是softmax回归的参数。"""
    if not hidden:
        return [np.zeros((64, 3)), np.zeros(3)]
    W1 = np.sin(np.arange(1.0, 64 * hidden + 1)).reshape(64, hidden) / 4
    W2 = np.sin(np.arange(1.0, 3 * hidden + 1)).reshape(hidden, 3) / 2
    return [W1, np.zeros(hidden), W2, np.zeros(3)]


def capstone_run(hidden, lam, rate=0.5, steps=400):
    """用60张图片训练；返回各步的损失、参数，以及四项结果。"""
    pixels, targets = capstone_digits()
    X_train, Y_train, X_val, Y_val = pixels[:60], targets[:60], pixels[60:], targets[60:]
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, lam)])
    losses, *params = train(objective, capstone_start(hidden), X_train, Y_train, rate, steps)
    A_train, A_val = predict(params, X_train), predict(params, X_val)
    results = {
        "training cost": CrossEntropyLoss().forward(A_train, Y_train),
        "squared norm": sum(np.sum(W**2) for W in params[::2]),
        "validation cost": CrossEntropyLoss().forward(A_val, Y_val),
        "accuracy": np.mean(A_val.argmax(axis=1) == Y_val.argmax(axis=1)),
    }
    return losses, params, results


# %% [markdown] of="2f498553"
# PyTorch做了同样的事，用的是它自己的损失、自己的梯度和自己的优化器，即`SGD`，权重用`weight_decay=0.01`，偏置用0。每个数都必须与它有九位数字相同。

# %% of="8de77d4e"
#: PyTorch的结果，float64，λ = 0.01：最后一个损失，以及四项结果。
CAPSTONE_PYTORCH = {
    0: {
        "last loss": 0.12893990174428047,
        "training cost": 0.05074837440623746,
        "squared norm": 15.638069231137056,
        "validation cost": 0.2796716198664575,
        "accuracy": 0.9333333333333333,
    },
    16: {
        "last loss": 0.1041803816387634,
        "training cost": 0.021653529214102983,
        "squared norm": 16.49863139692339,
        "validation cost": 0.22338815720161856,
        "accuracy": 0.9333333333333333,
    },
}


def check_capstone():
    """两个模型，与PyTorch的结果相比较。"""
    for hidden, expected in CAPSTONE_PYTORCH.items():
        losses, _, results = capstone_run(hidden, lam=0.01)
        name = f"有{hidden}个隐藏单元的网络" if hidden else "softmax回归"
        for what, right in expected.items():
            mine = losses[-1] if what == "last loss" else results[what]
            assert np.isclose(mine, right, rtol=1e-9, atol=0), (
                f"{name}的{what}是{mine!r}，而PyTorch得到的是{right!r}。"
            )
        print(f"{name}：与PyTorch的数相同，准确率{results['accuracy']:.3f}")


check_capstone()

# %% [markdown] of="c31854f6"
# 现在让数据来选择$\lambda$。


# %% of="f5505162"
def capstone_table(lams=(0, 0.0001, 0.001, 0.01, 0.1), **options):
    """打印每个λ的结果，以及你的函数选中的λ；options是capstone_run的选项。"""
    for hidden in (0, 16):
        rows = [list(capstone_run(hidden, lam, **options)[2].values()) for lam in lams]
        print("softmax回归" if not hidden else f"{hidden}个隐藏单元")
        print("        λ　训练代价　　　 平方和　　　验证代价　　 准确率")
        for lam, (training, norm, validation, accuracy) in zip(lams, rows, strict=True):
            print(f"{lam:9.4f} {training:9.4f} {norm:12.2f} {validation:13.4f} {accuracy:10.3f}")
        columns = np.array(rows).T[:3]
        print("选中：λ =", choose_lambda(np.array(lams), *columns), "\n")


capstone_table()

# %% [markdown] of="87a1c59b"
# ## 简短的报告
#
# 请在下面添加一个单元，根据你的表，每个问题用一两句话回答：
#
# 1. 哪一列说明模型过拟合了？如果只看哪一列，就看不出来？
# 2. $\lambda$增大时，训练代价只会上升。网络的验证代价起先下降；它在哪里掉头？softmax回归的验证代价根本不下降。运行`capstone_table(steps=5000)`再看一看：没有任何惩罚的时候，只走400步，起了什么约束作用？
# 3. 验证代价最小的$\lambda$，准确率也最高吗？交叉熵看到了什么准确率看不到的东西？
# 4. 你用那240张图片选了$\lambda$。能不能把它们的代价，当作新图片可以预期的代价报告出去？
