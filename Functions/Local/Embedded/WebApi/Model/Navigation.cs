using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>A navigation property of a table.</summary>
/// <param name="Name">Its name, with the case that requests must use.</param>
/// <param name="Relationship">What it follows.</param>
/// <param name="Collection">True from the referenced table to the rows that point to it.</param>
sealed record Navigation(string Name, Relationship Relationship, bool Collection)
{
    public string RelatedTable => Collection ? Relationship.ReferencingTable : Relationship.ReferencedTable;
}
