namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>Is there an item that can be inserted into a pattern, at one place, in every sequence that holds the pattern? Then the pattern is not closed.</summary>
/// <remarks>The places of a pattern of n elements: 2 k is a new element before element k (2 n: at the end), 2 k + 1 joins element k. In one sequence the items
/// of a place lie between the earliest end of all before it and the latest beginning of all after it.</remarks>
sealed class CommonInsertion(FlatSequences data)
{
    readonly List<int> _elements = [];
    long[] _common = [];            // per place and item: _base + number of sequences that had it so far
    bool[] _open = [];
    int[] _earliest = [];
    int[] _latest = [];
    long _base;

    /// <param name="prefix">The pattern.</param>
    /// <param name="matches">The earliest match in each of its sequences.</param>
    /// <param name="beforeMatch">Only what comes before the end of the earliest match: such an item can be inserted into whatever the pattern grows to.</param>
    public bool Exists(PatternPrefix prefix, ReadOnlySpan<Match> matches, bool beforeMatch)
    {
        var open = Open(prefix.ElementCount, beforeMatch);
        for (var sequence = 0; sequence < matches.Length && open > 0; sequence++)
        {
            ReadElements(matches[sequence].Position, beforeMatch);
            Align(prefix);
            open = 0;
            for (var place = 0; place < _open.Length && place <= 2 * prefix.ElementCount; place++)
            {
                if (_open[place]) _open[place] = Mark(prefix, place, sequence);
                if (_open[place]) open++;
            }
        }
        _base += matches.Length + 1;
        return open > 0;
    }

    int Open(int elementCount, bool beforeMatch)
    {
        var places = 2 * elementCount + 1;
        if (_open.Length < places)
        {
            _open = new bool[2 * places];
            (_earliest, _latest) = (new int[places], new int[places]);
            Array.Resize(ref _common, _open.Length * data.ItemCount);
        }
        // An item that joins the last element need not be where the grown pattern finds that element.
        var open = beforeMatch ? places - 2 : places;
        for (var place = 0; place < _open.Length; place++) _open[place] = place < open;
        return open;
    }

    /// <summary>Notes where the elements of the sequence begin, up to the matched one where asked for, and where the last ends.</summary>
    void ReadElements(int match, bool beforeMatch)
    {
        _elements.Clear();
        var position = data.Starts[data.SequenceOf[match]];
        for (; data.Steps[position].Code != FlatSequences.End; position++)
        {
            if ((data.Steps[position].Code & 1) == 0) continue;
            if (beforeMatch && position > match) break;
            _elements.Add(position);
        }
        _elements.Add(position);
    }

    void Align(PatternPrefix prefix)
    {
        var at = 0;
        for (var element = 0; element < prefix.ElementCount; element++)
        {
            while (!Holds(at, prefix.Element(element))) at++;
            _earliest[element] = at++;
        }
        at = _elements.Count - 2;
        for (var element = prefix.ElementCount - 1; element >= 0; element--)
        {
            while (!Holds(at, prefix.Element(element))) at--;
            _latest[element] = at--;
        }
    }

    /// <summary>Marks the items of one place; false where none was in every sequence so far.</summary>
    bool Mark(PatternPrefix prefix, int place, int sequence)
    {
        var (element, joins) = (place / 2, place % 2 == 1);
        var from = element == 0 ? 0 : _earliest[element - 1] + 1;
        var next = joins ? element + 1 : element;
        var to = next >= prefix.ElementCount ? _elements.Count - 1 : _latest[next];
        var common = false;
        for (var at = from; at < to; at++)
        {
            if (joins && !Holds(at, prefix.Element(element))) continue;
            for (var position = _elements[at]; position < _elements[at + 1]; position++)
            {
                var item = data.Steps[position].Code >> 1;
                if (joins && prefix.Element(element).Contains(item)) continue;
                common |= MarkItem(ref _common[place * data.ItemCount + item], sequence);
            }
        }
        return common;
    }

    bool MarkItem(ref long mark, int sequence)
    {
        if (sequence == 0) mark = _base + 1;
        else if (mark == _base + sequence) mark++;
        return mark == _base + sequence + 1;
    }

    bool Holds(int at, ReadOnlySpan<int> items)
    {
        var matched = 0;
        for (var position = _elements[at]; position < _elements[at + 1] && matched < items.Length; position++)
        {
            if (data.Steps[position].Code >> 1 == items[matched]) matched++;
        }
        return matched == items.Length;
    }
}
