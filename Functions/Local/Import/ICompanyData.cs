namespace CrmInsights.Local.Import;

/// <summary>The past of a company, wherever it comes from: files or the sample. Rows stream; each read starts again from the beginning.</summary>
interface ICompanyData
{
    /// <summary>First part of every ci_externalid, <c>&lt;source&gt;:&lt;number&gt;</c>.</summary>
    string Source { get; }
    /// <summary>Logical name of the table that customers become: account or contact.</summary>
    string CustomerTable { get; }
    /// <summary>Rows in the order files, or 0 where unknown: what progress counts against.</summary>
    long OrderRowCount { get; }
    IEnumerable<ProductData> ReadProducts();
    IEnumerable<CustomerData> ReadCustomers();
    /// <summary>Orders whose customer and products are known; the others are rejected with a reason.</summary>
    IEnumerable<OrderData> ReadOrders(KnownNumbers known);
}

/// <summary>Rows already in Dataverse, by the source's own number.</summary>
sealed record KnownNumbers(IReadOnlyDictionary<string, Guid> Customers, IReadOnlyDictionary<string, Guid> Products);

/// <summary>Where a row stands, for messages. Line 1 is the header.</summary>
readonly record struct RowPlace(string File, long Line);

sealed record ProductData(string Number, string Name, decimal? Price, RowPlace Place)
{
    /// <summary>Cost of a unit; null where the source does not tell.</summary>
    public decimal? Cost { get; init; }
}

sealed record CustomerData(string Number, string Name, RowPlace Place)
{
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? City { get; init; }
    public string? Country { get; init; }
    public int? IndustryCode { get; init; }
    public int? Employees { get; init; }
    public decimal? Revenue { get; init; }
    public DateTimeOffset? CreatedOn { get; init; }
}

/// <summary>One order with its lines.</summary>
sealed record OrderData(string Number, string Customer, DateTimeOffset OrderedOn, IReadOnlyList<LineData> Lines, RowPlace Place)
{
    /// <summary>An amount off the whole order.</summary>
    public decimal Discount { get; init; }
}

/// <param name="Product">Number of the product; null for a write-in.</param>
/// <param name="Quantity">Units; negative for a return.</param>
/// <param name="Price">Price of one unit before discount.</param>
/// <param name="Discount">Amount off this line.</param>
sealed record LineData(string? Product, decimal Quantity, decimal Price, decimal Discount);
