using CrmInsights.Dataverse;

namespace CrmInsights.Local.Import;

/// <summary>A customer or product as Dataverse takes it.</summary>
/// <param name="Number">The source's number.</param>
/// <param name="Values">Columns and values.</param>
/// <param name="CreatedOn">When it came into being, for a new row.</param>
/// <param name="Place">Where it stands in the source.</param>
sealed record MasterRow(string Number, IReadOnlyDictionary<string, object?> Values, DateTimeOffset? CreatedOn, RowPlace Place)
{
    static readonly HashSet<string> s_wholeNumbers = ["industrycode", "numberofemployees"];
    static readonly HashSet<string> s_amounts = ["revenue", "price", "standardcost"];

    public static MasterRow Of(ProductData product) => new(product.Number, Filled(
        ("name", product.Name), ("productnumber", product.Number), ("price", product.Price), ("standardcost", product.Cost)), null, product.Place);

    public static MasterRow Of(CustomerData customer, string table) => new(customer.Number, table == "account" ? Account(customer) : Contact(customer), customer.CreatedOn, customer.Place);

    static Dictionary<string, object?> Account(CustomerData customer) => Filled(
        ("name", customer.Name), ("accountnumber", customer.Number), ("address1_city", customer.City), ("address1_country", customer.Country),
        ("industrycode", customer.IndustryCode), ("numberofemployees", customer.Employees), ("revenue", customer.Revenue));

    static Dictionary<string, object?> Contact(CustomerData customer) => Filled(
        ("firstname", customer.LastName is null ? null : customer.FirstName), ("lastname", customer.LastName ?? customer.Name),
        ("address1_city", customer.City), ("address1_country", customer.Country));

    // A column the source does not fill is left alone, never cleared.
    static Dictionary<string, object?> Filled(params (string Column, object? Value)[] values) =>
        values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Column, pair => pair.Value);

    /// <summary>The value of a column as Dataverse has it, of the same type as in <see cref="Values"/>.</summary>
    public static object? Read(Row row, string column) =>
        s_wholeNumbers.Contains(column) ? row.Integer(column) : s_amounts.Contains(column) ? row.Decimal(column) : row.Text(column);
}
