using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

/// <summary>Fills the Dataverse in memory with customers of three sizes, of whom those who buy wine mostly buy cheese with it.</summary>
static class Shops
{
    public const int Customers = 300;
    public const decimal DollarRate = 2;

    public static Guid Euro { get; } = new(1, 9, 0, new byte[8]);
    public static Guid Dollar { get; } = new(2, 9, 0, new byte[8]);
    public static Guid Wine { get; } = new(1, 8, 0, new byte[8]);
    public static Guid Cheese { get; } = new(2, 8, 0, new byte[8]);
    public static Guid Salt { get; } = new(3, 8, 0, new byte[8]);

    /// <summary>Every tenth customer pays in dollars, the one after has no currency.</summary>
    public static Guid? CurrencyOf(int number) => (number % 10) switch { 0 => Dollar, 1 => null, _ => Euro };

    public static void Fill(FakeDataverse dataverse, DateTimeOffset now)
    {
        dataverse.Put(DataverseTable.Organization, dataverse.OrganizationId, ("_basecurrencyid_value", Euro));
        dataverse.Put(DataverseTable.Currency, Euro, ("isocurrencycode", "EUR"), ("exchangerate", 1m));
        dataverse.Put(DataverseTable.Currency, Dollar, ("isocurrencycode", "USD"), ("exchangerate", DollarRate));
        foreach (var (id, name) in new[] { (Wine, "Wine"), (Cheese, "Cheese"), (Salt, "Salt") }) dataverse.Put(DataverseTable.Product, id, ("name", name), ("statecode", 0));
        var random = new Random(5);
        var order = 0;
        for (var number = 1; number <= Customers; number++)
        {
            dataverse.Put(DataverseTable.Account, Company.AccountId(number), ("createdon", now.AddDays(-700)), ("statecode", 0), ("_transactioncurrencyid_value", CurrencyOf(number)));
            var first = now.AddDays(-600 + random.Next(200));
            for (var day = first; day < now.AddDays(-1); day = day.AddDays(20 + random.Next(60))) AddOrder(dataverse, number, ++order, day, random);
        }
    }

    static void AddOrder(FakeDataverse dataverse, int customer, int number, DateTimeOffset on, Random random)
    {
        var order = new Guid(number, 2, 0, new byte[8]);
        dataverse.Put(DataverseTable.Order, order, ("_customerid_value", Company.AccountId(customer)), ("_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname", "account"),
            ("createdon", on), ("statecode", 0), ("exchangerate", 1m), ("totalamount_base", 0m), ("totaldiscountamount_base", 0m));
        Guid[] products = random.Next(2) == 0 ? [Salt] : random.Next(10) < 7 ? [Wine, Cheese] : [Wine];
        var units = (int)Math.Pow(6, customer % 3) * (1 + random.Next(2));
        foreach (var product in products)
            dataverse.Put(DataverseTable.OrderLine, new Guid(number, 3, (short)product.ToByteArray()[0], new byte[8]), ("_salesorderid_value", order), ("_productid_value", product),
                ("quantity", (decimal)units), ("priceperunit_base", 10m), ("manualdiscountamount_base", 0m), ("extendedamount_base", 10m * units));
    }
}
