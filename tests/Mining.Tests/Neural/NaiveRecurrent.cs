using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Neural.Internals;

namespace CrmInsights.Mining.Tests.Neural;

/// <summary>The recurrent network's forward pass written down as the paper has it: one history, one unit, one number at a time, in doubles.</summary>
static class NaiveRecurrent
{
    public static double[] Outputs(RecurrentShape shape, double[] parameters, EventHistory history, HistoryScales scales)
    {
        var state = new double[shape.Hidden];
        for (var at = Math.Max(0, history.Events.Length - shape.MaxLength); at < history.Events.Length; at++)
            state = Next(shape, parameters, Input(shape, parameters, (history, at), scales), state);
        double[] seen = [.. state, scales.Times.Of(history.Silence)];
        return [.. Enumerable.Range(0, shape.Outputs).Select(output => parameters[shape.HeadBias + output]
            + Enumerable.Range(0, seen.Length).Sum(place => seen[place] * parameters[shape.HeadWeights + place * shape.Outputs + output]))];
    }

    static double[] Input(RecurrentShape shape, double[] parameters, (EventHistory History, int At) place, HistoryScales scales)
    {
        var input = new List<double>();
        for (var one = 0; one < shape.Embedding; one++) input.Add(parameters[place.History.Events[place.At] * shape.Embedding + one]);
        input.Add(scales.Times.Of(place.History.Gaps[place.At]));
        if (shape.HasAmounts) input.Add(scales.Amounts.Of(place.History.Amounts![place.At]));
        return [.. input];
    }

    static double[] Next(RecurrentShape shape, double[] parameters, double[] input, double[] state)
    {
        var next = new double[shape.Hidden];
        for (var unit = 0; unit < shape.Hidden; unit++)
        {
            var update = Sigmoid(FromInput(0, unit) + FromState(0, unit));
            var reset = Sigmoid(FromInput(1, unit) + FromState(1, unit));
            var candidate = Math.Tanh(FromInput(2, unit) + reset * FromState(2, unit));
            next[unit] = (1 - update) * candidate + update * state[unit];
        }
        return next;

        double FromInput(int gate, int unit) => Gate(shape.InputWeights, shape.InputBias, input, gate * shape.Hidden + unit);
        double FromState(int gate, int unit) => Gate(shape.StateWeights, shape.StateBias, state, gate * shape.Hidden + unit);

        double Gate(int weights, int bias, double[] values, int column)
        {
            var sum = parameters[bias + column];
            for (var place = 0; place < values.Length; place++) sum += values[place] * parameters[weights + place * shape.Gates + column];
            return sum;
        }
    }

    static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
