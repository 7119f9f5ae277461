# %% [markdown] of="a9be4573"
# # softmax一家
#
# 分类器最后给出一行得分，每个类别一个，叫作**logits**。softmax把它们变成概率；里面唯一难算的数，是log-sum-exp。在这个笔记本里，你要写出这两者，它们的对数，只有两个类别的特例，还有导数。
#
# **要写什么**：六个以logits的数组$z$为自变量的函数：
#
# | 函数 | 返回 |
# |---|---|
# | `logsumexp(z, axis=-1, keepdims=False)` | 沿一个轴的$\log\sum_i e^{z_i}$ |
# | `softmax(z, axis=-1)` | 概率，形状与$z$相同 |
# | `log_softmax(z, axis=-1)` | 概率的对数，形状与$z$相同 |
# | `sigmoid(z)` | “是”的概率，逐元素 |
# | `log_sigmoid(z)` | 它的对数，逐元素 |
# | `softmax_jacobian(z)` | 全部导数$\partial p_i/\partial z_j$ |
#
# **各函数的规则**：用自然对数。一个批次可以只有一行，一行可以只有一个类别。绝不修改输入。logits大到$\pm 10^4$也必须给出正确答案，不能是`nan`，答案有限时也不能是无穷大。计算用float64：`np.asarray(z, dtype=float)`能赶在8位整数溢出之前把整数变成实数。（它只在必要时才复制。已经是float64的数组，还回来的就是调用者自己的那一个。）
#
# 前面写好的函数，后面可以调用。你需要的每个公式，书中“softmax”一章都有推导。

# %% of="6f11581d"
import numpy as np

# %% [markdown] of="489cfadd"
# ## 一个自查的工具
#
# 把一个logit分别加上、减去一个小的$h$，结果的变化大约是其斜率的$2h$倍。`numerical_jacobian`对向量$z$的每个元素都这样做；它的第$j$列，是$z_j$变动时各个结果怎样变动。


# %% of="aa4123ed"
def numerical_jacobian(function, z, h=1e-6):
    """中心差分：元素[..., j]是function(z)对z[j]的导数。"""
    z = np.asarray(z, dtype=float)
    steps = h * np.eye(z.size)
    return np.stack([(function(z + s) - function(z - s)) / (2 * h) for s in steps], axis=-1)


# %% [markdown] of="2965d2c3"
# ## log-sum-exp
#
# $$\operatorname{LSE}(z) = \log\sum_{i} e^{z_i}$$
#
# 它是最大值的柔和版本：从不小于最大值，而有$C$个logits时，至多比它大$\ln C$。
#
# **手算**：对于$z = (2, 1, 0.1)$，各指数是$7.389$、$2.718$和$1.105$。它们之和是$11.212$，$\ln 11.212 = 2.4170$。
#
# **难处**：最大的float64大约是$e^{709.8}$，所以$e^{1000}$上溢成无穷大，$e^{-1000}$下溢成零。但是任何数$m$都可以从和里提出来：
#
# $$\log\sum_i e^{z_i} = m + \log\sum_i e^{z_i - m}$$
#
# 请选取$m$，使右边的和既不会上溢，也不会变成零；而且每个和都要重新选取。


# %% of="6c5f1d08"
def logsumexp(z, axis=-1, keepdims=False):
    r"""沿一个轴返回$\log\sum_i e^{z_i}$。

    参数：
        z: logits，任意形状的数组，实数或整数。
        axis: 沿哪个轴求和；结果中不再有这个轴。
        keepdims: 为真时，结果保留这个轴，长度为1。
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    top = z.max(axis=axis, keepdims=True)
    result = top + np.log(np.exp(z - top).sum(axis=axis, keepdims=True))
    return result if keepdims else result.squeeze(axis=axis)
    ### END SOLUTION


# %% [markdown] of="dc4246aa"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="bf41230d"
def check_logsumexp():
    """两行得分，以及两个等于1000的logits。"""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])

    value = logsumexp(scores)
    assert np.shape(value) == (2,), f"形状是{np.shape(value)}，而2行中每行有一个和：(2,)。"
    assert np.allclose(value, [2.417030, 2.824497], atol=1e-6), (
        f"logsumexp给出{value}，而第一行是log(7.389 + 2.718 + 1.105) = 2.4170，"
        "第二行是log(3.320 + 12.182 + 1.350) = 2.8245。"
    )
    assert np.allclose(logsumexp(np.array([1000.0, 1000.0])), 1000 + np.log(2)), (
        "两个等于1000的logits给出1000 + log 2：取指数之前，先把1000从和里提出来。"
    )
    print("logsumexp：算例正确。")


check_logsumexp()

# %% [markdown] of="fd937e9b"
# ## softmax
#
# $$p_i = \frac{e^{z_i}}{\sum_{k} e^{z_k}}$$
#
# 每个$p_i$都是正的，加起来等于1。起作用的只有logits之间的差：给它们都加上同一个数，什么也不会改变。
#
# **手算**：对于$z = (2, 1, 0.1)$：$p = (7.389, 2.718, 1.105)/11.212 = (0.659, 0.242, 0.099)$。
#
# 一个批次的形状是$(N, C)$：$N$个样本每个一行，$C$个类别每个一列。每一行有自己的概率，所以沿最后一个轴求和。`axis=0`时，则是每一列有自己的概率。


# %% of="9c0710df"
def softmax(z, axis=-1):
    r"""沿一个轴返回概率$e^{z_i}/\sum_k e^{z_k}$，数组的形状与z相同。

    参数：
        z: logits，任意形状的数组，实数或整数。
        axis: 沿哪个轴，概率加起来等于1。
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    exponentials = np.exp(z - z.max(axis=axis, keepdims=True))
    return exponentials / exponentials.sum(axis=axis, keepdims=True)
    ### END SOLUTION


# %% of="cf814c54"
def check_softmax():
    """两行得分。"""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    p = softmax(scores)
    assert np.shape(p) == (2, 3), f"形状是{np.shape(p)}，而每个logit有一个概率：(2, 3)。"
    assert np.allclose(p.sum(axis=1), 1), f"\n{p}\n各行之和是{p.sum(axis=1)}，而必须都是1。"
    assert np.allclose(p[0], [0.659001, 0.242433, 0.098566], atol=1e-6), (
        f"第一行是{p[0]}，而(7.389, 2.718, 1.105)/11.212 = (0.659, 0.242, 0.099)。"
    )
    assert np.allclose(p, softmax(scores + 1000)), (
        "给每个logit都加上1000，什么也不应改变：起作用的只有logits之间的差。"
    )
    assert np.allclose(p[0], numerical_jacobian(logsumexp, scores[0])), (
        "softmax是log-sum-exp的梯度，而你的softmax不是你的logsumexp的梯度。"
    )
    print("softmax：算例正确。")


check_softmax()

# %% [markdown] of="f33d3948"
# ## log-softmax
#
# $$\log p_i = z_i - \operatorname{LSE}(z)$$
#
# **手算**：对于$z = (2, 1, 0.1)$：$\log p = (-0.417, -1.417, -2.317)$。对于$z = (1000, 0)$：$\log p = (0, -1000)$。第二个概率是$e^{-1000}$，下溢成$0$，所以由它求不出对数。由logits却求得出来。


# %% of="5fd2cab8"
def log_softmax(z, axis=-1):
    r"""沿一个轴返回$\log p_i = z_i - \log\sum_k e^{z_k}$，数组的形状与z相同。

    只要z有限，结果就有限：即使概率本身下溢成0。

    参数：
        z: logits，任意形状的数组，实数或整数。
        axis: 沿哪个轴，概率加起来等于1。
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    shifted = z - z.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    ### END SOLUTION


# %% of="10a986f7"
def check_log_softmax():
    """两行得分，以及相差很远的logits。"""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    value = log_softmax(scores)
    assert np.allclose(value[0], [-0.417030, -1.417030, -2.317030], atol=1e-6), (
        f"第一行是{value[0]}，而(2, 1, 0.1) − 2.4170 = (−0.417, −1.417, −2.317)。"
    )
    value = log_softmax(np.array([1000.0, 0.0]))
    assert np.allclose(value, [0, -1000]), (
        f"log_softmax([1000, 0])给出{value}，而1000 − 1000 = 0，0 − 1000 = −1000。"
    )
    print("log_softmax：算例正确。")


check_log_softmax()

# %% [markdown] of="d37c6a74"
# ## sigmoid
#
# 只有两个类别时，起作用的只是两个logits之差$z$，$(z, 0)$的softmax的第一个元素是
#
# $$\sigma(z) = \frac{e^{z}}{e^{z} + 1} = \frac{1}{1 + e^{-z}}$$
#
# **手算**：$\sigma(0) = \frac12$。在$z = \ln 3$处，几率是$e^z = 3$比$1$，所以$\sigma(\ln 3) = \frac34$，$\sigma(-\ln 3) = \frac14$。
#
# 两个分式在纸上相等，在机器里却不相等：想一想在$z = 10^4$和$z = -10^4$处，它们各会怎样。


# %% of="1b63984e"
def sigmoid(z):
    r"""逐元素返回$\sigma(z) = 1/(1 + e^{-z})$，数组的形状与z相同。

    参数：
        z: 一个数，或任意形状的数组，实数或整数。
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))  # 至多是1，所以不会上溢
    return np.where(z < 0, small, 1) / (1 + small)
    ### END SOLUTION


# %% of="a81c9d39"
def check_sigmoid():
    """几率1:3、1:1和3:1，以及远处的两端。"""
    odds = np.log(np.array([1 / 3, 1.0, 3.0]))
    assert np.allclose(sigmoid(odds), [0.25, 0.5, 0.75]), (
        f"sigmoid给出{sigmoid(odds)}，而几率1:3、1:1和3:1对应0.25、0.5和0.75。"
    )
    assert np.allclose(sigmoid(odds), [softmax(np.array([z, 0.0]))[0] for z in odds]), (
        "sigmoid(z)必须是softmax((z, 0))的第一个元素。"
    )
    assert np.allclose(sigmoid(np.array([-1e4, 1e4])), [0, 1]), (
        f"在−10000和10000处sigmoid给出{sigmoid(np.array([-1e4, 1e4]))}，而在那里它是0和1，"
        "每一位数字都是。"
    )
    print("sigmoid：算例正确。")


check_sigmoid()

# %% [markdown] of="09522098"
# ## log-sigmoid
#
# $$\log\sigma(z) = -\log(1 + e^{-z}) = \min(z, 0) - \log(1 + e^{-|z|})$$
#
# **手算**：$\log\sigma(\ln 3) = \ln\frac34 = -0.2877$，$\log\sigma(-\ln 3) = \ln\frac14 = -1.3863$。往左很远处，它几乎就是$z$自己：$\log\sigma(-1000) = -1000$，每一位数字都对。
#
# `np.log1p(x)`是$\log(1 + x)$，但不先对$1 + x$舍入。


# %% of="e765d5fc"
def log_sigmoid(z):
    r"""逐元素返回$\log\sigma(z) = -\log(1 + e^{-z})$，数组的形状与z相同。

    只要z有限，结果就有限：即使$\sigma(z)$下溢成0。

    参数：
        z: 一个数，或任意形状的数组，实数或整数。
    """
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    ### END SOLUTION


# %% of="93ec5e28"
def check_log_sigmoid():
    """几率1:3、1:1和3:1，以及远处的两端。"""
    odds = np.log(np.array([1 / 3, 1.0, 3.0]))
    value = log_sigmoid(odds)
    assert np.allclose(value, np.log([0.25, 0.5, 0.75])), (
        f"log_sigmoid给出{value}，而它是0.25、0.5和0.75的对数。"
    )
    value = log_sigmoid(np.array([-1000.0, 1000.0]))
    assert np.allclose(value, [-1000, 0]), (
        f"在−1000和1000处log_sigmoid给出{value}，而它在那里是−1000和0，每一位数字都是。"
    )
    print("log_sigmoid：算例正确。")


check_log_sigmoid()

# %% [markdown] of="bcafb54a"
# ## softmax的雅可比矩阵
#
# 每个概率都依赖于每个logit，因为所有logits共用一个和：
#
# $$\frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)$$
#
# 这里$i = j$时$\delta_{ij}$是$1$，否则是$0$。增大$z_j$会增大$p_j$，并从其他各项里拿走同样多，所以这张表的每一行、每一列之和都是0。
#
# **手算**：对于$p = (0.6590, 0.2424, 0.0986)$，第一行是$0.6590 \cdot (1 - 0.6590,\ -0.2424,\ -0.0986) = (0.225, -0.160, -0.065)$。
#
# 对于一个批次，每一行有一张表。


# %% of="44ee3bf3"
def softmax_jacobian(z):
    r"""返回softmax的全部导数：元素[i, j]是$\partial p_i/\partial z_j$。

    参数：
        z: logits，形状为(C,)的向量，或形状为(N, C)的批次；
            softmax沿最后一个轴。

    返回：
        对于向量，形状为(C, C)的数组；对于批次，形状为(N, C, C)，每行一张表。
    """
    ### BEGIN SOLUTION
    p = softmax(z)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])
    ### END SOLUTION


# %% of="8bfaadcc"
def check_softmax_jacobian():
    """一行，以及有两行的批次。"""
    scores = np.array([[2.0, 1.0, 0.1], [1.2, 2.5, 0.3]])
    J = softmax_jacobian(scores[0])
    assert np.shape(J) == (3, 3), f"形状是{np.shape(J)}，而3个概率依赖于3个logits：(3, 3)。"
    assert np.allclose(J, numerical_jacobian(softmax, scores[0])), (
        f"softmax_jacobian给出\n{J}\n而扰动logits给出\n{numerical_jacobian(softmax, scores[0])}"
    )
    both = softmax_jacobian(scores)
    assert np.shape(both) == (2, 3, 3), (
        f"2行的批次，形状是{np.shape(both)}，而每行有一张表：(2, 3, 3)。"
    )
    assert np.allclose(both[0], J), "批次的第一张表，必须就是第一行的那张表。"
    print("softmax_jacobian：算例正确。")


check_softmax_jacobian()

# %% [markdown] of="1d7c9550"
# ## 找错
#
# 一篇文章要算模型对真实标签有多惊异。`A`存放logits，`Y`存放独热标签，形状都是$(N, C)$；一行的惊异度是$-\sum_c Y_{nc}\log p_{nc}$。它的softmax减去了每一行的最大值，没有错。
#
# ```python
# def label_surprise(A, Y):
#     return -np.sum(Y * np.log(softmax(A)), axis=1)
# ```
#
# 对于logits `[1000, 0, 0]`，如果标签是类别0，也就是模型确信的那一个，它说`nan`；如果是类别1，也说`nan`。正确答案是$0$和$1000$。（另一篇文章说，log-softmax不需要额外的处理。它需要的，正是这里的处理。）
#
# 请找出`nan`从哪里来（打印`np.log(softmax(A))`，再乘以`Y`）。然后写出这个函数，使它对一切有限的logits都正确。


# %% of="8ac9a3ee"
def label_surprise(A, Y):
    r"""对每一行返回$-\sum_c Y_{nc}\log p_{nc}$，其中p是A的这一行的softmax。

    参数：
        A: logits，形状为(N, C)。
        Y: 标签，独热的，或其他概率，形状为(N, C)。

    返回：
        形状为(N,)的数组。
    """
    ### BEGIN SOLUTION
    log_p = log_softmax(A)
    terms = np.multiply(Y, log_p, out=np.zeros(log_p.shape), where=Y != 0)  # 0 log 0 = 0
    return -terms.sum(axis=1)
    ### END SOLUTION


# %% of="0abd9603"
def check_label_surprise():
    """很有把握的模型，对的和错的。"""
    sure = np.array([[1000.0, 0.0, 0.0], [1000.0, 0.0, 0.0]])
    labels = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    value = label_surprise(sure, labels)
    assert np.allclose(value, [0, 1000]), (
        f"{value}：正确答案是0（有把握，而且对）和1000（有把握，但错了）。"
    )
    print("错误改好了。")


check_label_surprise()
