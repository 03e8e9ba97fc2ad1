using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Recommend;

/// <summary>Drawn interactions and baskets.</summary>
static class Tastes
{
    public static Interactions Random(int userCount, int itemCount, int seed, double share = 0.3)
    {
        var random = new Random(seed);
        return Interactions.From([.. Enumerable.Range(0, userCount).Select(_ => Enumerable.Range(0, itemCount)
            .Where(_ => random.NextDouble() < share).Select(item => (item, 1.0 + random.Next(4))).ToArray())], itemCount);
    }

    /// <summary>Even users have items of the first half of the catalogue, odd users of the second.</summary>
    public static Interactions TwoGroups(int userCount, int itemCount, int seed)
    {
        var random = new Random(seed);
        return Interactions.From([.. Enumerable.Range(0, userCount).Select(user => Enumerable.Range(0, itemCount / 2)
            .Where(_ => random.Next(2) == 0).Select(item => (item + user % 2 * (itemCount / 2), 1.0)).ToArray())], itemCount);
    }

    public static Interactions Permuted(Interactions interactions, int[] order) => Interactions.From(
        order.Select(user => interactions.ItemsOf(user).ToArray().Zip(interactions.WeightsOf(user).ToArray())), interactions.ItemCount);

    /// <summary>One row a user, zeros included.</summary>
    public static double[][] Dense(Interactions interactions)
    {
        var rows = Enumerable.Range(0, interactions.UserCount).Select(_ => new double[interactions.ItemCount]).ToArray();
        for (var user = 0; user < rows.Length; user++)
            for (var at = 0; at < interactions.ItemsOf(user).Length; at++) rows[user][interactions.ItemsOf(user)[at]] = interactions.WeightsOf(user)[at];
        return rows;
    }

    public static SequenceDatabase Baskets(params int[][][] customers)
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var customer in customers)
        {
            foreach (var basket in customer)
            {
                foreach (var item in basket) builder.AddItem(item);
                builder.EndElement();
            }
            builder.EndSequence();
        }
        return builder.Build();
    }

    public static MemoryStream Stored(Action<Stream> save)
    {
        var stream = new MemoryStream();
        save(stream);
        stream.Position = 0;
        return stream;
    }
}
