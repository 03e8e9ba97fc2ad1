using System.Text.Json;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Tests.Conformance;

/// <summary>Rows and events with valid defaults.</summary>
static class Given
{
    public static readonly DateTimeOffset Day = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    public static CustomerKey Account(int number) => new("account", Id(1, number));

    public static CustomerKey Contact(int number) => new("contact", Id(2, number));

    public static CustomerRow Row(this CustomerKey key, long version = 1, CustomerKey? parent = null) =>
        new(key, version) { CreatedOn = Day, Country = $"Country {version}", ParentAccountId = parent?.Id };

    public static OrderRow Order(int number, CustomerKey? customer, long version = 1, decimal total = 10) =>
        new(Id(3, number), version) { Customer = customer, OrderedOn = Day.AddDays(number), TotalBase = total };

    public static OrderLineRow Line(int number, int order, long version = 1, decimal amount = 10) =>
        new(Id(4, number), version, Id(3, order)) { Quantity = 1, PriceBase = amount, AmountBase = amount };

    public static DeletedRow Deleted(this RowState row) => new(row switch
    {
        CustomerRow customer => customer.Key.Table,
        OrderRow => "salesorder",
        OrderLineRow => "salesorderdetail",
        _ => "product",
    }, row.Id);

    public static InboxEvent Event(this RowState row, string? id = null, params CustomerKey[] alsoDirty) =>
        new(id ?? $"{row.GetType().Name}-{row.Id}-{row.Version}", "crminsights.row.changed", Day, row, alsoDirty);

    /// <summary>Ids that differ in their first and their last bytes.</summary>
    public static Guid Id(int kind, int number) => new(number * 7919, (short)kind, 1, 2, 3, 4, 5, 6, 7, (byte)kind, (byte)number);

    /// <summary>Everything in a record as text: records that hold lists do not compare by value.</summary>
    public static string Text(this object value) => JsonSerializer.Serialize(value, value.GetType());
}
