using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Frequent itemsets found so far, and whether one of them holds some items: a bit for each itemset in a row for each item.</summary>
sealed class KnownItemsets(int itemCount)
{
    const int BitsPerWord = 64;

    readonly List<int> _codes = [];
    readonly List<int> _starts = [0];
    readonly List<int>?[] _holding = new List<int>?[itemCount];     // itemsets by their items, the rarest left out
    readonly int[] _rowOf = NoRows(itemCount);
    readonly List<int> _rowCodes = [];
    readonly List<int> _asked = [];
    readonly List<(int Word, ulong Mask)> _focus = [];
    ulong[] _bits = [];
    int _wordsPerRow = 1;
    int _count;

    /// <summary>The marked itemsets that hold a prefix: those of some words of bits, and all marked since, because they were found on that prefix.</summary>
    public readonly record struct Focus(int From, int To, int Since);

    /// <summary>Codes of an itemset, rising.</summary>
    public ReadOnlySpan<int> CodesOf(int itemset) => CollectionsMarshal.AsSpan(_codes)[_starts[itemset].._starts[itemset + 1]];

    /// <summary>Marks the itemsets that hold an item, in rows that stand for the items beside it.</summary>
    public Focus Begin(int item, ItemBits rows)
    {
        foreach (var code in _rowCodes) _rowOf[code] = -1;
        _rowCodes.Clear();
        for (var row = 0; row < rows.Count; row++)
        {
            _rowOf[rows.ItemOf(row)] = row;
            _rowCodes.Add(rows.ItemOf(row));
        }
        _count = 0;
        _bits.AsSpan(0, Math.Min(_bits.Length, rows.Count * _wordsPerRow)).Clear();
        foreach (var itemset in _holding[item] ?? []) Mark(CodesOf(itemset));
        return default;
    }

    /// <summary>Keeps an itemset of the item last begun with; returns its number.</summary>
    public int Add(List<int> codes)
    {
        var start = _codes.Count;
        _codes.AddRange(codes);
        _starts.Add(_codes.Count);
        var added = CollectionsMarshal.AsSpan(_codes)[start..];
        added.Sort();
        foreach (var code in added[1..]) (_holding[code] ??= []).Add(_starts.Count - 2);
        Mark(added);
        return _starts.Count - 2;
    }

    /// <summary>The part of a focus that also holds some items; to be left by <see cref="Leave"/>.</summary>
    public Focus Narrow(Focus focus, ReadOnlySpan<int> codes)
    {
        Ask(codes);
        var from = _focus.Count;
        for (var place = focus.From; place < focus.To; place++) Narrow(_focus[place].Word, _focus[place].Mask);
        for (var word = focus.Since / BitsPerWord; word * BitsPerWord < _count; word++) Narrow(word, Since(focus, word));
        return new Focus(from, _focus.Count, _count);
    }

    public void Leave(Focus focus) => CollectionsMarshal.SetCount(_focus, focus.From);

    /// <summary>Whether an itemset of the focus also holds some items. The last found are asked first: they are the most alike.</summary>
    public bool HoldsAll(Focus focus, ReadOnlySpan<int> codes)
    {
        Ask(codes);
        for (var word = (_count - 1) / BitsPerWord; _count > focus.Since && word >= focus.Since / BitsPerWord; word--)
        {
            if (Held(word, Since(focus, word)) != 0) return true;
        }
        for (var place = focus.To - 1; place >= focus.From; place--)
        {
            if (Held(_focus[place].Word, _focus[place].Mask) != 0) return true;
        }
        return false;
    }

    void Ask(ReadOnlySpan<int> codes)
    {
        _asked.Clear();
        foreach (var code in codes)
        {
            if (_rowOf[code] >= 0) _asked.Add(_rowOf[code] * _wordsPerRow);
        }
    }

    void Narrow(int word, ulong mask)
    {
        mask = Held(word, mask);
        if (mask != 0) _focus.Add((word, mask));
    }

    /// <summary>The itemsets of a word that hold all items asked for.</summary>
    ulong Held(int word, ulong mask)
    {
        foreach (var row in CollectionsMarshal.AsSpan(_asked))
        {
            mask &= _bits[row + word];
            if (mask == 0) break;
        }
        return mask;
    }

    /// <summary>The itemsets of a word marked since the focus was made.</summary>
    ulong Since(Focus focus, int word)
    {
        var mask = word == focus.Since / BitsPerWord ? ulong.MaxValue << focus.Since : ulong.MaxValue;
        return word == _count / BitsPerWord ? mask & ~(ulong.MaxValue << _count) : mask;
    }

    void Mark(ReadOnlySpan<int> codes)
    {
        if (_bits.Length < _rowCodes.Count * _wordsPerRow || _count == _wordsPerRow * BitsPerWord) Grow();
        foreach (var code in codes)
        {
            if (_rowOf[code] >= 0) _bits[_rowOf[code] * _wordsPerRow + _count / BitsPerWord] |= 1UL << _count;
        }
        _count++;
    }

    void Grow()
    {
        var words = _count == _wordsPerRow * BitsPerWord ? 2 * _wordsPerRow : _wordsPerRow;
        var bits = new ulong[checked(_rowCodes.Count * words)];
        for (var row = 0; row < _rowCodes.Count && _count > 0; row++) _bits.AsSpan(row * _wordsPerRow, _wordsPerRow).CopyTo(bits.AsSpan(row * words));
        (_bits, _wordsPerRow) = (bits, words);
    }

    static int[] NoRows(int itemCount)
    {
        var rows = new int[itemCount];
        Array.Fill(rows, -1);
        return rows;
    }
}
