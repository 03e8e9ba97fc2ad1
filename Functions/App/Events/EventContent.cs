using CrmInsights.Store.Rows;

namespace CrmInsights.App.Events;

/// <summary>What the data of an event says.</summary>
/// <param name="Row">The row's state.</param>
/// <param name="AlsoDirty">Customers it concerned before.</param>
sealed record EventContent(RowState Row, IReadOnlyList<CustomerKey> AlsoDirty)
{
    /// <summary>The run that waits for the customer's score; null where nobody waits.</summary>
    public ScoreRequest? Request { get; init; }
}
