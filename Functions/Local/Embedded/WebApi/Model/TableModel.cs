using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>A table as the Web API shows it.</summary>
sealed class TableModel
{
    public const string VersionColumn = "versionnumber";

    readonly Dictionary<string, ColumnProperty> _properties = new(StringComparer.Ordinal);
    readonly Dictionary<string, ColumnProperty> _columns = new(StringComparer.Ordinal);
    readonly Dictionary<string, Navigation> _navigations = new(StringComparer.Ordinal);

    public TableModel(TableDefinition table)
    {
        Table = table;
        foreach (var column in table.Columns.Values) Add(new ColumnProperty(column));
        foreach (var relationship in table.ManyToOne) Add(new Navigation(relationship.LookupNavigation, relationship, Collection: false));
        foreach (var relationship in table.OneToMany) Add(new Navigation(relationship.CollectionNavigation, relationship, Collection: true));
    }

    public TableDefinition Table { get; }
    public string TypeName => $"{WebApiModel.Namespace}.{Table.LogicalName}";
    /// <summary>Set while the model is built.</summary>
    public IEdmEntitySet EntitySet { get; set; } = null!;
    public IReadOnlyCollection<ColumnProperty> Properties => _properties.Values;
    public IReadOnlyCollection<Navigation> Navigations => _navigations.Values;

    /// <summary>By the name of the property, such as <c>_ownerid_value</c>.</summary>
    public ColumnProperty? Property(string name) => _properties.GetValueOrDefault(name);

    /// <summary>By the logical name of the column, such as <c>ownerid</c>.</summary>
    public ColumnProperty? Column(string logicalName) => _columns.GetValueOrDefault(logicalName);

    public ManyToMany? ManyToMany(string name) => Table.ManyToMany.Find(relationship => relationship.Name == name);

    public Navigation? Navigation(string name) => _navigations.GetValueOrDefault(name);

    /// <summary>The navigation property that leads from a lookup column to one of its targets.</summary>
    public Navigation? NavigationOf(string lookupColumn, string target)
    {
        foreach (var navigation in _navigations.Values)
        {
            var relationship = navigation.Relationship;
            if (!navigation.Collection && relationship.LookupColumn == lookupColumn && relationship.ReferencedTable == target) return navigation;
        }
        return null;
    }

    void Add(ColumnProperty property)
    {
        _properties[property.Name] = property;
        _columns[property.Column.LogicalName] = property;
    }

    // Two relationships to tables of the same kind may share a name, as the owner's do: the first one stands.
    void Add(Navigation navigation)
    {
        if (!_properties.ContainsKey(navigation.Name)) _navigations.TryAdd(navigation.Name, navigation);
    }
}
