# %% [markdown] of="3fb70a0b"
# # 似然与最大似然
#
# 一枚硬币掷五次，三次正面。是哪一种硬币？每一种硬币都可能掷出这个结果，只是有的更容易些。一个参数的**似然**，是以它为参数的模型给所见数据的概率（或密度）。**最大似然估计**，就是使似然最大的那个参数。
#
# **要写什么**：
#
# | 模型 | 对数似然 | 估计 |
# |---|---|---|
# | 硬币 | `bernoulli_log_likelihood(theta, x)` | `bernoulli_mle(x)` |
# | $C$个类别之一 | `categorical_log_likelihood(probs, x)` | `categorical_mle(x, num_classes)` |
# | 钟形曲线 | `gaussian_log_likelihood(x, mu, sigma2)` | `gaussian_mle(x)` |
# | 拉普拉斯分布 | | `laplace_mle(x)`，附加题 |
#
# 附加题的分数与别的题一样计入，因为评分程序没有额外加分一说。最后还有一位同事写的`best_theta(thetas, x)`，用来搜索最好的参数，等你来修。
#
# **各函数的规则**：
#
# - 样本$x_1, \dots, x_N$相互独立，来自同一个分布，所以概率相乘，概率的对数相加。对数似然是对各样本的**总和**，单位是纳特。
# - 数据可以是任意数值类型的列表或数组，计算用float64。类别是整数类型。绝不修改输入。
# - 不截断，也不加上一个小常数。不可能的事，对数似然就是$-\infty$。
#
# 你需要的每个公式，书中“似然与最大似然”一章都有推导。

# %% of="6f11581d"
import numpy as np

# %% [markdown] of="9fe67aa4"
# ## 一个自查的工具
#
# 把函数的自变量分别加上、减去一个小的$h$，两个函数值之差大约是该处斜率的$2h$倍。区间内部的最大值处，斜率为零。所以看看你的对数似然在你的估计处的斜率，就知道两者是否相符。


# %% of="698f6529"
def slope(f, x, h=1e-6):
    """中心差分：一元函数f在x处的斜率。"""
    return (f(x + h) - f(x - h)) / (2 * h)


# %% [markdown] of="07210d22"
# ## 硬币
#
# 正面记$x_n = 1$，概率是$\theta$；反面记$x_n = 0$，概率是$1 - \theta$。那么
#
# $$\ell(\theta) = \sum_{n=1}^{N} \bigl[ x_n \log\theta + (1 - x_n) \log(1 - \theta) \bigr].$$
#
# **手算**：对于$x = (1, 1, 0, 1, 0)$和$\theta = 0.6$，$\ell = 3 \ln 0.6 + 2 \ln 0.4 \approx -1.5325 - 1.8326 = -3.3651$。均匀的硬币得到$5 \ln 0.5 \approx -3.4657$，略小一点。
#
# **在两端**：$\theta = 1$的硬币总是正面朝上。如果掷出来全是正面，它的似然是$1$，对数似然是$0$。只要有一次反面，它就不可能了：$-\infty$。在公式里，前一种情形含有$0 \cdot \log 0$，应当算作$0$，而NumPy会得出`nan`。


# %% of="6ff9dccb"
def bernoulli_log_likelihood(theta, x):
    r"""返回$\sum_n [x_n \log\theta + (1-x_n) \log(1-\theta)]$，一个数。

    参数：
        theta: 正面的概率，[0, 1]中的一个数，包括两端。
        x: 各次投掷，形状为(N,)：1（或True）是正面，0（或False）是反面。

    返回：
        所见结果的概率的对数之和；如果不可能，则是−inf。
    """
    ### BEGIN SOLUTION
    seen = np.where(np.asarray(x) == 1, theta, 1.0 - theta)  # 每次投掷的概率
    with np.errstate(divide="ignore"):
        return np.log(seen).sum()
    ### END SOLUTION


# %% [markdown] of="8e964f17"
# 最好的$\theta$使$\ell$的斜率为零：
#
# $$\frac{k}{\theta} - \frac{N - k}{1 - \theta} = 0 \quad\text{其中 } k = \sum_n x_n \text{ 为正面数},\qquad\text{所以}\quad \hat\theta = \frac{k}{N}.$$
#
# 在两端也成立：一次正面也没有，最好的$\theta$就是$0$。


# %% of="a7311a97"
def bernoulli_mle(x):
    """返回使各次投掷x（形状为(N,)）似然最大的theta：一个数。"""
    ### BEGIN SOLUTION
    return np.mean(x, dtype=float)
    ### END SOLUTION


# %% [markdown] of="e2b44a0a"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="275e702b"
def check_coin():
    """五次投掷，三次正面。"""
    flips = np.array([1, 1, 0, 1, 0])
    value = bernoulli_log_likelihood(0.6, flips)
    assert np.isclose(value, -3.36505834), f"{value}，而3·ln 0.6 + 2·ln 0.4 = −3.3651。"
    value = bernoulli_log_likelihood(1.0, np.array([1, 1, 1]))
    assert value == 0, f"只有正面的硬币掷出三次正面：{value}，而ln 1 = 0（不是nan）。"
    value = bernoulli_log_likelihood(1.0, flips)
    assert value == -np.inf, f"只有正面的硬币掷出一次反面：{value}，而那是不可能的。"
    value = bernoulli_mle(flips)
    assert np.isclose(value, 0.6), f"五次投掷，三次正面：{value}，而3/5 = 0.6。"
    value = slope(lambda theta: bernoulli_log_likelihood(theta, flips), bernoulli_mle(flips))
    assert np.isclose(value, 0, atol=1e-6), f"在你的估计处，斜率是{value}：那里没有最大值。"
    print("硬币：算例正确。")


check_coin()

# %% [markdown] of="d61b5840"
# ## $C$个类别之一
#
# 类别$c \in \{0, \dots, C-1\}$的概率是$q_c$。对于标签$x_1, \dots, x_N$，
#
# $$\ell(q) = \sum_{n=1}^{N} \log q_{x_n}.$$
#
# **手算**：对于$x = (0, 0, 1, 2, 2, 2)$和$q = (0.2, 0.3, 0.5)$：$\ell = 2\ln 0.2 + \ln 0.3 + 3 \ln 0.5 \approx -6.5023$。除以$-6$得到$1.0837$，正好是观测频率$\hat p = (\tfrac26, \tfrac16, \tfrac36)$的交叉熵$H(\hat p, q)$。这里用不着大数定律。
#
# 最好的$q$就是$\hat p$自己：相对频率。从未出现的类别得到$0$，它在答案里仍有自己的位置。


# %% of="f80c15a6"
def categorical_log_likelihood(probs, x):
    r"""返回$\sum_n \log q_{x_n}$，一个数。

    参数：
        probs: 各类别的概率$q_c$，形状为(C,)。它们原样使用。
        x: 观测到的类别，形状为(N,)：从0到C − 1的整数。

    返回：
        对数之和；如果观测到了概率为0的类别，则是−inf。
        没有观测到的类别，概率为0也无妨。
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(probs, dtype=float)[x]).sum()
    ### END SOLUTION


# %% of="9b417d06"
def categorical_mle(x, num_classes):
    """返回使观测到的类别x似然最大的各类别概率。

    参数：
        x: 观测到的类别，形状为(N,)：从0到num_classes − 1的整数。
        num_classes: 一共有多少个类别，不论是否都出现过。

    返回：
        形状为(num_classes,)的数组。
    """
    ### BEGIN SOLUTION
    return np.bincount(x, minlength=num_classes) / len(x)
    ### END SOLUTION


# %% of="803844da"
def check_classes():
    """三个类别的六个标签。"""
    labels, q = np.array([0, 0, 1, 2, 2, 2]), np.array([0.2, 0.3, 0.5])
    value = categorical_log_likelihood(q, labels)
    assert np.isclose(value, -6.50229017), f"{value}，而2·ln 0.2 + ln 0.3 + 3·ln 0.5 = −6.5023。"
    value = categorical_mle(labels, 3)
    assert np.shape(value) == (3,), f"有三个类别，而你的答案形状是{np.shape(value)}。"
    assert np.allclose(value, [2 / 6, 1 / 6, 3 / 6]), f"{value}，而频率是2/6、1/6、3/6。"
    value = categorical_mle(labels, 5)
    assert np.shape(value) == (5,), (
        f"五个类别，其中两个从未出现：形状是{np.shape(value)}，而每个类别都有自己的位置：(5,)。"
    )
    best = categorical_mle(labels, 3)
    assert categorical_log_likelihood(best, labels) > categorical_log_likelihood(q, labels), (
        "在你的估计之下，这些标签的似然还不如在q之下，所以它不是似然最大的那个。"
    )
    print("类别：算例正确。")


check_classes()

# %% [markdown] of="ec709d54"
# ## 钟形曲线
#
# 均值为$\mu$、**方差**为$\sigma^2$的高斯密度是$\frac{1}{\sqrt{2\pi\sigma^2}} \exp\!\bigl(-\frac{(x - \mu)^2}{2\sigma^2}\bigr)$，所以
#
# $$\ell(\mu, \sigma^2) = -\frac12 \sum_{n=1}^{N} \Bigl[ \frac{(x_n - \mu)^2}{\sigma^2} + \log(2\pi\sigma^2) \Bigr].$$
#
# `gaussian_log_likelihood`的第三个参数是方差。含$2\pi$的常数属于答案，每个样本一次。离$\mu$很远处，密度小到float64把它变成$0$；它的对数却是个寻常的数。所以不要先算密度再取对数。
#
# **手算**：对于$x = (1, 2, 4, 5)$，$\mu = 3$，$\sigma^2 = 2.5$，各平方是$4, 1, 1, 4$，$\ell = -\tfrac12 \bigl(\tfrac{10}{2.5} + 4 \ln(5\pi)\bigr) \approx -\tfrac12 (4 + 11.0167) = -7.5083$。
#
# 令两个偏导数为零，得到
#
# $$\hat\mu = \frac1N \sum_n x_n, \qquad \hat\sigma^2 = \frac1N \sum_n (x_n - \hat\mu)^2 .$$
#
# 除数是$N$。（除以$N - 1$的样本方差是无偏的，但会使数据的似然变小。）对于上面四个数，$\hat\mu = 3$，$\hat\sigma^2 = 10/4 = 2.5$。


# %% of="ffe28efb"
def gaussian_log_likelihood(x, mu, sigma2):
    r"""返回$-\frac12 \sum_n [(x_n-\mu)^2/\sigma^2 + \log(2\pi\sigma^2)]$，一个数。

    参数：
        x: 数据，形状为(N,)。
        mu: 均值，一个数。
        sigma2: 方差（不是标准差），一个大于0的数。
    """
    ### BEGIN SOLUTION
    squares = (np.asarray(x, dtype=float) - mu) ** 2
    return -0.5 * np.sum(squares / sigma2 + np.log(2 * np.pi * sigma2))
    ### END SOLUTION


# %% of="296a1f8d"
def gaussian_mle(x):
    """依次返回使数据x似然最大的均值和方差。

    参数：
        x: 数据，形状为(N,)。

    返回：
        由两个数组成的元组，(mean, variance)。
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    return x.mean(), x.var()
    ### END SOLUTION


# %% of="63b25c6f"
def check_bell_curve():
    """四个数。"""
    data = np.array([1.0, 2.0, 4.0, 5.0])
    value = gaussian_log_likelihood(data, 3.0, 2.5)
    assert np.isclose(value, -7.50833560), f"{value}，而−(10/2.5 + 4·ln(2π·2.5))/2 = −7.5083。"
    value = gaussian_mle(data)
    assert isinstance(value, tuple), (
        f"你返回的是{value!r}；要的是两个数的元组，写成`return mean, variance`就是。"
    )
    assert np.allclose(value, (3, 2.5)), f"{value}，而均值是12/4 = 3，方差是10/4 = 2.5。"
    mean, variance = value
    value = slope(lambda mu: gaussian_log_likelihood(data, mu, variance), mean)
    assert np.isclose(value, 0, atol=1e-6), f"在你的估计处，对mu的斜率是{value}，而不是0。"
    value = slope(lambda sigma2: gaussian_log_likelihood(data, mean, sigma2), variance)
    assert np.isclose(value, 0, atol=1e-6), f"在你的估计处，对sigma2的斜率是{value}，而不是0。"
    print("钟形曲线：算例正确。")


check_bell_curve()

# %% [markdown] of="0676d10f"
# ## 拉普拉斯分布（附加题）
#
# 拉普拉斯密度$\frac{1}{2b} e^{-|x - m|/b}$在$m$处有一个尖峰，尾部很重。它的对数似然是$-N \log(2b) - \frac1b \sum_n |x_n - m|$。不论$b$是多少，最好的$m$都是这样的点：比它小的数据至多一半，比它大的也至多一半。它就是**中位数**。数据有偶数个时，正中两个数之间的每一点都同样好；本课程返回它们的中点。
#
# **手算**：对于$x = (7, 1, 2)$，中位数是$2$，而均值是$3.33$。对于$x = (7, 1, 2, 4)$，它是$(2 + 4)/2 = 3$。


# %% of="d057c94a"
def laplace_mle(x):
    """返回位置m，它使数据x（形状为(N,)）在拉普拉斯密度下的似然最大。"""
    ### BEGIN SOLUTION
    return np.median(np.asarray(x, dtype=float))
    ### END SOLUTION


# %% of="0337c024"
def check_laplace_mle():
    """三个数，再加上四个数。"""
    value = laplace_mle(np.array([7.0, 1.0, 2.0]))
    assert value == 2, f"{value}，而1、2、7正中间的是2。"
    value = laplace_mle(np.array([7.0, 1.0, 2.0, 4.0]))
    assert value == 3, f"{value}，而正中两个数2和4的中点是3。"
    print("laplace_mle：算例正确。")


check_laplace_mle()

# %% [markdown] of="8f94204a"
# ## 找错
#
# 一位同事试了许多硬币，想找出最好的一枚。他读到：“$\theta_{ML} = \arg\max_\theta \prod_i^m q(x_i; \theta)$。对这个等式两边取对数，不会改变它的解。”
#
# ```python
# def best_theta(thetas, x):
#     likelihoods = [np.prod(t**x * (1 - t) ** (1 - x)) for t in thetas]
#     best = thetas[np.argmax(likelihoods)]
#     return np.log(best)          # 两边取对数
# ```
#
# 三次正面、两次反面，`thetas` $= 0.1, 0.2, \dots, 0.9$，它找到的是$-0.51$，根本不是概率。3000次正面、2000次反面，连`best`都错了：是$0.1$。打印`likelihoods`看看原因。
#
# 请找出两处错误（对数应当取在哪一边？），再写出这个函数。`thetas`里可能有0和1，所以还要当心$0 \cdot \log 0$。


# %% of="c25bd9b4"
def best_theta(thetas, x):
    """在各候选值中，返回使投掷结果x似然最大的那一个。

    参数：
        thetas: 正面概率的候选值，在[0, 1]中，形状为(T,)；没有两个似然相等。
        x: 各次投掷，形状为(N,)，1是正面，0是反面；N可能有好几万。
    """
    ### BEGIN SOLUTION
    return thetas[np.argmax([bernoulli_log_likelihood(theta, x) for theta in thetas])]
    ### END SOLUTION


# %% of="9618d303"
def check_best_theta():
    """五次投掷，以及五千次。"""
    flips = np.array([1, 1, 0, 1, 0])
    candidates = np.arange(1, 10) / 10
    value = best_theta(candidates, flips)
    assert np.isclose(value, 0.6), f"五次投掷，三次正面：{value}，而候选值中最好的是0.6。"
    value = best_theta(candidates, np.repeat(flips, 1000))
    assert np.isclose(value, 0.6), (
        f"5000次投掷，3000次正面：{value}，而最好的仍然是0.6。"
        "0.6的3000次幂大约是10的−666次幂；最小的float64约为10的−324次幂。"
    )
    print("错误都改好了。")


check_best_theta()
