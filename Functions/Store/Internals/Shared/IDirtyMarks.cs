using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Takes down which customers one call of the inbox concerns.</summary>
interface IDirtyMarks
{
    /// <summary>The customer changed.</summary>
    void Mark(CustomerKey key);

    /// <summary>An event of the customer came again: whoever should score it may not have been told.</summary>
    void Remind(CustomerKey key);
}
