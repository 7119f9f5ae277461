# %% [markdown] of="24e310c2"
# # 信息量与熵
#
# “今天没下雨”，在沙漠里算不上新闻，在雨林里却能上头条。一个结果越不可能发生，看到它时我们得知的就越多。在这个笔记本里，你要把这句话先变成单个结果的一个数，再变成整个分布的一个数：在看到结果之前，你可以预期得知多少。
#
# **要写什么**：两个函数，还有一个同事写错了的函数：
#
# - `self_information(p, base=None)`：看到一个概率为$p$的结果所得的信息量。
# - `entropy(p, axis=-1, base=None)`：一个分布的期望信息量。
# - `bits_per_symbol(counts)`：一段文本的熵，其中的符号已经数过。
#
# **各函数的规则**：
#
# - 不指定底数时用自然对数，单位是**纳特**。`base=2`时单位是**比特**。
# - 自变量可以是任意数值类型的列表或数组。计算用float64，绝不修改输入。
# - 概率原样使用：不重新归一，不截断，也不加上一个小常数。
#
# 你需要的每个公式，书中“惊异”和“熵”两章都有推导。

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


# %% [markdown] of="aad15ea2"
# ## 单个结果的信息量
#
# 概率为$p$的结果带有的**信息量**（self-information）是
#
# $$I(p) = -\log p.$$
#
# 小于1的数，对数是负的，所以前面要加负号，让它变成正数。之所以用对数，是因为独立结果的概率相乘，而信息量相加：$I(pq) = I(p) + I(q)$。要换成以$b$为底，用$\log_b p = \ln p / \ln b$。
#
# **手算**：均匀的硬币以$p = \tfrac12$出现正面，所以$I = \ln 2 \approx 0.6931$纳特，也就是$\log_2 2 = 1$比特。对于$p = 1, \tfrac12, \tfrac14, \tfrac18$，信息量是$0, 1, 2, 3$比特：$p$减半，信息量只加一比特，而不是翻倍。
#
# **在两端**：必然的结果，$p = 1$，什么也没有告诉你：$I = 0$。不可能的结果，$p = 0$，会让人无限惊异：$I = +\infty$。


# %% of="9e25d02f"
def self_information(p, base=None):
    r"""逐元素返回信息量$I(p) = -\log p$。

    参数：
        p: [0, 1]中的概率：一个数、一个列表或任意形状的数组。
        base: 对数的底；None表示e（纳特），2给出比特。

    返回：
        一个概率返回一个数，否则返回与p形状相同的数组。
        p为0处的信息量是+inf。（NumPy打印警告不扣分。）
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):  # log 0 = −inf正是想要的
        nats = 0.0 - np.log(np.asarray(p, dtype=float))  # 0 − 0得0，而−(0)会打印成-0.0
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %% [markdown] of="e2b44a0a"
# 运行下一个单元，检查上面的算例。如果哪里不对，它会说出哪里不对、为什么不对。


# %% of="853c2001"
def check_self_information():
    """硬币、逐次减半，以及两端。"""
    value = self_information(0.5)
    assert np.isclose(value, 0.69314718), (
        f"均匀的硬币带有{value}，而−ln(1/2) = ln 2 = 0.6931纳特。不指定底数时，对数是自然对数。"
    )
    halvings = np.array([1.0, 0.5, 0.25, 0.125])
    value = self_information(halvings, base=2)
    assert np.shape(value) == (4,), f"四个概率给出{np.shape(value)}，而不是四个值。"
    assert np.allclose(value, [0, 1, 2, 3]), f"以比特计：{value}，而每次减半加一：[0 1 2 3]。"
    value = self_information(0.0)
    assert value == np.inf, f"不可能的结果带有{value}，而−log 0是+无穷大。"
    value = self_information(0.3 * 0.2)
    assert np.isclose(value, self_information(0.3) + self_information(0.2)), (
        "概率为0.3和0.2的两个独立结果，信息量应当是两者各自的信息量之和。"
    )
    value = slope(self_information, 0.25)
    assert np.isclose(value, -4), f"p = 1/4处的斜率是{value}，而−ln p的斜率是−1/p = −4。"
    print("self_information：算例正确。")


check_self_information()

# %% [markdown] of="ff63df1e"
# ## 熵：可以预期的信息量
#
# 在看到之前，你不知道会出现哪个结果。结果$k$以概率$p_k$出现，出现时带来$-\log p_k$，所以可以预期的是以$p_k$为权重的平均：
#
# $$H(p) = \sum_{k=1}^{K} p_k \cdot (-\log p_k) = -\sum_{k=1}^{K} p_k \log p_k .$$
#
# **手算**：对于$p = (\tfrac12, \tfrac14, \tfrac14)$，各结果带有$1, 2, 2$比特，$H = \tfrac12\cdot 1 + \tfrac14\cdot 2 + \tfrac14\cdot 2 = 1.5$比特。四个等可能的结果，$H = \ln 4 \approx 1.3863$纳特：四个结果各带有$\ln 4$，平均也就是它。（加起来会是5.5452。）
#
# **从不发生的结果**：$p_k = 0$时，乘积$0 \cdot (-\log 0)$本身没有值。由于$p \to 0$时$p \log p \to 0$，本课程把它定为$0$：添上一个从不发生的结果，什么也不会改变。NumPy不知道这个约定，会算出`nan`。
#
# **一次算许多分布**：在数组里，轴`axis`遍历$K$个结果。答案保留其余的轴：形状为$(N, K)$的数组给出$N$个熵。


# %% of="f8efda9a"
def entropy(p, axis=-1, base=None):
    r"""沿一个轴返回熵$H(p) = -\sum_k p_k \log p_k$。

    参数：
        p: 概率，列表或数组；`axis`遍历一个分布的各个结果。
            概率原样使用，即使加起来不等于1。
        axis: 沿哪个轴求和，默认是最后一个轴。
        base: 对数的底；None表示e（纳特），2给出比特。

    返回：
        一个数组，形状是p去掉该轴；如果p是单个分布，则是一个数。
        概率为0的结果贡献0。
    """
    ### BEGIN SOLUTION
    p = np.asarray(p, dtype=float)
    positive = np.where(p > 0, p, 1.0)  # log 1 = 0：从不发生的，什么也不加
    nats = 0.0 - (p * np.log(positive)).sum(axis)
    return nats if base is None else nats / np.log(base)
    ### END SOLUTION


# %% of="6f884868"
def check_entropy():
    """硬币，以及四个等可能的结果。"""
    value = entropy(np.array([0.5, 0.25, 0.25]), base=2)
    assert np.isclose(value, 1.5), (
        f"H(1/2, 1/4, 1/4)是{value}，而1/2·1 + 1/4·2 + 1/4·2 = 1.5比特："
        "每个信息量都要按自己的概率计入。"
    )
    value = entropy(np.full(4, 0.25))
    assert np.isclose(value, 1.38629436), (
        f"四个结果上的均匀分布得到{value}，而它应当是ln 4 = 1.3863纳特。"
    )
    value = entropy(np.array([1.0, 0.0, 0.0]))
    assert value == 0, (
        f"结果确定无疑的分布得到{value}，而已经没有什么可以得知：应当是0。"
        "概率为0的结果贡献0，而不是nan。"
    )
    two_coins = np.array([[0.5, 0.5], [0.9, 0.1]])
    value = entropy(two_coins)
    assert np.shape(value) == (2,), f"两行是两个分布；得到的形状是{np.shape(value)}。"
    assert np.allclose(value, [0.69314718, 0.32508297]), (
        f"一枚均匀的硬币和一枚不均匀的：{value}，而不是[0.6931 0.3251]。"
    )
    value = slope(lambda p: entropy(np.array([p, 1 - p])), 0.5)
    assert np.isclose(value, 0, atol=1e-6), (
        f"在p = 1/2处，硬币的熵的斜率是{value}，而那里是最大值：斜率为0。"
    )
    print("entropy：算例正确。")


check_entropy()

# %% [markdown] of="4aa6f124"
# ## 找错
#
# 一位同事数了一段文本里的字母，想知道平均每个字母带有多少比特。她是从一个网页上学来的，那里说熵是“系统中信息量的总和”，把各个结果叫作$x_0, x_1, \dots, x_n$，求和却从$i = 1$开始。
#
# ```python
# def bits_per_symbol(counts):
#     p = counts / np.sum(counts)
#     total = 0.0
#     for i in range(1, len(p)):
#         total += -np.log(p[i])
#     return total
# ```
#
# 一枚硬币三次正面、三次反面，它给出0.693，而她知道均匀的硬币是1比特。于是她乘上$1.4427$，对硬币的结果满意了；可是“mississippi”得到5.38比特（这个词只有四个不同的字母，2比特就够了）。
#
# 一共有**三处**错误，硬币只暴露了其中一处。请把它们找出来，再写出这个函数。计数里可以有零：字母表里没有出现的字母。


# %% of="d70a58ec"
def bits_per_symbol(counts):
    """返回所数符号的相对频率的熵，以比特计。

    参数：
        counts: 每个符号出现多少次：形状为(K,)的整数，不全为零。
    """
    ### BEGIN SOLUTION
    counts = np.asarray(counts, dtype=float)
    return entropy(counts / counts.sum(), base=2)
    ### END SOLUTION


# %% of="5c219e44"
def check_bits_per_symbol():
    """硬币和“mississippi”。"""
    value = bits_per_symbol(np.array([3, 3]))
    assert np.isclose(value, 1), f"三次正面、三次反面：{value}，而均匀的硬币是1比特。"
    value = bits_per_symbol(np.array([1, 4, 4, 2]))  # m, i, s, p
    assert np.isclose(value, 1.82306798), (
        f"“mississippi”每个字母{value}比特，而应当是1.8231。频率是1/11、4/11、4/11、2/11。"
        "所有字母都加进去了吗？每个字母都按出现的次数计入了吗？"
    )
    print("错误都改好了。")


check_bits_per_symbol()
