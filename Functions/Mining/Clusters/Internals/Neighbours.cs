using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Finds the rows within a radius, by a sorted list of the feature that varies most.</summary>
sealed class Neighbours
{
    readonly FeatureMatrix _x;
    readonly double _radius;
    readonly int _feature;
    readonly float[] _values;   // of the feature, rising
    readonly int[] _rows;       // in the order of the values
    readonly List<int> _found = [];

    public Neighbours(FeatureMatrix x, FeatureMoments moments, double radius)
    {
        (_x, _radius) = (x, radius);
        _feature = Array.IndexOf(moments.Variances, moments.Variances.Max());
        _values = x.Column(_feature);
        _rows = [.. Enumerable.Range(0, x.RowCount)];
        Array.Sort(_values, _rows);
    }

    /// <summary>The neighbours of a row, itself included. The list is used again by the next call.</summary>
    public List<int> Of(int row)
    {
        _found.Clear();
        Find(_x.Row(row), _found);
        return _found;
    }

    /// <summary>Adds the rows within the radius of any point.</summary>
    public void Find(ReadOnlySpan<float> point, List<int> found)
    {
        double value = point[_feature];
        for (var at = First(value - _radius); at < _values.Length && _values[at] <= value + _radius; at++)
            if (Distance.Squared(point, _x.Row(_rows[at])) <= _radius * _radius) found.Add(_rows[at]);
    }

    int First(double least)
    {
        var (low, high) = (0, _values.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_values[middle] < least) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
