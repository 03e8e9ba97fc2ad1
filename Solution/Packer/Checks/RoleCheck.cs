using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Roles name privileges that exist: those of our own tables, or known stock ones.</summary>
sealed class RoleCheck(SolutionModel model, ProblemLog problems)
{
    static readonly string[] s_verbs = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"];

    public void Run()
    {
        var known = model.Tables.Where(table => !table.IsStock)
            .SelectMany(table => s_verbs.Select(verb => $"prv{verb}{table.SchemaName}"))
            .Concat(model.StockPrivileges)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var privilege in model.Of(FileKind.Role).SelectMany(file => file.Root.Descendants("RolePrivilege")))
        {
            var name = (string)privilege.Attribute("name")!;
            problems.Require(known.Contains(name), privilege, $"the privilege {name} belongs to no table of ours and is no known stock privilege; add it to stock-tables.xml if it exists.");
        }
    }
}
