using CrmInsights.Dataverse;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Collecting;

/// <summary>One table whose changes are collected: its columns and what a row of it becomes in the store.</summary>
sealed record TableFeed(DataverseTable Table, IReadOnlyList<string> Columns, Func<Row, RowState> Read)
{
    /// <summary>All tables, in an order in which parents come before children.</summary>
    /// <param name="orderDate">Column of salesorder that says when an order was placed.</param>
    public static IReadOnlyList<TableFeed> All(string orderDate) =>
    [
        new(DataverseTable.Product,
            ["productid", "productnumber", "name", "statecode", "price_base", "currentcost_base", "standardcost_base", "_parentproductid_value", "versionnumber"], Product),
        new(DataverseTable.Account,
            ["accountid", "createdon", "statecode", "_transactioncurrencyid_value", "industrycode", "address1_country", "numberofemployees", "revenue_base",
                "_ownerid_value", "_parentaccountid_value", "ci_profilingstatus", "versionnumber"], Account),
        new(DataverseTable.Contact,
            ["contactid", "createdon", "statecode", "_transactioncurrencyid_value", "address1_country", "_ownerid_value", "_parentcustomerid_value",
                "ci_profilingstatus", "versionnumber"], Contact),
        new(DataverseTable.Order,
            [.. new[] { "salesorderid", "_customerid_value", "createdon", orderDate, "statecode", "_transactioncurrencyid_value", "exchangerate", "totalamount_base",
                "totaldiscountamount_base", "versionnumber" }.Distinct()], row => Order(row, orderDate)),
        new(DataverseTable.OrderLine,
            ["salesorderdetailid", "_salesorderid_value", "_productid_value", "quantity", "priceperunit_base", "manualdiscountamount_base", "extendedamount_base",
                "versionnumber"], OrderLine),
        new(DataverseTable.Offer,
            ["ci_offerid", "_ci_accountid_value", "_ci_contactid_value", "_ci_productid_value", "ci_answer", "ci_answerreason", "ci_answeredon", "versionnumber"], Offer),
        new(DataverseTable.Action,
            ["ci_actionid", "_ci_accountid_value", "_ci_contactid_value", "_ci_playid_value", "ci_status", "ci_controlgroup", "ci_startedon", "ci_outcome", "ci_outcomeon",
                "ci_outcomeamount_base", "versionnumber"], Action),
    ];

    static ActionRow Action(Row row) => new(row.Id, row.Version)
    {
        Customer = Asked(row),
        PlayId = row.Guid("_ci_playid_value"),
        Status = row.Integer("ci_status"),
        IsControl = row.Flag("ci_controlgroup") ?? false,
        StartedOn = row.Time("ci_startedon"),
        Outcome = row.Integer("ci_outcome"),
        OutcomeOn = row.Time("ci_outcomeon"),
        OutcomeBase = row.Decimal("ci_outcomeamount_base"),
    };

    static OfferRow Offer(Row row) => new(row.Id, row.Version)
    {
        Customer = Asked(row),
        ProductId = row.Guid("_ci_productid_value"),
        Answer = row.Integer("ci_answer"),
        Reason = row.Integer("ci_answerreason"),
        AnsweredOn = row.Time("ci_answeredon"),
    };

    static CustomerKey? Asked(Row row) => row.Guid("_ci_accountid_value") is { } account ? new CustomerKey("account", account)
        : row.Guid("_ci_contactid_value") is { } contact ? new CustomerKey("contact", contact) : null;

    static ProductRow Product(Row row) => new(row.Id, row.Version)
    {
        Number = row.Text("productnumber"),
        Name = row.Text("name"),
        StateCode = row.Integer("statecode") ?? 0,
        PriceBase = row.Decimal("price_base"),
        CostBase = Known(row.Decimal("currentcost_base")) ?? Known(row.Decimal("standardcost_base")),
        FamilyId = row.Guid("_parentproductid_value"),
    };

    // Forms fill an empty amount with 0; goods that cost nothing are rarer than costs nobody has entered.
    static decimal? Known(decimal? cost) => cost > 0 ? cost : null;

    static CustomerRow Account(Row row) => Customer("account", row) with
    {
        IndustryCode = row.Integer("industrycode"),
        Employees = row.Integer("numberofemployees"),
        Revenue = row.Decimal("revenue_base"),
        ParentAccountId = row.Guid("_parentaccountid_value"),
    };

    static CustomerRow Contact(Row row) => Customer("contact", row) with
    {
        ParentAccountId = row.LookupTable("_parentcustomerid_value") == "account" ? row.Guid("_parentcustomerid_value") : null,
    };

    static CustomerRow Customer(string table, Row row) => new(new CustomerKey(table, row.Id), row.Version)
    {
        CreatedOn = row.Time("createdon"),
        StateCode = row.Integer("statecode") ?? 0,
        CurrencyId = row.Guid("_transactioncurrencyid_value"),
        Country = row.Text("address1_country"),
        OwnerId = row.Guid("_ownerid_value"),
        ProfilingStatus = row.Integer("ci_profilingstatus"),
    };

    static OrderRow Order(Row row, string orderDate) => new(row.Id, row.Version)
    {
        Customer = CustomerOf(row),
        OrderedOn = row.Time(orderDate) ?? row.Time("createdon") ?? throw new InvalidDataException($"Order {row.Id} has neither {orderDate} nor createdon."),
        StateCode = row.Integer("statecode") ?? 0,
        CurrencyId = row.Guid("_transactioncurrencyid_value"),
        ExchangeRate = row.Decimal("exchangerate") ?? 1,
        TotalBase = row.Decimal("totalamount_base") ?? 0,
        DiscountBase = row.Decimal("totaldiscountamount_base") ?? 0,
    };

    static CustomerKey? CustomerOf(Row row)
    {
        if (row.Guid("_customerid_value") is not { } id) return null;
        return row.LookupTable("_customerid_value") is { } table and ("account" or "contact")
            ? new CustomerKey(table, id)
            : throw new InvalidDataException($"Dataverse did not say whether the customer of order {row.Id} is an account or a contact.");
    }

    static OrderLineRow OrderLine(Row row) =>
        new(row.Id, row.Version, row.Guid("_salesorderid_value") ?? throw new InvalidDataException($"Order line {row.Id} names no order."))
        {
            ProductId = row.Guid("_productid_value"),
            Quantity = row.Decimal("quantity") ?? 0,
            PriceBase = row.Decimal("priceperunit_base") ?? 0,
            DiscountBase = row.Decimal("manualdiscountamount_base") ?? 0,
            AmountBase = row.Decimal("extendedamount_base") ?? 0,
        };
}
