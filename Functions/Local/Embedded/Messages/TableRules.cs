using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>What the platform computes on single tables: full names, order numbers, the amounts of an order line.</summary>
static class TableRules
{
    public static void Apply(Operation operation)
    {
        switch (operation.Table.LogicalName)
        {
            case "contact": FullName(operation); break;
            case "salesorder": OrderNumber(operation); break;
            case "salesorderdetail": OrderLine(operation); break;
        }
    }

    static void FullName(Operation operation)
    {
        if (!operation.Carries("firstname") && !operation.Carries("lastname")) return;
        var name = $"{operation["firstname"]} {operation["lastname"]}".Trim();
        operation["fullname"] = name.Length == 0 ? null : name;
    }

    static void OrderNumber(Operation operation)
    {
        if (operation.IsCreate) operation.Default("ordernumber", FormattableString.Invariant($"ORD-{operation.Session.Transaction.Organization.Database.NextVersion():D8}"));
    }

    static void OrderLine(Operation operation)
    {
        if (operation.IsCreate) NewLine(operation);
        var quantity = Number(operation, "quantity");
        var price = Number(operation, "priceperunit") - Number(operation, "volumediscountamount");
        var amount = decimal.Round(quantity * price, 4, MidpointRounding.AwayFromZero);
        operation["baseamount"] = amount;
        operation["extendedamount"] = amount - Number(operation, "manualdiscountamount") + Number(operation, "tax");
    }

    /// <summary>A line is in the currency of its order and takes its name from the product, or from the write-in text.</summary>
    static void NewLine(Operation operation)
    {
        var rows = operation.Session.Transaction.Rows;
        if (operation["salesorderid"] is Lookup order)
            operation["transactioncurrencyid"] = rows.Find("salesorder", order.Id, ["transactioncurrencyid"])?["transactioncurrencyid"];
        var product = operation["productid"] is Lookup lookup ? rows.Find("product", lookup.Id, ["name"])?["name"] : null;
        if (product is null && operation["productdescription"] is null)
            throw new OrganizationFaultException(FaultCode.InvalidArgument, "An order line needs a product (productid) or a write-in text (productdescription).");
        operation["isproductoverridden"] = product is null;
        operation.Default("salesorderdetailname", product ?? Shortened((string)operation["productdescription"]!));
    }

    static string Shortened(string text) => text.Length <= 100 ? text : text[..100];

    static decimal Number(Operation operation, string column) => operation[column] as decimal? ?? 0;
}
