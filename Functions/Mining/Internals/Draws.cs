namespace CrmInsights.Mining.Internals;

/// <summary>Independent streams of draws: one a sample, fold or tree, so that the order in which threads run does not matter.</summary>
static class Draws
{
    /// <summary>The generator of one stream.</summary>
    public static Random Of(int seed, int stream) => new((int)(Mix((uint)seed | (ulong)(uint)stream << 32) >> 33));

    // SplitMix64, Steele, Lea and Flood (2014), OOPSLA
    static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
