#!/usr/bin/env python3
"""pytorch_epoch -- one epoch of the paper's rules in vectorised PyTorch, and the linear probe.

A peer for `hebb bench`: the same rules with the same settings, written as one writes them in PyTorch:
no gradients, no Python loop but that over batches, buffers reused, inputs normalised beforehand. Each
step also adds up the length of every unit's step, which the Gini metric is computed from. Prints JSON
with medians. Needs python3-torch; `compare` runs it beside hebb.

W is units x inputs, x is batch x inputs.
"""
import argparse
import json
import math
import os
import statistics
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    sys.exit(f"pytorch_epoch: {sys.executable} has no PyTorch; on Debian: "
             "apt-get install python3-torch, and run this with /usr/bin/python3")

RATE = 0.05
LONGEST = 3.0  # seconds: an epoch that takes longer is timed on its first samples, and scaled


class Layer:
    """Weights, buffers, and the sum over steps of each unit's step length."""

    def __init__(self, weights, batch):
        self.w = weights
        self.change = torch.empty_like(weights)
        self.u = torch.empty(batch, len(weights))
        self.lengths = torch.zeros(len(weights))

    def potentials(self, x):
        u = self.u[:len(x)]
        return torch.mm(x, self.w.t(), out=u)


class SoftHebb(Layer):
    """c = softmax(u), d = sum_b c u, mean over the batch."""

    def step(self, x):
        u = self.potentials(x)
        rate = RATE / len(x)
        c = torch.softmax(u, 1)
        d = (c * u).sum(0)
        torch.mm(c.t(), x, out=self.change)
        self.change.addcmul_(self.w, d.unsqueeze(1), value=-1)
        self.lengths.add_(self.change.norm(dim=1), alpha=rate)
        self.w.add_(self.change, alpha=rate)


class HebbNetAsRun(Layer):
    """c = y - T; units below the .8 quantile of step lengths rest, all kept but the longest are
    negated; unit norm."""

    def __init__(self, weights, batch):
        super().__init__(weights, batch)
        self.target = None

    def step(self, x):
        y = self.potentials(x).relu_()
        mean = y.mean(0)
        self.target = mean if self.target is None else self.target.mul_(0.05).add_(mean, alpha=0.95)
        torch.mm(y.sub_(self.target).t(), x, out=self.change)
        lengths = self.change.norm(dim=1)
        sign = -(lengths >= torch.quantile(lengths, 0.8)).float()
        sign[lengths.argmax()] = 1
        self.w.addcmul_(self.change, sign.unsqueeze(1), value=RATE)
        self.lengths.add_(lengths.mul_(sign.abs_()), alpha=RATE)
        self.w.div_(self.w.norm(dim=1, keepdim=True))


class LiusonAsRun(Layer):
    """c = q of the winner where above 1/units, q = softmax(y - E); unit norm."""

    def __init__(self, weights, batch):
        super().__init__(weights, batch)
        self.average = None

    def winners(self, x):
        y = self.potentials(x).relu_()
        mean = y.mean(0)
        self.average = (mean if self.average is None
                        else self.average.mul_(0.95).add_(mean, alpha=0.05))
        top, winner = torch.softmax(y.sub_(self.average), 1).max(1)
        return top.mul_(top > 1 / len(self.w)), winner

    def step(self, x):
        top, winner = self.winners(x)
        c = torch.zeros(len(x), len(self.w)).scatter_(1, winner.unsqueeze(1), top.unsqueeze(1))
        torch.mm(c.t(), x, out=self.change)
        self.lengths.add_(self.change.norm(dim=1), alpha=RATE)
        self.w.add_(self.change, alpha=RATE)
        self.w.div_(self.w.norm(dim=1, keepdim=True))


class LiusonAsRunSparse(LiusonAsRun):
    """The same by somebody who knows that at most one unit a sample moves."""

    def __init__(self, weights, batch):
        super().__init__(weights, batch)
        self.first = True

    def step(self, x):
        top, winner = self.winners(x)
        units, place = winner.unique(return_inverse=True)
        change = torch.zeros(len(units), x.shape[1]).index_add_(0, place, x * top.unsqueeze(1))
        self.lengths.index_add_(0, units, change.norm(dim=1), alpha=RATE)
        if self.first:  # the units that never move have not been brought to length 1
            self.w.index_add_(0, units, change, alpha=RATE)
            self.w.div_(self.w.norm(dim=1, keepdim=True))
            self.first = False
        else:
            moved = self.w.index_select(0, units).add_(change, alpha=RATE)
            self.w.index_copy_(0, units, moved.div_(moved.norm(dim=1, keepdim=True)))


RULES = {"softhebb": SoftHebb, "hebbnet-as-run": HebbNetAsRun, "liuson-as-run": LiusonAsRun,
         "liuson-as-run-sparse": LiusonAsRunSparse}


def initial_weights(units, inputs):
    return torch.randn(units, inputs).mul_(5 * math.sqrt(math.pi / (2 * inputs)))


def run_epoch(layer, x, order, batch):
    for indices in order.split(batch):
        layer.step(x.index_select(0, indices))


def seconds_of(body):
    begin = time.perf_counter()
    body()
    return time.perf_counter() - begin


def time_epoch(rule, units, batch, x, repeat):
    """The median time of an epoch over x, and all times."""
    def layer():
        return RULES[rule](initial_weights(units, x.shape[1]), batch)

    samples = len(x)
    whole = batch * max(1, 512 // batch)
    pilot = min(samples, 2 * whole)
    run_epoch(layer(), x, torch.arange(min(samples, 4 * batch)), batch)
    each = seconds_of(lambda: run_epoch(layer(), x, torch.randperm(samples)[:pilot], batch)) / pilot
    timed = min(samples, math.ceil(LONGEST / each / whole) * whole)
    every = []
    for _ in range(repeat):
        made = layer()
        spent = seconds_of(lambda: run_epoch(made, x, torch.randperm(samples)[:timed], batch))
        every.append(spent * samples / timed)
        if not torch.isfinite(made.lengths).all():
            sys.exit(f"pytorch_epoch: {rule}: step lengths are not finite")
    return {"rule": rule, "inputs": x.shape[1], "units": units, "batch": batch, "samples": samples,
            "timed_samples": timed, "seconds": statistics.median(every), "all": every}


def score(model, f, labels):
    """Summed loss and hits."""
    loss, hits = 0.0, 0
    with torch.no_grad():
        for part, wanted in zip(f.split(4096), labels.split(4096)):
            z = model(part)
            loss += F.cross_entropy(z, wanted, reduction="sum").item()
            hits += (z.argmax(1) == wanted).sum().item()
    return loss, hits


def probe(features, samples, epochs=10, batch=32):
    """AdamW on standardised features; a tenth is held out; scored after each epoch on that and on
    a test set of a sixth of the samples. The standardisation is part of the time."""
    def made(count):
        return torch.rand(count, features), torch.randint(10, (count,))

    f, labels = made(samples)
    test, test_labels = made(max(1, samples // 6))
    held_out = samples // 10
    begin = time.perf_counter()
    deviation, mean = torch.std_mean(f[held_out:], 0)
    for part in (f, test):
        part.sub_(mean).div_(deviation)
    model = torch.nn.Linear(features, 10)
    descent = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    for _ in range(epochs):
        loss, hits = torch.zeros(()), torch.zeros((), dtype=torch.int64)
        for indices in (torch.randperm(samples - held_out) + held_out).split(batch):
            wanted = labels[indices]
            z = model(f.index_select(0, indices))
            value = F.cross_entropy(z, wanted)
            descent.zero_grad(set_to_none=True)
            value.backward()
            descent.step()
            loss += value.detach()
            hits += (z.detach().argmax(1) == wanted).sum()
        score(model, f[:held_out], labels[:held_out])
        score(model, test, test_labels)
    return time.perf_counter() - begin


def whole_list(text):
    return [int(word) for word in text.split(",")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rules", default="softhebb,hebbnet-as-run,liuson-as-run",
                        help="of " + ", ".join(RULES))
    parser.add_argument("--units", type=whole_list, default=[2048])
    parser.add_argument("--batch", type=whole_list, default=[32])
    parser.add_argument("--samples", type=int, default=60000)
    parser.add_argument("--inputs", type=int, default=784)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--probe", action="store_true", help="the probe instead, at each width")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)

    results = {"torch": torch.__version__, "threads": torch.get_num_threads(), "epochs": [],
               "probes": []}
    if options.probe:
        for units in options.units:
            every = [probe(units, options.samples) for _ in range(options.repeat)]
            results["probes"].append({"units": units, "samples": options.samples, "epochs": 10,
                                      "seconds": statistics.median(every), "all": every})
        print(json.dumps(results, indent=2))
        return
    # A fifth of the pixels carries ink, as in MNIST; normalised as the paper's code does.
    x = torch.rand(options.samples, options.inputs)
    x.sub_(0.8).clamp_(min=0).mul_(5).sub_(0.1307).div_(0.3081)
    with torch.no_grad():
        for rule in options.rules.split(","):
            for units in options.units:
                for batch in options.batch:
                    results["epochs"].append(time_epoch(rule, units, batch, x, options.repeat))
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
