using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Addresses a row by the name of its Dataverse table.</summary>
readonly record struct RowKey(string Table, Guid Id)
{
    public const string Account = "account";
    public const string Contact = "contact";
    public const string Order = "salesorder";
    public const string Line = "salesorderdetail";
    public const string Product = "product";
    public const string Offer = "ci_offer";
    public const string Action = "ci_action";

    public static RowKey Of(CustomerKey key) => new(key.Table, key.Id);

    public CustomerKey ToCustomer() => new(Table, Id);
}
