"""Do penalties, objective and training give PyTorch's numbers?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from surprise_to_gradient.solutions.objective import (
    CAPSTONE_PYTORCH,
    CrossEntropyLoss,
    Objective,
    capstone_digits,
    capstone_run,
    capstone_start,
    l1_penalty,
    l2_penalty,
    train,
)

torch = pytest.importorskip("torch", reason="PyTorch is not installed: run `make parity`")
pytestmark = pytest.mark.parity

#: Whole numbers among the weights, so that there are zeros.
NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.floats(-9, 9))
WEIGHTS = array_shapes(max_dims=3, max_side=4).flatmap(
    lambda shape: arrays(float, shape, elements=NUMBERS)
)
#: What they are in PyTorch.
FORMULAS = {
    l1_penalty: lambda W, lam: lam * W.abs().sum(),
    l2_penalty: lambda W, lam: lam / 2 * W.square().sum(),
}
few = settings(max_examples=25, deadline=None)


def close(ours, theirs):
    """Assert agreement to nine digits."""
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("penalty", FORMULAS)
@given(WEIGHTS, st.floats(0, 5))
def test_penalties(penalty, W, lam):
    """Are value and gradient those of autograd, zeros included?"""
    theirs = torch.tensor(W, requires_grad=True)
    price = FORMULAS[penalty](theirs, lam)
    price.backward()
    value, gradient = penalty(W, lam)
    close(value, price.item())
    close(gradient, theirs.grad)


@pytest.mark.parametrize("chosen", [(), (l1_penalty,), (l2_penalty,), (l1_penalty, l2_penalty)])
@few
@given(st.lists(WEIGHTS, max_size=3), st.integers(0, 99), st.floats(0, 5))
def test_objectives(chosen, weights, seed, lam):
    """Is every part of the gradient autograd's, for any number of layers and penalties?"""
    rng = np.random.default_rng(seed)
    A, Y = rng.normal(scale=9, size=(4, 3)), rng.dirichlet(np.ones(3), size=4)
    ours = Objective(CrossEntropyLoss(), [(penalty, lam) for penalty in chosen])
    value = ours.forward(A, Y, *weights)

    leaves = [torch.tensor(x, requires_grad=True) for x in (A, *weights)]
    J = torch.nn.functional.cross_entropy(leaves[0], torch.tensor(Y))
    for W in leaves[1:]:
        for penalty in chosen:
            J = J + FORMULAS[penalty](W, lam)
    J.backward()
    close(value, J.item())
    for gradient, leaf in zip(ours.backward(), leaves, strict=True):
        close(gradient, torch.zeros_like(leaf) if leaf.grad is None else leaf.grad)


def descend(start, X, Y, lam, rate, steps):
    """Gradient descent by PyTorch: its loss, autograd, and SGD with weight decay.

    Returns: the losses with the price of the weights, the trained parameters, and the model.
    """
    params = [torch.tensor(p, requires_grad=True) for p in start]
    decayed = {"params": params[::2], "weight_decay": lam}
    optimizer = torch.optim.SGD([decayed, {"params": params[1::2]}], lr=rate)

    def model(X):
        H = torch.tanh(X @ params[0] + params[1]) if len(params) == 4 else X
        return H @ params[-2] + params[-1]

    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        cost = torch.nn.functional.cross_entropy(model(X), Y)
        price = sum(FORMULAS[l2_penalty](W.detach(), lam).item() for W in params[::2])
        losses.append(cost.item() + price)
        cost.backward()
        optimizer.step()
    return losses, [p.detach().numpy() for p in params], model


@few
@given(st.booleans(), st.floats(0, 1), st.integers(0, 99))
def test_training(deep, lam, seed):
    """Are losses and parameters those of SGD, where weight decay is our L2 penalty?"""
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(5, 3)), rng.dirichlet(np.ones(4), size=5)
    shapes = [(3, 2), (2,), (2, 4), (4,)] if deep else [(3, 4), (4,)]
    start = [rng.normal(size=shape) for shape in shapes]
    objective = Objective(CrossEntropyLoss(), [(l2_penalty, lam)])
    losses, *params = train(objective, start, X, Y, 0.3, 6)
    right, trained, _ = descend(start, torch.tensor(X), torch.tensor(Y), lam, 0.3, 6)
    close(losses, right)
    for ours, theirs in zip(params, trained, strict=True):
        close(ours, theirs)


@pytest.mark.parametrize("hidden", CAPSTONE_PYTORCH)
def test_the_capstone(hidden):
    """Are the numbers printed in the notebook PyTorch's, and the reference's, to nine digits?"""
    pixels, targets = map(torch.tensor, capstone_digits())
    X, Y, X_new, Y_new = pixels[:60], targets[:60], pixels[60:], targets[60:]
    y, y_new = Y.argmax(dim=1), Y_new.argmax(dim=1)
    losses, params, model = descend(capstone_start(hidden), X, y, 0.01, 0.5, 400)
    cross_entropy = torch.nn.functional.cross_entropy
    with torch.no_grad():
        theirs = {
            "last loss": losses[-1],
            "training cost": cross_entropy(model(X), y).item(),
            "squared norm": sum(float(np.sum(W**2)) for W in params[::2]),
            "validation cost": cross_entropy(model(X_new), y_new).item(),
            "accuracy": (model(X_new).argmax(dim=1) == y_new).double().mean().item(),
        }
    ours, _, results = capstone_run(hidden, 0.01)
    assert CAPSTONE_PYTORCH[hidden] == pytest.approx(theirs, rel=1e-9)
    assert results | {"last loss": ours[-1]} == pytest.approx(theirs, rel=1e-9)
    np.testing.assert_allclose(ours, losses, rtol=1e-9)


def test_weight_decay_is_not_the_penalty_under_adam():
    """Do decoupled weight decay and an L2 penalty differ once steps are rescaled?"""

    def after_one_step(optimizer, lam, decay):
        W = torch.tensor([3.0, -0.5], dtype=torch.float64, requires_grad=True)
        chosen = optimizer([W], lr=0.1, weight_decay=decay)
        (W @ torch.tensor([0.2, 0.7], dtype=torch.float64) + lam / 2 * W.square().sum()).backward()
        chosen.step()
        return W.detach().numpy()

    penalty = after_one_step(torch.optim.Adam, 0.5, 0.0)
    close(penalty, after_one_step(torch.optim.Adam, 0.0, 0.5))
    assert np.abs(penalty - after_one_step(torch.optim.AdamW, 0.0, 0.5)).max() > 0.01
