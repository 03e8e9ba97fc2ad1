using System.Xml.Linq;

namespace CrmInsights.Local.Embedded.Metadata;

/// <summary>Forms an organisation has before any solution is imported: those that solutions change.</summary>
/// <param name="Id">The same in every organisation of the platform.</param>
/// <param name="Table">Logical name of its table.</param>
/// <param name="Name">What people see.</param>
/// <param name="Form">The FormXML.</param>
sealed record StockForm(Guid Id, string Table, string Name, XElement Form);

static class StockForms
{
    public static IReadOnlyList<StockForm> All { get; } = [new(new("8448b78f-8f42-454e-8e2a-f8196b0419af"), "account", "Account", Read("account"))];

    static XElement Read(string name)
    {
        using var stream = typeof(StockForms).Assembly.GetManifestResourceStream("Forms/" + name)
            ?? throw new InvalidDataException($"The program holds no form '{name}'.");
        return XElement.Load(stream);
    }
}
