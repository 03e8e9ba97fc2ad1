using CrmInsights.Local.Commands;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine.Sequences;

/// <summary>`mine sequences --find next`: models of what comes next, tried on customers they have not seen.</summary>
static class NextItems
{
    const int Shown = 3;

    public static async Task<int> RunAsync(MineRun run, SequenceInput input)
    {
        var sequences = input.Sequences;
        var train = MineFlags.TrainRowsOf(run.Parsed, sequences.Count);
        if (train == sequences.Count) throw new CommandFailedException($"{sequences.Count:N0} sequences leave none to test on after {train:N0}; give a smaller --train-rows.");
        var ((markov, variable), model, chain) = run.Fit(() => (
            LogLosses(run, sequences, train),
            NextStep.Fit(sequences, new NextStepOptions(), run.Context),
            MarkovChain.Fit(sequences, new MarkovChainOptions(), run.Context)));
        var takesChain = markov < variable;
        await run.WriteRowsAsync("customer,rank,item,probability", Enumerable.Range(0, sequences.Count).SelectMany(sequence => Likely(sequence)));
        return await run.FinishAsync(new MineResult
        {
            Rows = sequences.Count,
            Columns = sequences.ItemCount,
            Count = model.ContextCount,
            Quality = new Dictionary<string, double> { ["markovLogLoss"] = markov, ["variableOrderLogLoss"] = variable, ["uniformLogLoss"] = Math.Log(sequences.ItemCount) },
        }, [$"Mean log-loss of a step on the last {sequences.Count - train:N0} sequences: chain {markov:0.0000}, variable order {variable:0.0000}, guessing {Math.Log(sequences.ItemCount):0.0000}.", $"--out uses the {(takesChain ? "chain" : "model of variable order")}."]);

        IEnumerable<string> Likely(int sequence)
        {
            var history = Enumerable.Range(0, sequences.ElementCount(sequence)).Select(element => sequences.Element(sequence, element)[0]).ToArray();
            var probabilities = new double[sequences.ItemCount];
            if (takesChain) chain.Predict(history[^1], probabilities);
            else model.Predict(history, probabilities);
            return TopItems.Of(probabilities, Shown).Select((item, rank) =>
                $"{MineOutput.Field(input.Customers[sequence])},{rank + 1},{MineOutput.Field(sequences.NameOf(item))},{MineOutput.Number(probabilities[item])}");
        }
    }

    // All items are known to both models: a step to an item that training lacks must have a probability.
    static (double Markov, double Variable) LogLosses(MineRun run, SequenceDatabase sequences, int train)
    {
        var (first, last) = (sequences.Select([.. Enumerable.Range(0, train)]), sequences.Select([.. Enumerable.Range(train, sequences.Count - train)]));
        return (MarkovChain.Fit(first, new MarkovChainOptions(), run.Context).LogLoss(last), NextStep.Fit(first, new NextStepOptions(), run.Context).LogLoss(last));
    }
}
