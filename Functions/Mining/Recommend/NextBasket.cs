using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend.Internals;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Recommend;

/// <summary>What a customer will buy next, out of own habits (repeat purchases) and those of the customers most alike.</summary>
/// <remarks>Hu, He, Gao and Zhang (2020), "Modeling personalized item frequency information for next-basket recommendation" (TIFU-kNN), SIGIR. Neighbours are exact.</remarks>
public static class NextBasket
{
    /// <summary>Turns every customer's baskets into a vector of habits.</summary>
    public static NextBasketModel Fit(SequenceDatabase sequences, NextBasketOptions options, RunContext run)
    {
        options.Validate();
        var habits = new HabitVector(sequences.ItemCount, options);
        var rows = new (int[] Columns, double[] Values)[sequences.Count];
        for (var sequence = 0; sequence < rows.Length; sequence++)
        {
            if (sequence % 4096 == 0) run.Report(sequence, rows.Length);
            rows[sequence] = habits.Of(sequences, sequence);
        }
        return new NextBasketModel(SparseRows.Of(rows), sequences.ItemCount, options);
    }
}
