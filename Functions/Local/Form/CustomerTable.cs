namespace CrmInsights.Local.Form;

/// <summary>The two tables whose rows the form shows.</summary>
/// <param name="LogicalName">account or contact.</param>
/// <param name="EntitySet">Name in addresses.</param>
/// <param name="NameColumn">Column with the name.</param>
/// <param name="Plural">For headings.</param>
sealed record CustomerTable(string LogicalName, string EntitySet, string NameColumn, string Plural)
{
    public static IReadOnlyList<CustomerTable> All { get; } =
        [new("account", "accounts", "name", "Accounts"), new("contact", "contacts", "fullname", "Contacts")];
}
