using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>One operation on one row, and access to the row as it is now.</summary>
sealed class Capture
{
    /// <summary>The column that grows with every write of the row.</summary>
    public const string VersionColumn = "versionnumber";

    readonly IPluginExecutionContext _context;
    readonly IOrganizationService _rows;

    public Capture(IPluginExecutionContext context, IOrganizationService rows)
    {
        _context = context;
        _rows = rows;
    }

    public bool IsDelete => _context.MessageName == MessageNames.Delete;
    public string Table => _context.RowOf().LogicalName;
    public Guid RowId => _context.RowOf().Id;
    public Guid OrganizationId => _context.OrganizationId;

    /// <summary>The system job: the same when the platform runs the step again.</summary>
    public Guid OperationId => _context.OperationId;

    public DateTime HappenedOn => _context.OperationCreatedOn;

    /// <summary>The row as it was; null on Create and where the step has no image.</summary>
    public Entity? Before => _context.Before();

    /// <summary>What the message answered.</summary>
    public T? Output<T>(string name) => _context.OutputParameters.TryGetValue(name, out var value) && value is T given ? given : default;

    /// <summary>The row as it is now; null where it is gone. A query, because a Retrieve of a missing row ends in a fault.</summary>
    public Entity? ReadRow(params string[] columns)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet([.. columns, VersionColumn]) };
        query.Criteria.AddCondition(Table + "id", ConditionOperator.Equal, RowId);
        return _rows.RetrieveMultiple(query).Entities.FirstOrDefault();
    }
}
