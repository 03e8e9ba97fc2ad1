namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>What may follow a pattern, counted while its matches are scanned. An extension is an item that joins the last element, or the number of items plus
/// an item that makes a new one.</summary>
sealed class Extensions(int itemCount)
{
    readonly Tally[] _tallies = new Tally[2 * itemCount];
    readonly int[] _places = new int[2 * itemCount];
    int[] _touched = new int[64];
    int[] _hits = new int[256];
    Match[] _matches = new Match[256];
    int _touchedCount;
    int _hitCount;
    int _stamp;

    /// <summary>From here on extensions count for a new sequence.</summary>
    public void NextSequence()
    {
        if (++_stamp != int.MaxValue) return;
        for (var extension = 0; extension < _tallies.Length; extension++) _tallies[extension].Stamp = 0;
        _stamp = 1;
    }

    /// <summary>Adds a match unless the present sequence has one of this extension.</summary>
    public void AddFirst(int extension, Match match)
    {
        ref var tally = ref _tallies[extension];
        if (tally.Stamp == _stamp) return;
        tally.Stamp = _stamp;
        if (tally.Support++ == 0) Touch(extension);
        tally.Matches++;
        Record(extension, match);
    }

    /// <summary>Adds a match; the support grows once a sequence.</summary>
    public void Add(int extension, Match match)
    {
        ref var tally = ref _tallies[extension];
        if (tally.Stamp != _stamp)
        {
            tally.Stamp = _stamp;
            if (tally.Support++ == 0) Touch(extension);
        }
        tally.Matches++;
        Record(extension, match);
    }

    /// <summary>Pushes the matches of the extensions with enough support, rising, one after the other; forgets all counts.</summary>
    public Extension[] Distribute(int minSupport, MatchStack stack)
    {
        var (kept, matchCount) = Keep(minSupport, stack.Top);
        if (kept.Length > 0)
        {
            var into = stack.Push(matchCount);
            var shift = stack.Top - matchCount;
            for (var hit = 0; hit < _hitCount; hit++)
            {
                ref var place = ref _places[_hits[hit]];
                if (place >= 0) into[place++ - shift] = _matches[hit];
            }
        }
        _hitCount = 0;
        return kept;
    }

    (Extension[] Kept, int MatchCount) Keep(int minSupport, int start)
    {
        var touched = _touched.AsSpan(0, _touchedCount);
        var count = 0;
        foreach (var code in touched)
        {
            _places[code] = -1;
            if (_tallies[code].Support >= minSupport) touched[count++] = code;
            else _tallies[code] = default;
        }
        touched[..count].Sort();
        var kept = new Extension[count];
        var end = start;
        for (var place = 0; place < count; place++)
        {
            ref var tally = ref _tallies[touched[place]];
            _places[touched[place]] = end;
            end += tally.Matches;
            kept[place] = new Extension(touched[place], tally.Support, end);
            tally = default;
        }
        _touchedCount = 0;
        return (kept, end - start);
    }

    void Touch(int extension)
    {
        if (_touchedCount == _touched.Length) Array.Resize(ref _touched, _touched.Length * 2);
        _touched[_touchedCount++] = extension;
    }

    void Record(int extension, Match match)
    {
        if (_hitCount == _hits.Length)
        {
            Array.Resize(ref _hits, _hits.Length * 2);
            Array.Resize(ref _matches, _hits.Length);
        }
        _hits[_hitCount] = extension;
        _matches[_hitCount++] = match;
    }

    struct Tally
    {
        public int Stamp;
        public int Support;
        public int Matches;
    }
}

/// <summary>One extension with its support and the end of its matches on the stack.</summary>
readonly record struct Extension(int Code, int Support, int To);
