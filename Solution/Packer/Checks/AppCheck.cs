using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>The app and its site map name tables, forms, views and roles that exist.</summary>
sealed class AppCheck(SolutionModel model, ProblemLog problems)
{
    /// <summary>System Administrator and System Customizer: the same ids in every environment.</summary>
    static readonly string[] s_stockRoles = ["627090ff-40a3-4053-8790-584edc5be201", "119f245c-3cc8-4b62-b31c-d1a046ced15d"];

    public void Run()
    {
        foreach (var area in model.Of(FileKind.SiteMap).SelectMany(file => file.Root.Descendants("SubArea")))
        {
            CheckTable(area, (string?)area.Attribute("Entity"));
        }
        foreach (var component in model.Of(FileKind.App).SelectMany(file => file.Root.Descendants("AppModuleComponent")))
        {
            CheckComponent(component);
        }
        CheckRoles();
    }

    void CheckComponent(XElement component)
    {
        var name = (string?)component.Attribute("schemaName");
        var id = (string?)component.Attribute("id");
        switch ((string?)component.Attribute("type"))
        {
            case "1":
                CheckTable(component, name);
                break;
            case "26":
                Expect(component, id, Ids(FileKind.View, "savedqueryid"), "view");
                break;
            case "60":
                Expect(component, id, Ids(FileKind.Form, "formid"), "form");
                break;
            case "62":
                Expect(component, name, model.Of(FileKind.SiteMap).Select(file => file.Root.Element("SiteMapUniqueName")!.Value), "site map");
                break;
            default:
                problems.Add(component, $"the component type {(string?)component.Attribute("type")} is unknown here; known are 1 table, 26 view, 60 form, 62 site map.");
                break;
        }
    }

    void CheckTable(XElement at, string? table)
    {
        problems.Require(table is null || model.KnowsTable(table), at, $"the table {table} is neither defined here nor a known stock table.");
    }

    void CheckRoles()
    {
        var known = model.Of(FileKind.Role).Select(file => (string)file.Root.Attribute("id")!).Concat(s_stockRoles).ToList();
        foreach (var role in model.Of(FileKind.App).SelectMany(file => file.Root.Descendants("Role")))
        {
            Expect(role, (string?)role.Attribute("id"), known, "role");
        }
    }

    void Expect(XElement at, string? found, IEnumerable<string> known, string what) =>
        problems.Require(known.Any(one => Same(one, found)), at, $"the {what} {found} is in no source file.");

    IEnumerable<string> Ids(FileKind kind, string element) => model.Of(kind).Select(file => file.Root.Descendants(element).Single().Value);

    static bool Same(string known, string? found) => string.Equals(known.Trim('{', '}'), found?.Trim('{', '}'), StringComparison.OrdinalIgnoreCase);
}
