using System.Collections;
using System.Diagnostics.CodeAnalysis;
using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations;

/// <summary>Baskets of a stream in partitions of about as many bytes each, as <see cref="BasketReader"/> reads them. Every enumeration reads the stream anew and
/// holds one partition at a time; all share one coding of items.</summary>
public sealed class BasketPartitions : IReadOnlyCollection<Transactions>
{
    readonly Func<Stream> _open;
    readonly BasketCoding _coding;
    readonly RunContext _run;

    /// <summary>Sets up the partitions; reads nothing yet.</summary>
    /// <param name="open">Opens the stream from its beginning; its length must be known.</param>
    /// <param name="partitionCount">Number of partitions, at least 1; a short stream leaves the last ones empty.</param>
    /// <param name="format">How items are spelled.</param>
    /// <param name="run">Cancellation and threads of the reading.</param>
    public BasketPartitions(Func<Stream> open, int partitionCount, BasketFormat format, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitionCount, 1);
        (_open, Count, _coding, _run) = (open, partitionCount, new BasketCoding(format), run);
    }

    /// <summary>Number of partitions.</summary>
    public int Count { get; }

    /// <summary>Names of the items met so far by code; null where items are numbers.</summary>
    public IReadOnlyList<string>? Names => _coding.Names;

    /// <summary>One more than the highest item met so far.</summary>
    public int ItemCount { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A line does not fit the format; names line, column and what was found.</exception>
    public IEnumerator<Transactions> GetEnumerator() => new Reading(_open(), this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    sealed class Reading(Stream stream, BasketPartitions partitions) : IEnumerator<Transactions>
    {
        readonly BasketReader _reader = new(stream, partitions._coding, partitions._run);
        int _read;

        [AllowNull]
        public Transactions Current { get => field ?? throw new InvalidOperationException("There is no partition before the first or after the last."); private set; }

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            Current = null;                                 // free before the next one is read
            if (_read == partitions.Count) return false;
            _read++;
            Current = _reader.ReadTo(_read == partitions.Count ? long.MaxValue : (long)((Int128)stream.Length * _read / partitions.Count));
            partitions.ItemCount = Math.Max(partitions.ItemCount, Current.ItemCount);
            return true;
        }

        public void Reset() => throw new NotSupportedException("Partitions are read once an enumeration.");

        public void Dispose() => stream.Dispose();
    }
}
