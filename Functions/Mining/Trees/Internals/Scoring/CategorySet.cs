namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>The categories that a node sends left.</summary>
/// <param name="Channel">Where the codes are.</param>
/// <param name="Bits">One bit a code.</param>
sealed record CategorySet(int Channel, byte[] Bits)
{
    public bool Holds(byte code) => (Bits[code >> 3] >> (code & 7) & 1) != 0;
}
