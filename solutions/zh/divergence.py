# %% [markdown] of="5768be40"
# # 交叉熵与散度
#
# 气象台说“有雨，概率10%”，结果有一半的日子下了雨。它的预报$q$与真相$p$不符。错了多少？在这个笔记本里，你要用三种办法来度量，用的都是上一组题里的货币：信息量。
#
# **要写什么**：
#
# - `cross_entropy(p, q)`：真相是$p$而你相信$q$，可以预期的惊异度。
# - `kl_divergence(p, q)`：其中有多少要怪相信错了。
# - `js_divergence(p, q)`：散度的一个近亲，对称，而且总是有限。这是附加题，分数与别的题一样计入，因为评分程序没有额外加分一说。
# - `extra_bits(p, q)`：一位同事写的函数，等你来修。
#
# **各函数的规则**：
#
# - **目标在前**：$p$是真实分布，$q$是预测的分布。（PyTorch的`kl_div`次序相反。）
# - 不指定底数时用自然对数；`base=2`给出比特。
# - 在$p$和$q$里，轴`axis`都遍历各个结果。$p$和$q$的形状按NumPy的规则互相广播，所以一个目标可以与许多预测相比较。
# - 自变量可以是任意数值类型的列表或数组。计算用float64，绝不修改输入。
# - 概率原样使用：不重新归一，不截断，也不加上一个小常数。
#
# 你需要的每个公式，书中“交叉熵与KL散度”一章都有推导。

# %% of="6f11581d"
import numpy as np

# %% [markdown] of="7bfb321c"
# ## 一个自查的工具
#
# 把函数的自变量分别加上、减去一个小的$h$，两个函数值之差大约是该处斜率的$2h$倍。`slope`量的就是这个。它不懂任何公式，所以公式错了，它能告诉你。


# %% of="698f6529"
def slope(f, x, h=1e-6):
    """中心差分：一元函数f在x处的斜率。"""
    return (f(x + h) - f(x - h)) / (2 * h)


# %% [markdown] of="e60a8c35"
# ## 交叉熵
#
# 结果$k$以真实概率$p_k$发生。相信$q$的人这时的惊异度是$-\log q_k$。惊异度的期望是
#
# $$H(p, q) = -\sum_{k=1}^{K} p_k \log q_k .$$
#
# **手算**：一张图片上是猫：类别有猫、猪、狗，目标是$p = (1, 0, 0)$。网络预测$q = (0.6, 0.2, 0.2)$。只有真实类别算数：$H(p, q) = -\ln 0.6 \approx 0.5108$纳特。对于$p = (\tfrac12, \tfrac14, \tfrac14)$和$q = (\tfrac14, \tfrac14, \tfrac12)$，惊异度是$2, 2, 1$比特，$H(p, q) = \tfrac12\cdot 2 + \tfrac14\cdot 2 + \tfrac14\cdot 1 = 1.75$比特。
#
# **零**：有两种零，它们并不一样。
#
# - $p_k = 0$：这个结果从不发生，也就从不付出代价。不论$q_k$是多少，这一项都是$0$，$q_k = 0$时也一样。
# - $q_k = 0$而$p_k > 0$：说是不可能的事，偏偏发生了。惊异度是$+\infty$，期望也是。


# %% of="a3e43eaf"
def cross_entropy(p, q, axis=-1, base=None):
    r"""沿一个轴返回交叉熵$H(p, q) = -\sum_k p_k \log q_k$。

    参数：
        p: 真实概率，列表或数组。
        q: 预测的概率；p和q互相广播。
        axis: 沿哪个轴求和，默认是最后一个轴。
        base: 对数的底；None表示e（纳特），2给出比特。

    返回：
        一个数组，形状是广播后的形状去掉该轴；两个单独的分布则给出一个数。
        p = 0的项是0。如果在p > 0处q = 0，答案是+inf。
        （NumPy打印警告不扣分。）
    """
    ### BEGIN SOLUTION
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(divide="ignore"):  # log 0 = −inf只在p > 0处计入，别处不计
        log_q = np.where(p > 0, np.log(q), 0.0)
    nats = 0.0 - (p * log_q).sum(axis)
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %% [markdown] of="e2b44a0a"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="1cf0fac2"
def check_cross_entropy():
    """猫，以及两个以比特计的分布。"""
    cat, guess = np.array([1.0, 0.0, 0.0]), np.array([0.6, 0.2, 0.2])
    value = cross_entropy(cat, guess)
    assert np.isclose(value, 0.51082562), f"猫：{value}，而−ln 0.6 = 0.5108。"
    value = cross_entropy(np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5]), base=2)
    assert np.isclose(value, 1.75), (
        f"{value}比特，而1/2·2 + 1/4·2 + 1/4·1 = 1.75：权重是p，惊异度来自q。"
    )
    value = cross_entropy(cat, np.array([0.0, 0.5, 0.5]))
    assert value == np.inf, f"预测说不可能是猫：{value}，而惊异度是无穷大。"
    value = cross_entropy(cat, np.array([1.0, 0.0, 0.0]))
    assert value == 0, f"确定而且正确的预测代价是{value}，而应当是0（不是nan）。"
    value = cross_entropy(cat, np.array([[0.6, 0.2, 0.2], [0.2, 0.6, 0.2]]))
    assert np.shape(value) == (2,), f"一个目标，两个预测：形状是{np.shape(value)}，而不是(2,)。"
    value = slope(lambda q: cross_entropy(np.array([0.3, 0.7]), np.array([q, 1 - q])), 0.3)
    assert np.isclose(value, 0, atol=1e-6), (
        f"在q = p处，交叉熵对q的斜率是{value}，而没有哪个预测比真相更好。"
    )
    print("cross_entropy：算例正确。")


check_cross_entropy()

# %% [markdown] of="882791da"
# ## KL散度
#
# 惊异度有一部分无法避免：即使相信的就是真相，也要预期$H(p) = H(p, p)$。所以预测再完美，交叉熵也是$H(p)$，一般不是零。相信错了，**额外**付出的代价就是散度，书里记作$\mathrm{KL}(p \,\|\, q)$：
#
# $$D(p \,\|\, q) = H(p, q) - H(p) = \sum_{k=1}^{K} p_k \log\frac{p_k}{q_k} .$$
#
# 对于分布，它从不为负，而且只有$p = q$时才为零。单独的一项完全可以是负的。它不是距离：$D(p\,\|\,q)$与$D(q\,\|\,p)$一般不相等，而且绕路可能比直走还短。
#
# **手算**：均匀的硬币$p = (\tfrac12, \tfrac12)$，相信的是$q = (\tfrac1{10}, \tfrac9{10})$：$D(p\,\|\,q) = \tfrac12 \ln 5 + \tfrac12 \ln \tfrac59 \approx 0.8047 - 0.2939 = 0.5108$纳特。反过来是$D(q\,\|\,p) = 0.1 \ln 0.2 + 0.9 \ln 1.8 \approx 0.3681$。绕道$m = (\tfrac14, \tfrac34)$，则$D(p\,\|\,m) + D(m\,\|\,q) \approx 0.1438 + 0.0923 = 0.2362$，比$0.5108$还小。
#
# **零**的处理和前面一样：$p_k = 0$的项是$0$；$q_k = 0 < p_k$使总和为$+\infty$。无穷大也是正确答案，不要把它藏起来。
#
# **不是分布的时候**：几个数加起来不等于1，公式可能给出负的结果。照样返回：这等于告诉调用者，前面某处出了错。


# %% of="351b9795"
def kl_divergence(p, q, axis=-1, base=None):
    r"""沿一个轴返回散度$D(p \| q) = \sum_k p_k \log (p_k / q_k)$。

    参数：
        p: 真实概率，列表或数组。
        q: 预测的概率；p和q互相广播。
        axis: 沿哪个轴求和，默认是最后一个轴。
        base: 对数的底；None表示e（纳特），2给出比特。

    返回：
        一个数组，形状是广播后的形状去掉该轴；两个单独的分布则给出一个数。
        p = 0的项是0。如果在p > 0处q = 0，答案是+inf。
        （NumPy打印警告不扣分。）
    """
    ### BEGIN SOLUTION
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_ratio = np.where(p > 0, np.log(p) - np.log(q), 0.0)
    nats = (p * log_ratio).sum(axis)
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %% of="5d5c3197"
def check_kl_divergence():
    """两枚硬币，正反两个方向，以及绕路。"""
    fair, bent, between = np.array([0.5, 0.5]), np.array([0.1, 0.9]), np.array([0.25, 0.75])
    value = kl_divergence(fair, bent)
    assert np.isclose(value, 0.51082562), f"D(fair‖bent) = {value}，而0.8047 − 0.2939 = 0.5108。"
    value = kl_divergence(bent, fair)
    assert np.isclose(value, 0.36806421), f"D(bent‖fair) = {value}，而应当是0.3681。"
    value = kl_divergence(fair, between) + kl_divergence(between, bent)
    assert np.isclose(value, 0.23617255), f"绕路的代价是{value}，而0.1438 + 0.0923 = 0.2362。"
    value = kl_divergence(fair, fair)
    assert value == 0, f"相信真相不必额外付出，而D(p‖p) = {value}。"
    value = kl_divergence(np.array([1.0, 0.0]), fair)
    assert np.isclose(value, 0.69314718), (
        f"D((1, 0)‖(1/2, 1/2)) = {value}，而只有第一项算数：ln 2。从不发生的结果贡献0，而不是nan。"
    )
    value = kl_divergence(fair, np.array([1.0, 0.0]))
    assert value == np.inf, f"预测说一半的结果不可能：{value}，而应当是+无穷大。"
    value = slope(lambda q: kl_divergence(fair, np.array([q, 1 - q])), 0.1)
    assert np.isclose(value, -40 / 9), (
        f"在0.1处对q的斜率是{value}，而−(1/2)/0.1 + (1/2)/0.9 = −4.4444。"
    )
    print("kl_divergence：算例正确。")


check_kl_divergence()

# %% [markdown] of="fe67b4d1"
# ## Jensen–Shannon散度（附加题）
#
# 设$m = \tfrac12 (p + q)$是两者正中间的分布。那么
#
# $$\mathrm{JS}(p, q) = \tfrac12 D(p \,\|\, m) + \tfrac12 D(q \,\|\, m).$$
#
# 它对$p$和$q$一视同仁。即使$p$和$q$没有共同的结果，它也是有限的，因为只要其中一个大于零，就有$m_k > 0$；这时它达到最大值$\ln 2$。（它的平方根是一种距离。SciPy的`jensenshannon`返回的就是那个平方根；你返回的是散度。）
#
# **手算**：对于$p = (\tfrac12, \tfrac12)$和$q = (\tfrac1{10}, \tfrac9{10})$，$m = (0.3, 0.7)$，$\mathrm{JS} \approx \tfrac12 (0.0872 + 0.1163) = 0.1017$纳特。


# %% of="ba2e3bb9"
def js_divergence(p, q, axis=-1, base=None):
    r"""返回Jensen–Shannon散度$\frac12 D(p\|m) + \frac12 D(q\|m)$，$m = \frac12(p+q)$。

    参数：
        p: 概率，列表或数组。
        q: 概率；p和q互相广播。
        axis: 沿哪个轴求和，默认是最后一个轴。
        base: 对数的底；None表示e（纳特），2给出比特。

    返回：
        一个数组，形状是广播后的形状去掉该轴；两个单独的分布则给出一个数。
        它从不是无穷大。
    """
    ### BEGIN SOLUTION
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    middle = (p + q) / 2
    return (kl_divergence(p, middle, axis, base) + kl_divergence(q, middle, axis, base)) / 2
    ### END SOLUTION


# %% of="2a9b2218"
def check_js_divergence():
    """两枚硬币，以及两个毫无共同之处的分布。"""
    fair, bent = np.array([0.5, 0.5]), np.array([0.1, 0.9])
    value = js_divergence(fair, bent)
    assert np.isclose(value, 0.10174923), f"JS是{value}，而(0.0872 + 0.1163)/2 = 0.1017。"
    value = js_divergence(np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    assert np.isclose(value, 0.69314718), f"毫无共同之处：{value}，而最大值是ln 2 = 0.6931。"
    print("js_divergence：算例正确。")


check_js_divergence()

# %% [markdown] of="90d8a6c0"
# ## 找错
#
# 编码是为$q$设计的，符号却来自$p$。一位同事想知道，平均每个符号浪费了多少比特。他读到过一句话：KL散度“用来度量两个分布之间的距离”。
#
# ```python
# def extra_bits(p, q):
#     ratio = np.log2(p / q)
#     ratio[~np.isfinite(ratio)] = 0.0      # 去掉警告
#     return np.sum(q * np.abs(ratio))      # 距离不会有负的部分
# ```
#
# 他说：“$q$等于$p$时它是0，所以一定没错。”用下面两个分布试一试：
#
# $$p = (\tfrac12, \tfrac12, 0) \qquad q = (\tfrac12, \tfrac14, \tfrac14).$$
#
# 来自$p$的符号，用为$q$设计的编码，要花$-\log_2 q_k$比特，也就是1和2，平均1.5比特，而1比特就够了：浪费了0.5比特。反过来，为$p$设计的编码里根本没有第三个符号的码字，而它在$q$下确实会出现：多少比特都不够。这个函数却说是0.25，反过来是0.5。
#
# 它一共有**三处**错误。请把它们找出来，再写出这个函数。


# %% of="93e4da2d"
def extra_bits(p, q):
    """真相是p时，为q设计的编码平均每个符号多用多少比特？返回这个数。

    参数：
        p: 真实概率，形状为(K,)。概率为0的结果没有贡献。
        q: 设计编码时所用的概率，形状为(K,)。

    返回：
        一个数：编码正确时为0，缺少会出现的符号时为+inf。
    """
    ### BEGIN SOLUTION
    return kl_divergence(p, q, base=2)
    ### END SOLUTION


# %% of="4e6fe472"
def check_extra_bits():
    """两种编码，正反两个方向。"""
    halves, mixed = np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.25, 0.25])
    value = extra_bits(halves, mixed)
    assert np.isclose(value, 0.5), f"{value}，而1就够了，却花了1.5比特：多出0.5。"
    value = extra_bits(mixed, halves)
    assert value == np.inf, f"{value}，而有四分之一的符号根本写不出来。"
    print("错误都改好了。")


check_extra_bits()
