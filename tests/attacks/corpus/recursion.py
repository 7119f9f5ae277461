"""Calls itself until Python gives up."""


class MSELoss:
    def forward(self, A, Y):
        return self.forward(A, Y)

    def backward(self):
        return self.backward()
