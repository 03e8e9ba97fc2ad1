using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>What a query needs to know beside its own text.</summary>
/// <param name="Model">The tables.</param>
/// <param name="Now">For <c>Today</c> and the like.</param>
/// <param name="UserId">For <c>EqualUserId</c>.</param>
/// <param name="Aliases">Values of parameter aliases such as <c>@p1</c>.</param>
sealed record QueryScope(WebApiModel Model, DateTime Now, Guid UserId, IDictionary<string, SingleValueNode> Aliases)
{
    /// <summary>What stands for an alias; other nodes as they are.</summary>
    public SingleValueNode Resolve(SingleValueNode node) => node switch
    {
        ConvertNode convert => Resolve(convert.Source),
        ParameterAliasNode alias => Aliases.TryGetValue(alias.Alias, out var value) && value is not null
            ? Resolve(value)
            : throw WebApiException.OData($"The parameter alias '{alias.Alias}' has no value in the query."),
        _ => node,
    };

    /// <summary>The column that a node names, or null when it is no column. <paramref name="row"/> is the name of the row that the filter is about.</summary>
    public (ColumnPath Path, ColumnDefinition Column)? Column(SingleValueNode node, string row)
    {
        if (node is not SingleValuePropertyAccessNode access) return null;
        var table = Model.Table(access.Property.DeclaringType) ?? throw WebApiException.NotThere("a filter on " + access.Property.Name);
        var column = table.Property(access.Property.Name)!.Column;
        return (new ColumnPath(Steps(access.Source, row), column.LogicalName), column);
    }

    List<PathStep> Steps(SingleValueNode source, string row)
    {
        switch (source)
        {
            case ResourceRangeVariableReferenceNode variable when variable.Name == row:
                return [];
            case ResourceRangeVariableReferenceNode:
                throw WebApiException.NotThere("a lambda that refers to the row outside of it");
            case SingleNavigationNode navigation:
                var steps = Steps(navigation.Source, row);
                var relationship = Navigation(navigation.NavigationProperty).Relationship;
                steps.Add(new PathStep(relationship.LookupColumn, relationship.ReferencedTable));
                return steps;
            default:
                throw WebApiException.NotThere($"{source.Kind} in a path");
        }
    }

    public Navigation Navigation(Microsoft.OData.Edm.IEdmNavigationProperty property) =>
        Model.Table(property.DeclaringType)?.Navigation(property.Name) ?? throw WebApiException.NotThere(property.Name + " in a query");
}
