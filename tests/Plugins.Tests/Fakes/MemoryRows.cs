using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>Rows in memory. Hands out only the columns that were asked for, as Dataverse does.</summary>
public sealed class MemoryRows : IOrganizationService
{
    readonly List<Entity> _rows = [];

    /// <summary>Every question asked: table and columns.</summary>
    public List<string> Reads { get; } = [];

    public void Put(Entity row)
    {
        _rows.RemoveAll(other => other.LogicalName == row.LogicalName && other.Id == row.Id);
        _rows.Add(row);
    }

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet)
    {
        Note(entityName, columnSet);
        return Cut(_rows.Single(row => row.LogicalName == entityName && row.Id == id), columnSet);
    }

    public EntityCollection RetrieveMultiple(QueryBase query)
    {
        var question = (QueryExpression)query;
        Note(question.EntityName, question.ColumnSet);
        var found = _rows.Where(row => row.LogicalName == question.EntityName && question.Criteria.Conditions.All(condition => Meets(row, condition)));
        return new EntityCollection(found.Select(row => Cut(row, question.ColumnSet)).ToList());
    }

    public Guid Create(Entity entity) => throw Unexpected(nameof(Create));

    public void Update(Entity entity) => throw Unexpected(nameof(Update));

    public void Delete(string entityName, Guid id) => throw Unexpected(nameof(Delete));

    public OrganizationResponse Execute(OrganizationRequest request) => throw Unexpected(request.RequestName);

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw Unexpected(nameof(Associate));

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw Unexpected(nameof(Disassociate));

    static NotSupportedException Unexpected(string message) => new("A plug-in of ours only reads; it sent " + message + ".");

    static bool Meets(Entity row, ConditionExpression condition)
    {
        if (condition.Operator != ConditionOperator.Equal) throw Unexpected(condition.Operator.ToString());
        var value = condition.AttributeName == row.LogicalName + "id" ? row.Id : row.GetAttributeValue<object>(condition.AttributeName);
        return Equals(value is EntityReference reference ? reference.Id : value, condition.Values[0]);
    }

    static Entity Cut(Entity row, ColumnSet columns)
    {
        var cut = new Entity(row.LogicalName, row.Id);
        foreach (var column in columns.Columns.Where(row.Contains)) cut[column] = row[column];
        return cut;
    }

    void Note(string table, ColumnSet columns) => Reads.Add(table + ": " + string.Join(",", columns.Columns));
}
