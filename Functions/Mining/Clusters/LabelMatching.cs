namespace CrmInsights.Mining.Clusters;

/// <summary>Keeps the identity of clusters from one run to the next: which new label continues which old one.</summary>
public static class LabelMatching
{
    /// <summary>Pairs new labels with old ones so that the most rows keep their cluster.</summary>
    /// <param name="former">Label of each row in the former run, from 0.</param>
    /// <param name="current">Label of each row in this run, from 0.</param>
    /// <returns>For each current label the former one, or -1 where there is none left or no row in common.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a label is negative.</exception>
    public static int[] ByRows(ReadOnlySpan<int> former, ReadOnlySpan<int> current)
    {
        if (former.Length != current.Length) throw new ArgumentException($"{former.Length} and {current.Length} labels were given; as many were expected.");
        var (formerCount, currentCount) = (Count(former), Count(current));
        var costs = new double[currentCount, formerCount];
        for (var row = 0; row < former.Length; row++) costs[current[row], former[row]]--;
        var pairs = Assign(costs);
        for (var label = 0; label < pairs.Length; label++)
            if (pairs[label] >= 0 && costs[label, pairs[label]] == 0) pairs[label] = -1;
        return pairs;
    }

    /// <summary>Pairs new centers with old ones so that the squared distances of the pairs add up to the least.</summary>
    /// <returns>For each center of <paramref name="current"/> one of <paramref name="former"/>, or -1 where there is none left.</returns>
    public static int[] ByCenters(KMeansModel former, KMeansModel current)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(current.FeatureCount, former.FeatureCount, nameof(current));
        var costs = new double[current.ClusterCount, former.ClusterCount];
        for (var row = 0; row < current.ClusterCount; row++)
            for (var column = 0; column < former.ClusterCount; column++)
                for (var i = 0; i < current.FeatureCount; i++)
                    costs[row, column] += Math.Pow(current.Center(row)[i] - former.Center(column)[i], 2);
        return Assign(costs);
    }

    /// <summary>The cheapest pairing of rows with columns, by the Hungarian method in O(n^3).</summary>
    /// <param name="costs">Finite costs, not necessarily square.</param>
    /// <returns>For each row its column, or -1 for rows that are left over.</returns>
    /// <remarks>Kuhn (1955), Naval Research Logistics Quarterly 2; shortest augmenting paths with potentials.</remarks>
    public static int[] Assign(double[,] costs)
    {
        var size = Math.Max(costs.GetLength(0), costs.GetLength(1));
        var (rowPrices, columnPrices) = (new double[size + 1], new double[size + 1]);
        var rowOf = new int[size + 1];                       // counted from 1; column 0 stands for the row that looks for a column
        for (var row = 1; row <= size; row++) Augment(costs, row, rowOf, (rowPrices, columnPrices));
        var columns = new int[costs.GetLength(0)];
        for (var column = 1; column <= size; column++)
            if (rowOf[column] <= columns.Length) columns[rowOf[column] - 1] = column <= costs.GetLength(1) ? column - 1 : -1;
        return columns;
    }

    static void Augment(double[,] costs, int start, int[] rowOf, (double[] Rows, double[] Columns) prices)
    {
        var size = rowOf.Length - 1;
        var (least, before, done) = (new double[size + 1], new int[size + 1], new bool[size + 1]);
        Array.Fill(least, double.PositiveInfinity);
        rowOf[0] = start;
        var column = 0;
        while (rowOf[column] != 0)
        {
            done[column] = true;
            var (row, step, next) = (rowOf[column], double.PositiveInfinity, 0);
            for (var other = 1; other <= size; other++)
            {
                if (done[other]) continue;
                var slack = Cost(costs, row, other) - prices.Rows[row] - prices.Columns[other];
                if (slack < least[other]) (least[other], before[other]) = (slack, column);
                if (least[other] < step) (step, next) = (least[other], other);
            }
            for (var other = 0; other <= size; other++)
            {
                if (!done[other]) least[other] -= step;
                else (prices.Rows[rowOf[other]], prices.Columns[other]) = (prices.Rows[rowOf[other]] + step, prices.Columns[other] - step);
            }
            column = next;
        }
        for (; column != 0; column = before[column]) rowOf[column] = rowOf[before[column]];
    }

    // Rows and columns that only fill up the square cost nothing.
    static double Cost(double[,] costs, int row, int column) =>
        row <= costs.GetLength(0) && column <= costs.GetLength(1) ? costs[row - 1, column - 1] : 0;

    static int Count(ReadOnlySpan<int> labels)
    {
        var greatest = -1;
        foreach (var label in labels)
        {
            if (label < 0) throw new ArgumentException($"Label {label} was given; labels count from 0.");
            greatest = Math.Max(greatest, label);
        }
        return greatest + 1;
    }
}
