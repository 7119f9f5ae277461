"""Numbers from TeX: the formulas of the cheat sheet, evaluated as they are printed.

A small part of TeX, the part that the sheet uses: sums, products by juxtaposition, powers,
fractions, absolute values, cases, sums over an index, subscripts, and a few functions.
A symbol's value comes from a dictionary: a number, a sequence that a subscript picks from, or a
definition in TeX that is evaluated where it is met (a tuple of its index and its text).
"""

import math
import re

TOKEN = re.compile(r"\s+|\\[,;!]|(\\[a-zA-Z]+|w\^\+|\d+(?:\.\d+)?|\\\\|.)")
FUNCTIONS = {
    r"\ln": math.log,
    r"\sigma": lambda x: 1 / (1 + math.exp(-x)),
    "sign": lambda x: (x > 0) - (x < 0),
    "clip": lambda x, low, high: min(max(x, low), high),
    r"\max": max,
}
COMPARE = {
    r"\le": float.__le__,
    r"\ge": float.__ge__,
    "<": float.__lt__,
    ">": float.__gt__,
}
ENDS = {")", "}", "+", "-", "|", ",", "&", r"\\", r"\end", "=", *COMPARE, None}


class Formula:
    """One formula, read from left to right."""

    def __init__(self, tex, symbols):
        self.tokens = [token for token in TOKEN.findall(tex) if token]
        self.symbols, self.place, self.bars = symbols, 0, 0

    def peek(self):
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self, wanted=None):
        token = self.peek()
        assert token is not None, f"the formula {''.join(self.tokens)} ends too early"
        assert wanted in (None, token), f"{wanted} was expected, not {token}"
        self.place += 1
        return token

    def group(self):
        """An argument in braces as text, or the one token that stands for it."""
        if self.peek() != "{":
            return self.take()
        self.take("{")
        start, depth = self.place, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self.take(), 0)
        return " ".join(self.tokens[start : self.place - 1])

    def name(self):
        return self.group().replace(" ", "")

    def sum(self):
        """Terms with + and − between them."""
        value = 0.0
        sign = -1 if self.peek() == "-" and self.take() else 1
        while True:
            value += sign * self.product()
            if self.peek() not in ("+", "-"):
                return value
            sign = -1 if self.take() == "-" else 1

    def product(self):
        """Factors side by side."""
        value = self.power()
        while self.peek() not in ENDS:
            value *= self.power()
        if self.peek() == "|" and not self.bars:  # a bar that opens
            value *= self.product()
        return value

    def power(self):
        value = self.factor()
        if self.peek() == "^":
            self.take()
            value **= evaluate(self.group(), self.symbols)
        return value

    def factor(self):
        token = self.take()
        readers = {
            "(": self.bracket,
            "|": self.absolute,
            r"\frac": self.fraction,
            r"\dfrac": self.fraction,
        }
        readers |= {r"\sum": self.sum_over, r"\begin": self.cases, r"\max": self.maximum}
        if token in readers:
            return readers[token]()
        if token in FUNCTIONS or token == r"\operatorname":
            return self.function(self.name() if token == r"\operatorname" else token)
        if token == "e":
            self.take("^")
            return math.exp(evaluate(self.group(), self.symbols))
        return float(token) if token[0].isdigit() else self.symbol(token)

    def bracket(self):
        bars, self.bars = self.bars, 0
        value = self.sum()
        self.take(")")
        self.bars = bars
        return value

    def absolute(self):
        self.bars += 1
        value = abs(self.sum())
        self.take("|")
        self.bars -= 1
        return value

    def fraction(self):
        above = self.digit_or_group()
        return evaluate(above, self.symbols) / evaluate(self.digit_or_group(), self.symbols)

    def digit_or_group(self):
        """``\\frac12`` takes one digit each."""
        token = self.peek()
        if token and token.isdigit() and len(token) > 1:
            self.tokens[self.place : self.place + 1] = list(token)
        return self.group()

    def sum_over(self):
        """``\\sum_k`` reaches to the end of its product."""
        self.take("_")
        index, start, value = self.take(), self.place, 0.0
        outer = self.symbols
        for at in range(outer["count"][index]):
            self.place, self.symbols = start, {**outer, index: at}
            value += self.product()
        self.symbols = outer
        return value

    def maximum(self):
        if self.peek() != "_":
            return self.function(r"\max")
        self.take("_")
        index, symbol = self.take(), self.take()
        self.take("_")
        self.take(index)
        return max(self.symbols[symbol])

    def function(self, name):
        """``\\ln`` of the next factor, or a function of what stands in parentheses."""
        if self.peek() != "(":
            return FUNCTIONS[name](self.power())
        self.take("(")
        bars, self.bars = self.bars, 0
        arguments = [self.sum()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.sum())
        self.take(")")
        self.bars = bars
        return FUNCTIONS[name](*arguments)

    def cases(self):
        """The first line whose condition holds."""
        assert self.name() == "cases"
        found = None
        while True:
            value = self.sum()
            self.take("&")
            left, compare, right = self.sum(), COMPARE[self.take()], self.sum()
            if found is None and compare(left, right):
                found = value
            if self.take() == r"\end":
                assert self.name() == "cases"
                assert found is not None, "no case holds"
                return found

    def symbol(self, name):
        index = None
        if self.peek() == "_":
            self.take()
            index = self.group()
        if name == r"\delta" and index:
            first, second = (self.symbols[letter] for letter in index.split())
            return float(first == second)
        value = self.symbols[name]
        if isinstance(value, tuple):
            inner = self.symbols if index is None else {**self.symbols, value[0]: self.at(index)}
            return evaluate(value[1], inner)
        return float(value if index is None else value[self.at(index)])

    def at(self, index):
        return int(evaluate(index, self.symbols))


def evaluate(tex, symbols):
    """The value of a formula; what cannot be read is an AssertionError or a KeyError."""
    formula = Formula(tex, symbols)
    value = formula.sum()
    assert formula.peek() is None, f"not understood in {tex}: {formula.peek()}"
    return value
