using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>The values of rows, in the order of the columns of their <see cref="RowTable"/>.</summary>
static class RowValues
{
    public static object?[] Of(CustomerRow row, int shard, bool deleted) =>
    [
        row.Key.Table, row.Key.Id, shard, row.Version, deleted, row.CreatedOn, row.StateCode, row.CurrencyId, row.IndustryCode, row.Country,
        row.Employees, row.Revenue, row.OwnerId, row.ParentAccountId, row.ProfilingStatus,
    ];

    public static object?[] Of(OrderRow row, bool deleted) =>
    [
        row.Id, row.Version, deleted, row.Customer?.Table, row.Customer?.Id, row.OrderedOn, row.StateCode, row.CurrencyId, row.ExchangeRate,
        row.TotalBase, row.DiscountBase,
    ];

    public static object?[] Of(OrderLineRow row, Guid? orderId, bool deleted) =>
        [row.Id, row.Version, deleted, orderId, row.ProductId, row.Quantity, row.PriceBase, row.DiscountBase, row.AmountBase];

    public static object?[] Of(ProductRow row, bool deleted) =>
        [row.Id, row.Version, deleted, row.Number, row.Name, row.StateCode, row.PriceBase, row.CostBase, row.FamilyId];

    public static object?[] Of(OfferRow row, bool deleted) =>
        [row.Id, row.Version, deleted, row.Customer?.Table, row.Customer?.Id, row.ProductId, row.Answer, row.Reason, row.AnsweredOn];

    public static object?[] Of(ActionRow row, bool deleted) =>
    [
        row.Id, row.Version, deleted, row.Customer?.Table, row.Customer?.Id, row.PlayId, row.Status, row.IsControl, row.StartedOn, row.Outcome, row.OutcomeOn,
        row.OutcomeBase,
    ];
}
