namespace CrmInsights.Testing;

/// <summary>Identifiers that are the same in every run.</summary>
public static class SeededGuid
{
    /// <summary>The identifier of a number within a kind; different kinds never meet.</summary>
    public static Guid Of(string kind, int number)
    {
        var hash = 14695981039346656037UL;                  // FNV-1a
        foreach (var letter in kind) hash = (hash ^ letter) * 1099511628211UL;
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, hash);
        BitConverter.TryWriteBytes(bytes[8..], (long)number);
        return new Guid(bytes);
    }

    /// <summary>Draws one from a seeded generator.</summary>
    public static Guid Draw(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
