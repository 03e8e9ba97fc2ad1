"""
Writes figures.txt beside this script with PyTorch, in double precision: losses and gradients of networks with embeddings, and steps of Adam with decoupled decay behind a cut gradient.
Its first line names the version. Parameters lie flat as the engine's: tables of embeddings, then for each layer the weights of one input to all outputs side by side, then its bias.
"""
import pathlib
import torch

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
NUMBERS, CATEGORIES, SIZES, HIDDEN, ROWS = 3, [4, 3], [2, 5], [6, 5], 9
LOSSES = {
    "binary": (1, torch.nn.BCEWithLogitsLoss(reduction="none")),
    "multiclass": (3, torch.nn.CrossEntropyLoss(reduction="none")),
    "squared": (1, torch.nn.MSELoss(reduction="none")),
}


class Net(torch.nn.Module):
    def __init__(self, outputs):
        super().__init__()
        self.tables = torch.nn.ModuleList(torch.nn.Embedding(count, size) for count, size in zip(CATEGORIES, SIZES))
        widths = [NUMBERS + sum(SIZES), *HIDDEN, outputs]
        self.layers = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(widths, widths[1:]))

    def forward(self, numbers, codes):
        x = torch.cat([numbers] + [table(codes[:, i]) for i, table in enumerate(self.tables)], dim=1)
        for layer in self.layers[:-1]: x = torch.relu(layer(x))
        return self.layers[-1](x)

    def flat(self, of):
        parts = [of(table.weight) for table in self.tables]
        for layer in self.layers: parts += [of(layer.weight).T, of(layer.bias)]
        return torch.cat([part.reshape(-1) for part in parts])


def line(name, values):
    return name + " " + " ".join(repr(float(value)) for value in values.detach().reshape(-1))


numbers, codes = torch.randn(ROWS, NUMBERS), torch.stack([torch.randint(count, (ROWS,)) for count in CATEGORIES], dim=1)
lines = [f"# PyTorch {torch.__version__}", line("numbers", numbers), line("codes", codes)]
for name, (outputs, loss) in LOSSES.items():
    net = Net(outputs)
    labels = torch.randint(3, (ROWS,)) if name == "multiclass" else torch.randint(2, (ROWS,)).double() if name == "binary" else torch.randn(ROWS)
    found = net(numbers, codes)
    each = loss(found if name == "multiclass" else found[:, 0], labels) / (2 if name == "squared" else 1)
    each.sum().backward()
    lines += [line(f"{name}Labels", labels), line(f"{name}Parameters", net.flat(lambda p: p)), line(f"{name}Losses", each), line(f"{name}Gradient", net.flat(lambda p: p.grad))]

torch.set_default_dtype(torch.float32)
moved = torch.nn.Parameter(torch.randn(21))
adam = torch.optim.AdamW([moved], lr=0.01, weight_decay=0.1)
lines.append(line("adamStart", moved))
for step in range(6):
    moved.grad = torch.randn(21) * 10 ** (step - 3)           # short ones at first, then ones that are cut
    lines.append(line(f"adamGradient{step}", moved.grad))
    torch.nn.utils.clip_grad_norm_([moved], 5)
    adam.step()
    lines.append(line(f"adamAfter{step}", moved))
pathlib.Path(__file__).with_name("figures.txt").write_text("\n".join(lines) + "\n")
