"""Makes recurrent.json: torch.nn.GRU with a linear head on the last state and the silence, in doubles.

Run with PyTorch 1.13 (Debian 12: python3-torch): python3 make_recurrent.py > recurrent.json
Torch stacks the gates as reset, update, candidate and keeps one bias for the inputs and one for the state.
"""
import json
import sys

import torch

torch.set_default_dtype(torch.float64)


def values(tensor):
    return tensor.detach().reshape(-1).tolist()


def history(draw, kinds, length, amounts):
    def numbers(count, reach):
        return (torch.rand(count, generator=draw) * reach * 8).floor().div(8).tolist()      # exact as 32-bit floats

    gaps = numbers(length, 40)
    return {
        "kinds": torch.randint(kinds, (length,), generator=draw).tolist(),
        "gaps": [0.0] * min(1, length) + gaps[1:],
        "amounts": [amount - 20 for amount in numbers(length, 100)] if amounts else None,
        "silence": numbers(1, 90)[0],
    }


def scaled(numbers):
    tensor = torch.tensor(numbers)
    return torch.sign(tensor) * torch.log1p(torch.abs(tensor))


def case(name, seed, kinds, embedding, hidden, outputs, amounts, lengths, labels):
    torch.manual_seed(seed)
    draw = torch.Generator().manual_seed(seed)
    width = embedding + (2 if amounts else 1)
    table, gru, head = torch.nn.Embedding(kinds, embedding), torch.nn.GRU(width, hidden), torch.nn.Linear(hidden + 1, outputs)
    histories = [history(draw, kinds, length, amounts) for length in lengths]
    answers, losses = [], []
    for one, label in zip(histories, labels):
        state = torch.zeros(1, 1, hidden)
        if one["kinds"]:
            columns = [table(torch.tensor(one["kinds"])), scaled(one["gaps"]).unsqueeze(1)]
            if amounts:
                columns.append(scaled(one["amounts"]).unsqueeze(1))
            _, state = gru(torch.cat(columns, 1).unsqueeze(1), torch.zeros(1, 1, hidden))
        answer = head(torch.cat([state.reshape(hidden), scaled([one["silence"]])]))
        if name == "Binary":
            loss = torch.nn.functional.binary_cross_entropy_with_logits(answer, torch.tensor([label]))
        elif name == "Multiclass":
            loss = torch.nn.functional.cross_entropy(answer.unsqueeze(0), torch.tensor([int(label)]))
        else:
            loss = (answer[0] - label) ** 2 / 2
        answers.append(values(answer))
        losses.append(loss)
    torch.stack(losses).sum().backward()
    parts = {
        "embeddings": table.weight, "inputWeights": gru.weight_ih_l0, "inputBias": gru.bias_ih_l0, "stateWeights": gru.weight_hh_l0, "stateBias": gru.bias_hh_l0,
        "headWeights": head.weight, "headBias": head.bias,
    }
    return {
        "objective": name, "kinds": kinds, "embedding": embedding, "hidden": hidden, "outputs": outputs, "hasAmounts": amounts,
        "weights": {part: values(tensor) for part, tensor in parts.items()},
        "gradients": {part: values(tensor.grad) for part, tensor in parts.items()},
        "histories": histories, "labels": labels, "answers": answers, "losses": [loss.item() for loss in losses],
    }


json.dump({
    "torch": torch.__version__,
    "cases": [
        case("Binary", 1, 4, 3, 5, 1, False, [7, 1, 3, 0, 12], [1.0, 0.0, 1.0, 0.0, 0.0]),
        case("Multiclass", 2, 6, 2, 8, 3, True, [2, 9, 4, 4, 1, 6], [2.0, 0.0, 1.0, 1.0, 0.0, 2.0]),
        case("Squared", 3, 3, 1, 9, 1, True, [5, 8, 3, 1], [0.5, -1.25, 2.0, 0.0]),
    ],
}, sys.stdout, indent=0)
print()
