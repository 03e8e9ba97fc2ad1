using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

/// <summary>Fills the Dataverse in memory with customers who order at a rhythm of their own; some stop, from a seed.</summary>
static class Company
{
    public const int Customers = 900;

    public static Guid AccountId(int number) => new(number, 1, 0, new byte[8]);

    public static void Fill(FakeDataverse dataverse, DateTimeOffset now)
    {
        var random = new Random(7);
        var order = 0;
        for (var number = 1; number <= Customers; number++)
        {
            var account = AccountId(number);
            var start = now.AddDays(-700 + random.Next(650));
            dataverse.Put(DataverseTable.Account, account, ("createdon", start), ("statecode", 0), ("address1_country", "DE"), ("industrycode", 1 + (number % 5)));
            foreach (var day in OrderDays(random, start, now)) AddOrder(dataverse, account, ++order, day);
        }
    }

    /// <summary>Half of the customers are loyal; the others may stop after any order. Each has a rhythm of its own, so that days alone say little.</summary>
    static IEnumerable<DateTimeOffset> OrderDays(Random random, DateTimeOffset start, DateTimeOffset now)
    {
        var gap = 14 + random.Next(30);
        var stops = random.NextDouble() < 0.35 ? 0.0 : 0.2;
        for (var day = start; day < now.AddDays(-1); day = day.AddDays(gap * (0.8 + (0.4 * random.NextDouble()))))
        {
            yield return day;
            if (random.NextDouble() < stops) yield break;
        }
    }

    public static void AddOrder(FakeDataverse dataverse, Guid account, int number, DateTimeOffset on)
    {
        var order = new Guid(number, 2, 0, new byte[8]);
        dataverse.Put(DataverseTable.Order, order, ("_customerid_value", account), ("_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname", "account"),
            ("createdon", on), ("statecode", 0), ("exchangerate", 1m), ("totalamount_base", 100m), ("totaldiscountamount_base", 0m));
        dataverse.Put(DataverseTable.OrderLine, new Guid(number, 3, 0, new byte[8]), ("_salesorderid_value", order), ("quantity", 2m),
            ("priceperunit_base", 50m), ("manualdiscountamount_base", 0m), ("extendedamount_base", 100m));
    }
}
