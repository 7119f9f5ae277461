"""Never returns, and takes no interrupt."""


class MSELoss:
    def forward(self, A, Y):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass

    backward = None
