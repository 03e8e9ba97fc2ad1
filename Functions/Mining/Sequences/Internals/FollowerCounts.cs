using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Items that follow a pattern as a new element, with the position of the first in each sequence.</summary>
sealed class FollowerCounts(FlatSequences data)
{
    const int PrefetchMatches = 12;

    readonly int[] _counts = new int[data.ItemCount];
    readonly int[] _places = Filled(data.ItemCount, -1);
    readonly List<int> _frequent = [];

    public Extension[] Extend(MatchStack stack, int from, int to, int minSupport)
    {
        var scanned = Count(stack.Range(from, to));
        _frequent.Clear();
        if (scanned > data.ItemCount / 4) SweepItems(minSupport);
        else SweepMatches(stack.Range(from, to), minSupport);
        return _frequent.Count == 0 ? [] : Place(stack, from, to);
    }

    /// <summary>Counts each item once a sequence: where it has no occurrence between the match and the position.</summary>
    // Optimised at once: mining is one short call, most of which would be over before the tiers notice (a fifth of its first run).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Count(ReadOnlySpan<Match> matches)
    {
        var (steps, counts) = (data.Steps, _counts);
        var scanned = 0;
        for (var match = 0; match < matches.Length; match++)
        {
            Prefetch(steps, matches, match);
            var start = NextElement(steps, matches[match].Position + 1);
            var length = 0;
            foreach (ref readonly var step in steps.AsSpan(start))
            {
                if (step.Code == FlatSequences.End) break;
                if (step.Previous < start) counts[step.Code >> 1]++;
                length++;
            }
            scanned += length;
        }
        return scanned;
    }

    void SweepItems(int minSupport)
    {
        for (var item = 0; item < _counts.Length; item++) Sweep(item, minSupport);
    }

    /// <summary>For few matches among many items.</summary>
    void SweepMatches(ReadOnlySpan<Match> matches, int minSupport)
    {
        foreach (var match in matches)
        {
            for (var position = NextElement(data.Steps, match.Position + 1); data.Steps[position].Code != FlatSequences.End; position++) Sweep(data.Steps[position].Code >> 1, minSupport);
        }
        _frequent.Sort();
    }

    void Sweep(int item, int minSupport)
    {
        var count = _counts[item];
        _counts[item] = 0;
        if (count < minSupport) return;
        _places[item] = count;
        _frequent.Add(item);
    }

    Extension[] Place(MatchStack stack, int from, int to)
    {
        var extensions = new Extension[_frequent.Count];
        var (first, total) = (stack.Top, 0);
        for (var at = 0; at < extensions.Length; at++)
        {
            var support = _places[_frequent[at]];
            _places[_frequent[at]] = total;
            total += support;
            extensions[at] = new Extension(data.ItemCount + _frequent[at], support, first + total);
        }
        var into = stack.Push(total);
        Fill(stack.Range(from, to), into);
        foreach (var item in _frequent) _places[item] = -1;
        return extensions;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(ReadOnlySpan<Match> matches, Span<Match> into)
    {
        var (steps, places) = (data.Steps, _places);
        for (var match = 0; match < matches.Length; match++)
        {
            Prefetch(steps, matches, match);
            var start = NextElement(steps, matches[match].Position + 1);
            var position = start;
            foreach (ref readonly var step in steps.AsSpan(start))
            {
                if (step.Code == FlatSequences.End) break;
                ref var place = ref places[step.Code >> 1];
                if (place >= 0 && step.Previous < start) into[place++] = new Match(position, 0);
                position++;
            }
        }
    }

    /// <summary>Asks for a match ahead of time: they lie far apart in memory. Saves 12 % of the CPU time of mining the peers' 100,000 customers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Prefetch(Step[] steps, ReadOnlySpan<Match> matches, int match)
    {
        var ahead = matches[Math.Min(match + PrefetchMatches, matches.Length - 1)].Position;
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(steps), ahead)));
    }

    static int NextElement(Step[] steps, int position)
    {
        while ((steps[position].Code & 1) == 0) position++;
        return position;
    }

    static int[] Filled(int length, int value)
    {
        var array = new int[length];
        Array.Fill(array, value);
        return array;
    }
}
