using System.Numerics;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Mines all itemsets whose rarest item is a given one. One instance a thread: it keeps its scratch arrays.</summary>
sealed class ItemProjection(VerticalData data, ItemsetOptions options)
{
    const int WordsPerVector = 8;

    readonly int[] _counts = new int[data.ItemCount];
    readonly int[] _rowOf = new int[data.ItemCount];
    readonly List<int> _prefix = [];
    readonly Stack<ulong[]> _spare = new();
    ItemsetBuilder _found = new(int.MaxValue);
    int _words;

    public ItemsetBuilder Mine(int item)
    {
        _found = new ItemsetBuilder(options.MaxItemsets);
        var rows = data.RowsOf(item);
        _prefix.Clear();
        _prefix.Add(data.Original[item]);
        Emit(rows.Length);
        if (options.MaxLength == 1) return _found;

        var partners = FindPartners(item, rows);
        if (partners.Count == 0) return _found;
        _words = (rows.Length + 63) / 64;
        _words = (_words + WordsPerVector - 1) / WordsPerVector * WordsPerVector;
        _spare.Clear();
        Extend(FillBits(item, rows, partners));
        return _found;
    }

    /// <summary>More frequent items that share enough transactions with the item.</summary>
    List<int> FindPartners(int item, ReadOnlySpan<int> rows)
    {
        _counts.AsSpan(item).Clear();
        foreach (var row in rows)
        {
            for (var place = data.Starts[row + 1] - 1; data.Items[place] > item; place--) _counts[data.Items[place]]++;
        }
        var partners = new List<int>();
        for (var other = item + 1; other < data.ItemCount; other++)
        {
            _rowOf[other] = -1;
            if (_counts[other] < options.MinSupport) continue;
            _rowOf[other] = partners.Count;
            partners.Add(other);
        }
        return partners;
    }

    List<Column> FillBits(int item, ReadOnlySpan<int> rows, List<int> partners)
    {
        var columns = partners.ConvertAll(other => new Column(data.Original[other], Rent(clear: true), _counts[other]));
        for (var bit = 0; bit < rows.Length; bit++)
        {
            for (var place = data.Starts[rows[bit] + 1] - 1; data.Items[place] > item; place--)
            {
                var column = _rowOf[data.Items[place]];
                if (column >= 0) columns[column].Bits[bit >> 6] |= 1UL << bit;
            }
        }
        return columns;
    }

    /// <summary>Emits the prefix with each column and goes on with the columns after it.</summary>
    void Extend(List<Column> columns)
    {
        for (var first = 0; first < columns.Count; first++)
        {
            _prefix.Add(columns[first].Item);
            Emit(columns[first].Support);
            if (options.MaxLength == 0 || _prefix.Count < options.MaxLength) Extend(Intersect(columns, first));
            _prefix.RemoveAt(_prefix.Count - 1);
            _spare.Push(columns[first].Bits);
        }
    }

    List<Column> Intersect(List<Column> columns, int first)
    {
        var joined = new List<Column>();
        var bits = Rent(clear: false);
        for (var second = first + 1; second < columns.Count; second++)
        {
            var support = And(columns[first].Bits, columns[second].Bits, bits);
            if (support < options.MinSupport) continue;
            joined.Add(new Column(columns[second].Item, bits, support));
            bits = Rent(clear: false);
        }
        _spare.Push(bits);
        return joined;
    }

    /// <summary>Intersects two bit vectors and counts what is left.</summary>
    static int And(ulong[] one, ulong[] other, ulong[] into)
    {
        var count = 0;
        for (var word = 0; word + WordsPerVector <= into.Length; word += WordsPerVector)
        {
            var joined = Vector512.Create(one, word) & Vector512.Create(other, word);
            joined.CopyTo(into, word);
            for (var lane = 0; lane < WordsPerVector; lane++) count += BitOperations.PopCount(into[word + lane]);
        }
        return count;
    }

    void Emit(int support)
    {
        Span<int> items = stackalloc int[_prefix.Count];
        for (var i = 0; i < items.Length; i++) items[i] = _prefix[i];
        items.Sort();
        _found.Add(items, support);
    }

    ulong[] Rent(bool clear)
    {
        if (!_spare.TryPop(out var bits)) return new ulong[_words];
        if (clear) bits.AsSpan().Clear();
        return bits;
    }

    readonly record struct Column(int Item, ulong[] Bits, int Support);
}
