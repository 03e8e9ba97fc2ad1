using System.Numerics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Some histories on their way through a <see cref="RecurrentNetwork{T}"/> side by side. The scratch grows as needed and is used again.</summary>
/// <remarks>
/// The longest history comes first, and events lie step after step: all first events, then the second ones of those histories that have one, and so on.
/// Nothing is padded, and each step is a matrix with a row for each history that is still under way.
/// </remarks>
sealed class RecurrentBatch<T>(RecurrentShape shape) where T : unmanaged, IFloatingPointIeee754<T>
{
    int[] _places = [];
    int[] _lengths = [];
    int[] _starts = [];
    T[] _headInputs = [], _headSlopes = [], _stateSlopes = [], _outputs = [], _outputSlopes = [];
    T[] _inputs = [], _embeddingSlopes = [];
    T[] _before = [], _states = [], _fromState = [], _fromStateSlopes = [];
    readonly T[][] _gates = [[], [], []], _gateSlopes = [[], [], []];

    public const int Update = 0, Reset = 1, Candidate = 2;

    /// <summary>Histories at hand.</summary>
    public int RowCount { get; private set; }

    /// <summary>Events of the longest history.</summary>
    public int StepCount { get; private set; }

    /// <summary>Events of all histories.</summary>
    public int EventCount { get; private set; }

    /// <summary>Kind of each event.</summary>
    public int[] Kinds { get; private set; } = [];

    /// <summary>A row an event: embedded kind, standardised gap, standardised amount.</summary>
    public Span<T> Inputs => _inputs.AsSpan(0, EventCount * shape.Input);
    public Span<T> EmbeddingSlopes => _embeddingSlopes.AsSpan(0, EventCount * shape.Embedding);

    /// <summary>A row an event: the state before it (zero before the first), and after it.</summary>
    public Span<T> Before => Events(_before);
    public Span<T> States => Events(_states);

    /// <summary>A row an event: the candidate's part that comes from the state, which the reset gate lets through.</summary>
    public Span<T> FromState => Events(_fromState);
    public Span<T> FromStateSlopes => Events(_fromStateSlopes);

    /// <summary>A row a history: the last state, then the standardised silence.</summary>
    public Span<T> HeadInputs => _headInputs.AsSpan(0, RowCount * (shape.Hidden + 1));
    public Span<T> HeadSlopes => _headSlopes.AsSpan(0, RowCount * (shape.Hidden + 1));

    /// <summary>A row a history: slopes of the state it is in, on the way back through time.</summary>
    public Span<T> StateSlopes => _stateSlopes.AsSpan(0, RowCount * shape.Hidden);

    /// <summary>All outputs, a row a history in the order of the batch.</summary>
    public Span<T> Outputs => _outputs.AsSpan(0, RowCount * shape.Outputs);
    public Span<T> OutputSlopes => _outputSlopes.AsSpan(0, RowCount * shape.Outputs);

    /// <summary>A row an event of one of the three gates.</summary>
    public Span<T> Gate(int gate) => Events(_gates[gate]);
    public Span<T> GateSlopes(int gate) => Events(_gateSlopes[gate]);

    /// <summary>Outputs of the history that was given at this place.</summary>
    public Span<T> OutputsOf(int row) => Outputs.Slice(_places[row] * shape.Outputs, shape.Outputs);
    public Span<T> OutputSlopesOf(int row) => OutputSlopes.Slice(_places[row] * shape.Outputs, shape.Outputs);

    /// <summary>Part of an array with a row an event that belongs to one step.</summary>
    public Range Step(int step) => (_starts[step] * shape.Hidden)..(_starts[step + 1] * shape.Hidden);

    /// <summary>What the gates said at one step.</summary>
    public GateUnits<T> GatesAt(int step) => new(Gate(Update)[Step(step)], Gate(Reset)[Step(step)], Gate(Candidate)[Step(step)], FromState[Step(step)]);

    /// <summary>Slopes of the gates at one step, before their curves.</summary>
    public GateUnits<T> GateSlopesAt(int step) => new(GateSlopes(Update)[Step(step)], GateSlopes(Reset)[Step(step)], GateSlopes(Candidate)[Step(step)], FromStateSlopes[Step(step)]);

    /// <summary>Histories that have an event at a step: the first ones of the batch.</summary>
    public int RowsAt(int step) => _starts[step + 1] - _starts[step];

    /// <summary>Puts the last events of each history into the batch.</summary>
    public void Take(ReadOnlySpan<EventHistory> histories, HistoryScales scales)
    {
        Arrange(histories);
        for (var row = 0; row < histories.Length; row++)
        {
            var (history, place) = (histories[row], _places[row]);
            var skipped = history.Events.Length - _lengths[place];
            for (var step = 0; step < _lengths[place]; step++) TakeEvent(history, skipped + step, _starts[step] + place, scales);
            HeadInputs[place * (shape.Hidden + 1) + shape.Hidden] = T.CreateTruncating(scales.Times.Of(history.Silence));
        }
    }

    /// <summary>Last state of each history into the head's inputs; zero where there is no event.</summary>
    public void TakeLastStates()
    {
        for (var place = 0; place < RowCount; place++)
        {
            var state = HeadInputs.Slice(place * (shape.Hidden + 1), shape.Hidden);
            if (_lengths[place] == 0) state.Clear();
            else States.Slice((_starts[_lengths[place] - 1] + place) * shape.Hidden, shape.Hidden).CopyTo(state);
        }
    }

    void TakeEvent(EventHistory history, int place, int row, HistoryScales scales)
    {
        Kinds[row] = history.Events[place];
        var input = Inputs.Slice(row * shape.Input, shape.Input);
        input[shape.Embedding] = T.CreateTruncating(scales.Times.Of(history.Gaps[place]));
        if (shape.HasAmounts) input[shape.Embedding + 1] = T.CreateTruncating(scales.Amounts.Of(history.Amounts![place]));
    }

    // Sorted by length, equal ones in the given order; then the first event of each step is known.
    void Arrange(ReadOnlySpan<EventHistory> histories)
    {
        RowCount = histories.Length;
        var (lengths, rows) = (new int[RowCount], new int[RowCount]);
        for (var row = 0; row < RowCount; row++) (lengths[row], rows[row]) = (Math.Min(histories[row].Events.Length, shape.MaxLength), row);
        Array.Sort(rows, (left, right) => lengths[left] != lengths[right] ? lengths[right].CompareTo(lengths[left]) : left.CompareTo(right));
        Grow(ref _places, RowCount);
        Grow(ref _lengths, RowCount);
        for (var place = 0; place < RowCount; place++) (_places[rows[place]], _lengths[place]) = (place, lengths[rows[place]]);
        StepCount = RowCount == 0 ? 0 : _lengths[0];
        Grow(ref _starts, StepCount + 1);
        var (at, under) = (0, RowCount);
        for (var step = 0; step <= StepCount; step++)
        {
            _starts[step] = at;
            while (under > 0 && _lengths[under - 1] <= step) under--;
            at += under;
        }
        EventCount = _starts[StepCount];
        Reserve();
    }

    /// <summary>Makes room for the way back.</summary>
    public void ReserveSlopes()
    {
        Grow(ref _embeddingSlopes, EventCount * shape.Embedding);
        Grow(ref _fromStateSlopes, EventCount * shape.Hidden);
        for (var gate = 0; gate < _gateSlopes.Length; gate++) Grow(ref _gateSlopes[gate], EventCount * shape.Hidden);
        Grow(ref _headSlopes, RowCount * (shape.Hidden + 1));
        Grow(ref _stateSlopes, RowCount * shape.Hidden);
    }

    void Reserve()
    {
        var (kinds, units) = (Kinds, EventCount * shape.Hidden);
        Grow(ref kinds, EventCount);
        Kinds = kinds;
        Grow(ref _inputs, EventCount * shape.Input);
        Grow(ref _before, units);
        Grow(ref _states, units);
        Grow(ref _fromState, units);
        for (var gate = 0; gate < _gates.Length; gate++) Grow(ref _gates[gate], units);
        Grow(ref _headInputs, RowCount * (shape.Hidden + 1));
        Grow(ref _outputs, RowCount * shape.Outputs);
        Grow(ref _outputSlopes, RowCount * shape.Outputs);
    }

    Span<T> Events(T[] units) => units.AsSpan(0, EventCount * shape.Hidden);

    static void Grow<TItem>(ref TItem[] array, int length)
    {
        if (array.Length < length) array = new TItem[Math.Max(length, array.Length + array.Length / 2)];
    }
}
