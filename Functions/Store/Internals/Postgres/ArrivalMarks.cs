using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>Whom one arrival concerns, until its group writes it.</summary>
sealed class ArrivalMarks : IDirtyMarks
{
    readonly HashSet<CustomerKey> _marked = [];
    readonly HashSet<CustomerKey> _reminded = [];

    public IReadOnlyCollection<CustomerKey> Marked => _marked;

    public IReadOnlyCollection<CustomerKey> Reminded => _reminded;

    public void Mark(CustomerKey key) => _marked.Add(key);

    public void Remind(CustomerKey key) => _reminded.Add(key);
}
