using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Security;

namespace CrmInsights.Local.Embedded;

/// <summary>The rows of a new organisation.</summary>
static class Seed
{
    const string Administrator = "You";
    const string Service = "CrmInsights Service";

    /// <summary>The first five ids are the same in every organisation of the platform.</summary>
    static readonly (string Name, Guid Id)[] s_messages =
    [
        ("Create", new("9ebdbb1b-ea3e-db11-86a7-000a3a5473e8")), ("Update", new("20bebb1b-ea3e-db11-86a7-000a3a5473e8")),
        ("Delete", new("a1bdbb1b-ea3e-db11-86a7-000a3a5473e8")), ("Retrieve", new("f2bdbb1b-ea3e-db11-86a7-000a3a5473e8")),
        ("RetrieveMultiple", new("03bebb1b-ea3e-db11-86a7-000a3a5473e8")), ("CreateMultiple", new("c1b50001-0000-4000-8000-000000000001")),
        ("UpdateMultiple", new("c1b50001-0000-4000-8000-000000000002")),
    ];

    /// <summary>Messages that steps may be registered on.</summary>
    public static readonly string[] StepMessages = [Operation.Create, Operation.Update, Operation.Delete];

    public static OrganizationFacts? Read(Session session)
    {
        var organization = session.Query(new RowQuery("organization")).Rows.FirstOrDefault();
        if (organization is null) return null;
        var system = session.Find("systemuser", (Guid)organization["systemuserid"]!)!;
        return new OrganizationFacts((string)organization["name"]!, organization.Id, ((Lookup)system["businessunitid"]!).Id, ((Lookup)organization["basecurrencyid"]!).Id,
            system.Id, UserNamed(session, Administrator), UserNamed(session, Service));
    }

    /// <summary>Writes straight to the store: the rules need the very rows that are made here.</summary>
    public static void Write(Transaction transaction, EmbeddedOptions options)
    {
        var (organization, unit, currency, system) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        void Insert(string table, Guid id, Dictionary<string, object?> values) => Add(transaction, system, new TableRow(table, id) { Values = values });

        Insert("businessunit", unit, new() { ["name"] = options.OrganizationName, ["isdisabled"] = false });
        Insert("systemuser", system, User(unit, "SYSTEM", 3));
        Insert("systemuser", Guid.NewGuid(), User(unit, Administrator, 0));
        Insert("systemuser", Guid.NewGuid(), User(unit, Service, 4, Guid.NewGuid()));
        Insert("transactioncurrency", currency, new()
        {
            ["currencyname"] = options.BaseCurrency,
            ["isocurrencycode"] = options.BaseCurrency,
            ["currencyprecision"] = 2,
            ["currencysymbol"] = options.BaseCurrency switch { "USD" => "$", "EUR" => "€", "GBP" => "£", var code => code },
            ["exchangerate"] = 1m,
            ["statecode"] = 0,
            ["statuscode"] = 1,
        });
        Insert("organization", organization, new()
        {
            ["name"] = options.OrganizationName,
            ["basecurrencyid"] = new Lookup("transactioncurrency", currency),
            ["systemuserid"] = system,
            ["languagecode"] = 1033,
            ["expirechangetrackingindays"] = 7,
            ["pricingdecimalprecision"] = 4,
        });
        foreach (var (name, id) in s_messages) Insert("sdkmessage", id, new() { ["name"] = name });
    }

    /// <summary>Makes the filters that say on which tables steps and bulk messages exist; new tables get theirs at import.</summary>
    public static void EnsureMessageFilters(Transaction transaction)
    {
        var present = transaction.Query(new RowQuery("sdkmessagefilter") { Columns = ["primaryobjecttypecode"] }).Rows.Select(row => row["primaryobjecttypecode"]).ToHashSet();
        foreach (var table in transaction.Tables.Keys.Where(table => !present.Contains(table)))
        {
            foreach (var message in s_messages)
            {
                Add(transaction, transaction.Organization.Facts.SystemUserId, new TableRow("sdkmessagefilter", Guid.NewGuid())
                {
                    Values =
                    {
                        ["name"] = $"{message.Name} of {table}", ["primaryobjecttypecode"] = table, ["sdkmessageid"] = new Lookup("sdkmessage", message.Id),
                        ["iscustomprocessingstepallowed"] = StepMessages.Contains(message.Name),
                    },
                });
            }
        }
    }

    /// <summary>The platform's own forms, which solutions may change.</summary>
    public static void EnsureForms(Transaction transaction)
    {
        foreach (var form in StockForms.All.Where(form => !transaction.Rows.Exists("systemform", form.Id)))
        {
            transaction.Insert(transaction.Tables["systemform"], new TableRow("systemform", form.Id)
            {
                ["name"] = form.Name,
                ["objecttypecode"] = form.Table,
                ["type"] = 2,
                ["formxml"] = form.Form.ToString(System.Xml.Linq.SaveOptions.DisableFormatting),
                ["formactivationstate"] = 1,
                ["isdefault"] = true,
                ["ismanaged"] = true,
            });
        }
    }

    /// <summary>The role that may do everything, and those who have it from the start.</summary>
    public static void EnsureAdministrators(Transaction transaction)
    {
        var facts = transaction.Organization.Facts;
        if (transaction.Rows.Exists("role", SecurityTable.AdministratorRole)) return;
        Add(transaction, facts.SystemUserId, new TableRow("role", SecurityTable.AdministratorRole)
        {
            ["name"] = "System Administrator",
            ["businessunitid"] = new Lookup("businessunit", facts.BusinessUnitId),
            ["ismanaged"] = true,
        });
        foreach (var user in new[] { facts.SystemUserId, facts.AdministratorId })
        {
            Add(transaction, facts.SystemUserId, new TableRow("systemuserroles", Guid.NewGuid())
            {
                ["systemuserid"] = new Lookup("systemuser", user),
                ["roleid"] = new Lookup("role", SecurityTable.AdministratorRole),
            });
        }
    }

    static void Add(Transaction transaction, Guid system, TableRow row)
    {
        var table = transaction.Tables[row.Table];
        foreach (var column in new[] { "createdon", "modifiedon" }.Where(table.Columns.ContainsKey)) row[column] = transaction.Now;
        foreach (var column in new[] { "createdby", "modifiedby" }.Where(table.Columns.ContainsKey)) row[column] = new Lookup("systemuser", system);
        transaction.Insert(table, row);
    }

    static Dictionary<string, object?> User(Guid unit, string name, int accessMode, Guid? application = null) => new()
    {
        ["fullname"] = name,
        ["domainname"] = DomainName(name),
        ["accessmode"] = accessMode,
        ["businessunitid"] = new Lookup("businessunit", unit),
        ["isdisabled"] = false,
        ["applicationid"] = application,
    };

    static Guid UserNamed(Session session, string name) => session.Query(new RowQuery("systemuser")
    {
        Filter = new RowFilter.Compare(ColumnPath.Of("domainname"), CompareOperator.Eq, DomainName(name)),
    }).Rows[0].Id;

    static string DomainName(string name) => name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
