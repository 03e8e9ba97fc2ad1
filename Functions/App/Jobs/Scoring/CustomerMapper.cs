using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>Turns the store's rows into what models look at. Training and scoring both come through here.</summary>
static class CustomerMapper
{
    const int Canceled = 2;

    public static CustomerHistory ToHistory(CustomerRecord record) => new()
    {
        Table = record.Key.Table,
        Id = record.Key.Id,
        CreatedOn = record.State?.CreatedOn,
        StateCode = record.State?.StateCode ?? 0,
        Profiling = ProfilingOf(record),
        IndustryCode = record.State?.IndustryCode,
        Country = record.State?.Country,
        Employees = record.State?.Employees,
        Revenue = record.State?.Revenue,
        CurrencyId = record.State?.CurrencyId,
        Orders = [.. record.Orders.Where(order => order.Order.StateCode != Canceled).Select(ToOrder)],
    };

    /// <summary>All customers, for training.</summary>
    public static async Task<IReadOnlyList<CustomerHistory>> ReadAllAsync(ICustomerBook book, CancellationToken cancellation)
    {
        var customers = new List<CustomerHistory>();
        await foreach (var record in book.ReadAllAsync(null, cancellation)) customers.Add(ToHistory(record));
        return customers;
    }

    public static ProfilingStatus ProfilingOf(CustomerRecord record) => (ProfilingStatus?)record.State?.ProfilingStatus ?? ProfilingStatus.NotAsked;

    public static IReadOnlyList<ScoreHistoryPoint> ToHistory(ScoreRecord? known) =>
        known is null ? [] : [.. known.History.Select(point => new ScoreHistoryPoint(point.Day, point.Score))];

    static Order ToOrder(OrderRecord record) => new(
        record.Order.Id,
        record.Order.OrderedOn,
        record.Lines.Count > 0 ? record.Lines.Sum(line => line.AmountBase) : record.Order.TotalBase,
        record.Order.DiscountBase + record.Lines.Sum(line => line.DiscountBase),
        [.. record.Lines.Select(line => new OrderLine(line.ProductId, line.Quantity, line.AmountBase, line.DiscountBase))]);
}
