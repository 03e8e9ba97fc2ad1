namespace CrmInsights.Mining.Trees.Internals;

/// <summary>How a node treats missing values.</summary>
enum MissingKind : byte
{
    /// <summary>Training saw none: NaN counts as 0.</summary>
    None = 0,
    /// <summary>Zero and NaN are missing.</summary>
    Zero = 1,
    /// <summary>NaN is missing.</summary>
    NaN = 2,
}

/// <summary>LightGBM's decision type: bit 0 categorical, bit 1 missing goes left, bits 2 and 3 the kind of missing.</summary>
/// <param name="Code">The number as the text format has it.</param>
readonly record struct NodeKind(byte Code)
{
    public bool IsCategorical => (Code & 1) != 0;
    public bool DefaultLeft => (Code & 2) != 0;
    public MissingKind Missing => (MissingKind)(Code >> 2 & 3);

    public static NodeKind Categorical(MissingKind missing) => new((byte)(1 | (int)missing << 2));

    public static NodeKind Numerical(MissingKind missing, bool defaultLeft) => new((byte)((defaultLeft ? 2 : 0) | (int)missing << 2));
}
