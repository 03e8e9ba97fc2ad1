using System.Numerics;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Scratch of one history on its way through a <see cref="RecurrentNetwork{T}"/>.</summary>
sealed class RecurrentPass<T>(RecurrentShape shape) where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly List<RecurrentMoment<T>> _moments = [];

    /// <summary>Events of the history in hand.</summary>
    public int Length { get; set; }

    /// <summary>Kind of each event.</summary>
    public int[] Kinds { get; set; } = [];

    /// <summary>Standardised time before each event.</summary>
    public T[] Gaps { get; set; } = [];

    /// <summary>State before the first event: zero.</summary>
    public T[] Start { get; } = new T[shape.Hidden];

    /// <summary>The last state, then the standardised silence.</summary>
    public T[] HeadInput { get; } = new T[shape.Hidden + 1];

    public T[] HeadSlopes { get; } = new T[shape.Hidden + 1];
    public T[] Outputs { get; } = new T[shape.Outputs];
    public T[] OutputSlopes { get; } = new T[shape.Outputs];
    public T[] InputGateSlopes { get; } = new T[shape.Gates];
    public T[] StateGateSlopes { get; } = new T[shape.Gates];
    public T[] InputSlopes { get; } = new T[shape.Input];
    public T[] StateSlopes { get; } = new T[shape.Hidden];

    /// <summary>What is remembered of one step.</summary>
    public RecurrentMoment<T> Moment(int step)
    {
        while (_moments.Count <= step) _moments.Add(new RecurrentMoment<T>(shape));
        return _moments[step];
    }

    public T[] StateBefore(int step) => step == 0 ? Start : Moment(step - 1).State;
}

/// <summary>One event: what came in, what the gates said, what state came out.</summary>
sealed class RecurrentMoment<T>(RecurrentShape shape)
{
    public T[] Input { get; } = new T[shape.Input];
    public T[] Gates { get; } = new T[shape.Gates];
    public T[] FromState { get; } = new T[shape.Gates];
    public T[] State { get; } = new T[shape.Hidden];
}
