using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>Whoever writes money writes its twin in the base currency: the amount divided by the currency's rate.</summary>
static class CurrencyAmounts
{
    const string Currency = "transactioncurrencyid";
    const string Rate = "exchangerate";

    public static void Apply(Operation operation)
    {
        if (!operation.Table.Columns.ContainsKey(Currency) || !operation.Table.Columns.ContainsKey(Rate)) return;
        var money = Amounts(operation.Table);
        var written = money.Where(operation.Carries).ToList();
        if (written.Count == 0 && operation.Target[Currency] is null) return;

        if (operation[Currency] is not Lookup currency)
            operation[Currency] = currency = new Lookup("transactioncurrency", operation.Session.Facts.BaseCurrencyId);
        var rate = RateOf(operation.Session, currency);
        var isNewRate = !Equals(operation.Before?[Rate], rate);
        operation[Rate] = rate;
        foreach (var column in isNewRate ? money : written)
            operation[column + "_base"] = operation[column] is decimal amount ? InBase(amount, rate) : null;
    }

    public static decimal InBase(decimal amount, decimal rate) => decimal.Round(amount / rate, 4, MidpointRounding.AwayFromZero);

    static List<string> Amounts(TableDefinition table) =>
        [.. table.Columns.Values.Where(column => column.Type == ColumnType.Money && table.Columns.ContainsKey(column.LogicalName + "_base")).Select(column => column.LogicalName)];

    static decimal RateOf(Session session, Lookup currency)
    {
        if (currency.Id == session.Facts.BaseCurrencyId) return 1;
        return session.Transaction.Rows.Find("transactioncurrency", currency.Id, [Rate])?[Rate] as decimal?
            ?? throw new OrganizationFaultException(FaultCode.ObjectDoesNotExist, $"transactioncurrency With Id = {currency.Id} Does Not Exist");
    }
}
