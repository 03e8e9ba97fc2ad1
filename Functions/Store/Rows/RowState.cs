namespace CrmInsights.Store.Rows;

/// <summary>
/// The state of one Dataverse row at one version. The store keeps the highest version it has seen, so order of arrival and repeats do
/// not matter. A deletion is a <see cref="DeletedRow"/>, above every version.
/// </summary>
/// <param name="Id">Primary key of the row.</param>
/// <param name="Version">The row's <c>versionnumber</c>.</param>
public abstract record RowState(Guid Id, long Version);

/// <summary>State of an account or contact.</summary>
public sealed record CustomerRow(CustomerKey Key, long Version) : RowState(Key.Id, Version)
{
    /// <summary>When the row was created (UTC).</summary>
    public DateTimeOffset? CreatedOn { get; init; }
    /// <summary>0 active, 1 inactive.</summary>
    public int StateCode { get; init; }
    /// <summary>Currency of the row.</summary>
    public Guid? CurrencyId { get; init; }
    /// <summary>Industry choice value.</summary>
    public int? IndustryCode { get; init; }
    /// <summary>Country as spelled on the row.</summary>
    public string? Country { get; init; }
    /// <summary>Number of employees.</summary>
    public int? Employees { get; init; }
    /// <summary>Annual revenue in base currency.</summary>
    public decimal? Revenue { get; init; }
    /// <summary>Owning user or team.</summary>
    public Guid? OwnerId { get; init; }
    /// <summary>Parent account: of an account its parent, of a contact its company.</summary>
    public Guid? ParentAccountId { get; init; }
    /// <summary>Value of <c>ci_profilingstatus</c>; null counts as not asked.</summary>
    public int? ProfilingStatus { get; init; }
}

/// <summary>State of a salesorder.</summary>
public sealed record OrderRow(Guid Id, long Version) : RowState(Id, Version)
{
    /// <summary>Who bought; null where the order names nobody.</summary>
    public CustomerKey? Customer { get; init; }
    /// <summary>Order date (UTC).</summary>
    public DateTimeOffset OrderedOn { get; init; }
    /// <summary>0 active, 1 submitted, 2 canceled, 3 fulfilled, 4 invoiced.</summary>
    public int StateCode { get; init; }
    /// <summary>Currency of the order.</summary>
    public Guid? CurrencyId { get; init; }
    /// <summary>Units of the order's currency per unit of base currency.</summary>
    public decimal ExchangeRate { get; init; } = 1;
    /// <summary>Total in base currency; used where the order has no lines.</summary>
    public decimal TotalBase { get; init; }
    /// <summary>Order discount in base currency.</summary>
    public decimal DiscountBase { get; init; }
}

/// <summary>State of a salesorderdetail.</summary>
public sealed record OrderLineRow(Guid Id, long Version, Guid OrderId) : RowState(Id, Version)
{
    /// <summary>The product; null for a write-in.</summary>
    public Guid? ProductId { get; init; }
    /// <summary>Units; negative for a return.</summary>
    public decimal Quantity { get; init; }
    /// <summary>Price per unit in base currency.</summary>
    public decimal PriceBase { get; init; }
    /// <summary>Discount of the line in base currency.</summary>
    public decimal DiscountBase { get; init; }
    /// <summary>Line amount after discount in base currency.</summary>
    public decimal AmountBase { get; init; }
}

/// <summary>Name of a product, for reasons and offers.</summary>
public sealed record ProductRow(Guid Id, long Version) : RowState(Id, Version)
{
    /// <summary>Product number.</summary>
    public string? Number { get; init; }
    /// <summary>Product name.</summary>
    public string? Name { get; init; }
    /// <summary>0 active, 1 retired, 2 draft, 3 under revision.</summary>
    public int StateCode { get; init; }
    /// <summary>List price of a unit in base currency; null where unknown.</summary>
    public decimal? PriceBase { get; init; }
    /// <summary>Cost of a unit in base currency; null where unknown.</summary>
    public decimal? CostBase { get; init; }
    /// <summary>The product family it belongs to; null where it belongs to none.</summary>
    public Guid? FamilyId { get; init; }
}

/// <summary>What a customer answered to an offer: state of a ci_offer.</summary>
public sealed record OfferRow(Guid Id, long Version) : RowState(Id, Version)
{
    /// <summary>To whom it was offered; null where the row names nobody.</summary>
    public CustomerKey? Customer { get; init; }
    /// <summary>The product; null where the row names none.</summary>
    public Guid? ProductId { get; init; }
    /// <summary>Value of <c>ci_offeranswer</c>; null or none where it is open.</summary>
    public int? Answer { get; init; }
    /// <summary>Value of <c>ci_offerrefusal</c>.</summary>
    public int? Reason { get; init; }
    /// <summary>When it was answered (UTC).</summary>
    public DateTimeOffset? AnsweredOn { get; init; }
}

/// <summary>What a play did for a customer and what came of it: state of a ci_action.</summary>
public sealed record ActionRow(Guid Id, long Version) : RowState(Id, Version)
{
    /// <summary>For whom; null where the row names nobody.</summary>
    public CustomerKey? Customer { get; init; }
    /// <summary>The play; null where it was deleted.</summary>
    public Guid? PlayId { get; init; }
    /// <summary>Value of <c>ci_actionstatus</c>.</summary>
    public int? Status { get; init; }
    /// <summary>Whether the customer was held out, for comparison.</summary>
    public bool IsControl { get; init; }
    /// <summary>When the play came up (UTC).</summary>
    public DateTimeOffset? StartedOn { get; init; }
    /// <summary>Value of <c>ci_actionoutcome</c>; null where nobody has said what came of it.</summary>
    public int? Outcome { get; init; }
    /// <summary>When the outcome was recorded (UTC).</summary>
    public DateTimeOffset? OutcomeOn { get; init; }
    /// <summary>Amount of the outcome in base currency.</summary>
    public decimal? OutcomeBase { get; init; }
}

/// <summary>A deletion of a row of <paramref name="Table"/>, above every version.</summary>
/// <param name="Table">account, contact, salesorder, salesorderdetail, product, ci_offer or ci_action.</param>
/// <param name="Id">Primary key of the deleted row.</param>
public sealed record DeletedRow(string Table, Guid Id) : RowState(Id, long.MaxValue);
