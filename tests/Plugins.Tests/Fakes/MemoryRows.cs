using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>Rows in memory. Hands out only the columns that were asked for, as Dataverse does.</summary>
public sealed class MemoryRows : IOrganizationService
{
    readonly List<Entity> _rows = [];

    /// <summary>Every question asked: table and columns.</summary>
    public List<string> Reads { get; } = [];

    /// <summary>What a plug-in wrote, in order: created and updated rows with the columns of the call.</summary>
    public List<Entity> Writes { get; } = [];

    /// <summary>Steps that capture and guard only read; those that start plays write.</summary>
    public bool IsWritable { get; set; }

    /// <summary>Called before a row is created; whatever it throws is the platform's refusal.</summary>
    public Action<Entity> OnCreate { get; set; } = _ => { };

    /// <summary>Called after a row is updated, with the columns of the call.</summary>
    public Action<Entity> OnUpdated { get; set; } = _ => { };

    /// <summary>All rows of a table.</summary>
    public IReadOnlyList<Entity> All(string table) => [.. _rows.Where(row => row.LogicalName == table)];

    public void Remove(string table, Guid id) => _rows.RemoveAll(row => row.LogicalName == table && row.Id == id);

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

    public Guid Create(Entity entity)
    {
        if (!IsWritable) throw Unexpected(nameof(Create));
        OnCreate(entity);
        ThrowIfTaken(entity);
        var row = new Entity(entity.LogicalName, entity.Id == Guid.Empty ? Guid.NewGuid() : entity.Id) { ["createdon"] = Samples.CreatedOn, ["modifiedon"] = Samples.CreatedOn };
        if (IsActivity(row.LogicalName)) row["statecode"] = new OptionSetValue(0);
        foreach (var attribute in entity.Attributes) row[attribute.Key] = attribute.Value;
        _rows.Add(row);
        Writes.Add(entity);
        return row.Id;
    }

    public void Update(Entity entity)
    {
        if (!IsWritable) throw Unexpected(nameof(Update));
        ThrowIfTaken(entity, except: entity.Id);
        var row = _rows.Single(row => row.LogicalName == entity.LogicalName && row.Id == entity.Id);
        foreach (var attribute in entity.Attributes) row[attribute.Key] = attribute.Value;
        Writes.Add(entity);
        OnUpdated(entity);
    }

    public void Delete(string entityName, Guid id) => throw Unexpected(nameof(Delete));

    public OrganizationResponse Execute(OrganizationRequest request) => throw Unexpected(request.RequestName);

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw Unexpected(nameof(Associate));

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw Unexpected(nameof(Disassociate));

    static NotSupportedException Unexpected(string message) => new("A plug-in of ours only reads; it sent " + message + ".");

    static bool Meets(Entity row, ConditionExpression condition)
    {
        var value = condition.AttributeName == KeyOf(row.LogicalName) ? row.Id : Plain(row.GetAttributeValue<object>(condition.AttributeName));
        return condition.Operator switch
        {
            ConditionOperator.Equal => Equals(value, condition.Values[0]),
            ConditionOperator.BeginsWith => value is string text && text.StartsWith((string)condition.Values[0], StringComparison.Ordinal),
            _ => throw Unexpected(condition.Operator.ToString()),
        };
    }

    static object? Plain(object? value) => value switch
    {
        EntityReference reference => reference.Id,
        OptionSetValue option => option.Value,
        _ => value,
    };

    static bool IsActivity(string table) => table is "task" or "phonecall" or "email";

    static string KeyOf(string table) => IsActivity(table) ? "activityid" : table + "id";

    /// <summary>The primary key, and the alternate key of ci_action.</summary>
    void ThrowIfTaken(Entity entity, Guid? except = null)
    {
        var others = _rows.Where(row => row.LogicalName == entity.LogicalName && row.Id != except).ToList();
        if (except is null && others.Any(row => row.Id == entity.Id)) throw new FaultException("Cannot insert duplicate key.");
        if (entity.GetAttributeValue<string>("ci_slot") is { } slot && others.Any(row => row.GetAttributeValue<string>("ci_slot") == slot))
            throw new FaultException("A record that has the attribute values Place of the day already exists.");
    }

    static Entity Cut(Entity row, ColumnSet columns)
    {
        var cut = new Entity(row.LogicalName, row.Id);
        foreach (var column in columns.Columns.Where(row.Contains)) cut[column] = row[column];
        return cut;
    }

    void Note(string table, ColumnSet columns) => Reads.Add(table + ": " + string.Join(",", columns.Columns));
}
