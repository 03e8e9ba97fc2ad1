namespace CrmInsights.Store;

/// <summary>Places customers in shards, the same way in every process, on every machine and in every version.</summary>
public static class Shards
{
    const ulong OffsetBasis = 14695981039346656037;
    const ulong Prime = 1099511628211;

    /// <summary>The shard of a customer, from 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="id">Primary key of the customer.</param>
    /// <param name="count">Number of shards, at least 1.</param>
    /// <remarks>
    /// FNV-1a, 64 bits, over the 16 bytes of the id in the order they are printed; the upper half folded onto the lower, because the low
    /// bits of FNV-1a depend on the low bits of the input only; then the remainder.
    /// </remarks>
    public static int Of(Guid id, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = OffsetBasis;
        foreach (var value in bytes) hash = unchecked((hash ^ value) * Prime);
        return (int)((uint)(hash ^ (hash >> 32)) % (uint)count);
    }
}
