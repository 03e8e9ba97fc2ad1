namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>Turns categories into one byte each: those that any node sends left are numbered, all others share one code that no set holds.</summary>
sealed class CategoryCodes
{
    /// <summary>One code is kept for all other categories.</summary>
    public const int MostCategories = 255;

    const int LongestTable = 1 << 16;

    readonly byte[] _codes;
    readonly byte _other;

    CategoryCodes(byte[] codes, byte other) => (_codes, _other) = (codes, other);

    /// <summary>Number of codes, with the one for all other categories: the last.</summary>
    public int Count => _other + 1;

    /// <summary>Codes for the categories that nodes name; null where they are too many or too large for a table.</summary>
    public static CategoryCodes? For(SortedSet<int> categories)
    {
        if (categories.Count > MostCategories || categories.Max >= LongestTable) return null;
        var other = (byte)categories.Count;
        var codes = new byte[categories.Count == 0 ? 0 : categories.Max + 1];
        Array.Fill(codes, other);
        byte next = 0;
        foreach (var category in categories) codes[category] = next++;
        return new CategoryCodes(codes, other);
    }

    /// <summary>The code of a value; as LightGBM does, it is cut off towards zero.</summary>
    public byte CodeOf(float value) => value > -1 && value < _codes.Length ? _codes[(int)value] : _other;

    /// <summary>The code of a category that nodes name.</summary>
    public byte CodeOf(int category) => _codes[category];

    /// <summary>A set of categories as 256 bits by code.</summary>
    public byte[] SetOf(IEnumerable<int> categories)
    {
        var bits = new byte[32];
        foreach (var category in categories) bits[_codes[category] >> 3] |= (byte)(1 << (_codes[category] & 7));
        return bits;
    }
}
