"""Raises exceptions whose class names and bases say something else."""


class Meta(type):
    __module__ = "builtins"

    def mro(cls):
        return [cls, ValueError, Exception, BaseException, object]


class NotImplementedError(ValueError, metaclass=Meta):  # noqa: A001
    def __str__(self):
        return "<script>attack()</script>"

    __name__ = "Correct."


class MSELoss:
    def forward(self, A, Y):
        raise NotImplementedError

    backward = forward
