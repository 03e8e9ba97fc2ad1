using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>Rows as Dataverse would hold them, with columns that must never leave it.</summary>
public static class Samples
{
    public const string Key = "a signing key of thirty-two chars, or more";

    public static readonly Guid Currency = new("11111111-1111-4111-8111-111111111111");
    public static readonly Guid Owner = new("22222222-2222-4222-8222-222222222222");
    public static readonly DateTime CreatedOn = new(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public static Entity Account(Guid id) => new("account", id)
    {
        ["name"] = "Secret Ltd",
        ["emailaddress1"] = "secret@example.com",
        ["description"] = "secret words",
        ["createdon"] = CreatedOn,
        ["statecode"] = new OptionSetValue(0),
        ["transactioncurrencyid"] = new EntityReference("transactioncurrency", Currency) { Name = "secret currency" },
        ["industrycode"] = new OptionSetValue(7),
        ["address1_country"] = "Côte d'Ivoire \"CI\"",
        ["numberofemployees"] = 250,
        ["revenue_base"] = new Money(1234567.8900m),
        ["ownerid"] = new EntityReference("systemuser", Owner) { Name = "Secret Person" },
        ["parentaccountid"] = new EntityReference("account", new Guid("33333333-3333-4333-8333-333333333333")),
        ["ci_profilingstatus"] = new OptionSetValue(712340001),
        ["versionnumber"] = 9_000_000_001L,
    };

    public static Entity Contact(Guid id, EntityReference parent) => new("contact", id)
    {
        ["fullname"] = "Secret Person",
        ["emailaddress1"] = "secret@example.com",
        ["createdon"] = CreatedOn,
        ["statecode"] = new OptionSetValue(1),
        ["address1_country"] = "Austria",
        ["ownerid"] = new EntityReference("team", Owner),
        ["parentcustomerid"] = parent,
        ["versionnumber"] = 12L,
    };

    public static Entity Order(Guid id, EntityReference? customer) => new("salesorder", id)
    {
        ["name"] = "Secret order",
        ["customerid"] = customer,
        ["createdon"] = CreatedOn,
        ["statecode"] = new OptionSetValue(3),
        ["transactioncurrencyid"] = new EntityReference("transactioncurrency", Currency),
        ["exchangerate"] = 1.25m,
        ["totalamount_base"] = new Money(80.5m),
        ["totaldiscountamount_base"] = new Money(0m),
        ["versionnumber"] = 77L,
    };

    public static Entity OrderLine(Guid id, EntityReference order, EntityReference? product) => new("salesorderdetail", id)
    {
        ["productdescription"] = "secret words",
        ["salesorderid"] = order,
        ["productid"] = product,
        ["quantity"] = 2.5m,
        ["priceperunit_base"] = new Money(10m),
        ["manualdiscountamount_base"] = new Money(1m),
        ["extendedamount_base"] = new Money(24m),
        ["versionnumber"] = 78L,
    };
}
