using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Tables;

/// <summary>Cuts rows of training data, with their labels, weights and groups.</summary>
static class RowParts
{
    /// <summary>Rows from one place on. A cut never parts a group: see <see cref="WholeGroups"/>.</summary>
    public static TrainingData Part(TrainingData data, int from, int count) => new()
    {
        Features = data.Features.Part(from, count),
        Labels = data.Labels[from..(from + count)],
        Weights = data.Weights?[from..(from + count)],
        Groups = data.Groups is null ? null : GroupsOf(data.Groups, from, count),
    };

    /// <summary>The given rows in the given order; groups are left out.</summary>
    public static TrainingData Of(TrainingData data, IReadOnlyList<int> rows)
    {
        var columns = data.Features.FeatureCount;
        var values = new float[rows.Count * columns];
        for (var place = 0; place < rows.Count; place++) data.Features.Row(rows[place]).CopyTo(values.AsSpan(place * columns));
        return new TrainingData
        {
            Features = new FeatureMatrix(values, rows.Count, columns),
            Labels = [.. rows.Select(row => data.Labels[row])],
            Weights = data.Weights is null ? null : [.. rows.Select(row => data.Weights[row])],
        };
    }

    /// <summary>The rows of both, one after the other; groups are left out.</summary>
    public static TrainingData Join(TrainingData first, TrainingData second)
    {
        var (columns, before, after) = (first.Features.FeatureCount, first.Features.RowCount, second.Features.RowCount);
        var values = new float[(before + after) * columns];
        first.Features.Rows(0, before).CopyTo(values);
        second.Features.Rows(0, after).CopyTo(values.AsSpan(before * columns));
        return new TrainingData
        {
            Features = new FeatureMatrix(values, before + after, columns),
            Labels = [.. first.Labels, .. second.Labels],
            Weights = first.Weights is null || second.Weights is null ? null : [.. first.Weights, .. second.Weights],
        };
    }

    /// <summary>The first place at or behind <paramref name="row"/> where a group ends.</summary>
    public static int WholeGroups(int[]? groups, int row)
    {
        if (groups is null) return row;
        var end = 0;
        foreach (var count in groups)
        {
            if (end >= row) break;
            end += count;
        }
        return end;
    }

    static int[] GroupsOf(int[] groups, int from, int count)
    {
        var (at, own) = (0, new List<int>());
        foreach (var rows in groups)
        {
            if (at >= from && at < from + count) own.Add(rows);
            at += rows;
        }
        return [.. own];
    }
}
