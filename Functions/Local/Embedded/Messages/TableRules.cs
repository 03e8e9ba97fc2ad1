using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>What the platform computes on single tables: full names, numbers, the amounts of a line.</summary>
static class TableRules
{
    public static void Apply(Operation operation)
    {
        switch (operation.Table.LogicalName)
        {
            case "contact" or "lead": FullName(operation); break;
            case "salesorder": AutoNumber(operation, "ordernumber", "ORD"); break;
            case "invoice": AutoNumber(operation, "invoicenumber", "INV"); break;
            case "incident": AutoNumber(operation, "ticketnumber", "CAS"); break;
            case "salesorderdetail": Line(operation, "salesorder"); break;
            case "invoicedetail": Line(operation, "invoice"); break;
        }
    }

    static void FullName(Operation operation)
    {
        if (!operation.Carries("firstname") && !operation.Carries("lastname")) return;
        var name = $"{operation["firstname"]} {operation["lastname"]}".Trim();
        operation["fullname"] = name.Length == 0 ? null : name;
    }

    static void AutoNumber(Operation operation, string column, string prefix)
    {
        if (operation.IsCreate) operation.Default(column, FormattableString.Invariant($"{prefix}-{operation.Session.Transaction.Organization.Database.NextVersion():D8}"));
    }

    static void Line(Operation operation, string owner)
    {
        if (operation.IsCreate) NewLine(operation, owner);
        var quantity = Number(operation, "quantity");
        var price = Number(operation, "priceperunit") - Number(operation, "volumediscountamount");
        var amount = decimal.Round(quantity * price, 4, MidpointRounding.AwayFromZero);
        operation["baseamount"] = amount;
        operation["extendedamount"] = amount - Number(operation, "manualdiscountamount") + Number(operation, "tax");
    }

    /// <summary>A line is in the currency of its order or invoice and takes its name from the product, or from the write-in text.</summary>
    static void NewLine(Operation operation, string owner)
    {
        var rows = operation.Session.Transaction.Rows;
        if (operation[owner + "id"] is Lookup whole)
            operation["transactioncurrencyid"] = rows.Find(owner, whole.Id, ["transactioncurrencyid"])?["transactioncurrencyid"];
        var product = operation["productid"] is Lookup lookup ? rows.Find("product", lookup.Id, ["name"])?["name"] : null;
        if (product is null && operation["productdescription"] is null)
            throw new OrganizationFaultException(FaultCode.InvalidArgument, "A line needs a product (productid) or a write-in text (productdescription).");
        operation["isproductoverridden"] = product is null;
        operation.Default(operation.Table.PrimaryName, product ?? Shortened((string)operation["productdescription"]!));
    }

    static string Shortened(string text) => text.Length <= 100 ? text : text[..100];

    static decimal Number(Operation operation, string column) => operation[column] as decimal? ?? 0;
}
