namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>A feature as nodes of one kind see it: its codes, with missing values where that kind sends them.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Missing">What counts as missing; nothing for categories.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
/// <param name="IsCategorical">Codes of categories instead of thresholds.</param>
readonly record struct Channel(int Feature, MissingKind Missing, bool MissingLeft, bool IsCategorical)
{
    const byte Left = 0;
    const byte Right = 255;

    public static Channel Of(Tree tree, int node)
    {
        var kind = tree.Kind[node];
        return kind.IsCategorical
            ? new Channel(tree.SplitFeature[node], MissingKind.None, false, true)
            : new Channel(tree.SplitFeature[node], kind.Missing, kind.Missing != MissingKind.None && kind.DefaultLeft, false);
    }

    /// <summary>The code of a value, given that of a value that is not missing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="code">Its code as a number.</param>
    /// <param name="zeroCode">The code of 0.</param>
    public byte CodeOf(float value, byte code, byte zeroCode) => Missing switch
    {
        MissingKind.None => float.IsNaN(value) ? zeroCode : code,
        MissingKind.NaN => float.IsNaN(value) ? MissingCode : code,
        _ => float.IsNaN(value) || Math.Abs((double)value) <= Tree.ZeroThreshold ? MissingCode : code,
    };

    /// <summary>The codes of a block of rows.</summary>
    /// <param name="values">The values, from the first row's on.</param>
    /// <param name="step">Values from one row to the next.</param>
    /// <param name="numbers">Codes as numbers, one a row.</param>
    /// <param name="zeroCode">The code of 0.</param>
    /// <param name="codes">Filled.</param>
    public void Fill(ReadOnlySpan<float> values, int step, ReadOnlySpan<byte> numbers, byte zeroCode, Span<byte> codes)
    {
        var nan = Missing == MissingKind.None ? zeroCode : MissingCode;
        for (int row = 0, at = 0; row < numbers.Length; row++, at += step) codes[row] = float.IsNaN(values[at]) ? nan : numbers[row];
        if (Missing != MissingKind.Zero) return;
        for (int row = 0, at = 0; row < numbers.Length; row++, at += step)
            if (Math.Abs((double)values[at]) <= Tree.ZeroThreshold) codes[row] = nan;
    }

    byte MissingCode => MissingLeft ? Left : Right;
}
