using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>The metadata of an organisation as an OData model.</summary>
sealed class WebApiModel
{
    public const string Namespace = "Microsoft.Dynamics.CRM";

    readonly Dictionary<string, TableModel> _tables = new(StringComparer.Ordinal);
    readonly Dictionary<string, TableModel> _sets = new(StringComparer.Ordinal);

    public WebApiModel(IReadOnlyDictionary<string, TableDefinition> source, IReadOnlyDictionary<string, CustomApi> customApis)
    {
        (Source, CustomApis) = (source, customApis);
        foreach (var table in source.Values)
        {
            var model = new TableModel(table);
            _tables.Add(table.LogicalName, model);
            _sets.Add(table.EntitySetName, model);
        }
        Edm = new EdmModelBuilder(this).Build();
    }

    /// <summary>What the model was built from: another object means that the model is out of date.</summary>
    public IReadOnlyDictionary<string, TableDefinition> Source { get; }
    public IReadOnlyDictionary<string, CustomApi> CustomApis { get; }
    public IEdmModel Edm { get; }
    public IReadOnlyCollection<TableModel> Tables => _tables.Values;

    public CustomApi? CustomApi(string name) => CustomApis.GetValueOrDefault(name);

    public TableModel Table(string logicalName) => _tables[logicalName];

    public TableModel? TryTable(string logicalName) => _tables.GetValueOrDefault(logicalName);

    public TableModel? EntitySet(string name) => _sets.GetValueOrDefault(name);

    /// <summary>The table of an OData type; null for a type of the metadata itself.</summary>
    public TableModel? Table(IEdmType type) => type.AsElementType() is IEdmEntityType entity ? TryTable(entity.Name) : null;
}
