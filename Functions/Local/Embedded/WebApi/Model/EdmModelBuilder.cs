using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Builds the EDM model: a type and a set for each table, alternate keys, messages and filter functions.</summary>
sealed class EdmModelBuilder(WebApiModel source)
{
    readonly EdmModel _model = new();
    readonly EdmEntityContainer _container = new(WebApiModel.Namespace, "System");
    readonly EdmEntityType _root = new(WebApiModel.Namespace, "crmbaseentity", null, isAbstract: true, isOpen: false);
    readonly Dictionary<string, EdmEntityType> _types = [];
    readonly Dictionary<string, EdmEntitySet> _sets = [];

    public IEdmModel Build()
    {
        _model.AddElement(_root);
        foreach (var table in source.Tables) AddTable(table);
        foreach (var table in source.Tables) AddNavigations(table);
        foreach (var table in source.Tables) AddKeys(table.Table);
        DataverseMessages.Declare(_model, _container, _root);
        var customApis = new CustomApiTypes(_model, _root, _types);
        foreach (var api in source.CustomApis.Values) customApis.Declare(api, _container);
        if (_types.ContainsKey("systemuser")) UserPrivileges.Declare(_model);
        FilterFunctions.Declare(_model, _root);
        MetadataTypes.Declare(_model, _container);
        _model.AddElement(_container);
        return _model;
    }

    void AddTable(TableModel table)
    {
        var type = new EdmEntityType(WebApiModel.Namespace, table.Table.LogicalName, _root);
        foreach (var property in table.Properties)
        {
            var added = type.AddStructuralProperty(property.Name, Kind(property.Column.Type), property.Column.Type != ColumnType.PrimaryKey);
            if (property.Column.LogicalName == table.Table.PrimaryKey) type.AddKeys(added);
        }
        _model.AddElement(type);
        _types[table.Table.LogicalName] = type;
        _sets[table.Table.LogicalName] = _container.AddEntitySet(table.Table.EntitySetName, type);
        table.EntitySet = _sets[table.Table.LogicalName];
    }

    void AddNavigations(TableModel table)
    {
        foreach (var navigation in table.Navigations)
            AddNavigation(table.Table.LogicalName, navigation.Name, navigation.RelatedTable, navigation.Collection);
        foreach (var relationship in table.Table.ManyToMany)
            AddNavigation(table.Table.LogicalName, relationship.Name, relationship.OtherTable, isCollection: true);
    }

    void AddNavigation(string table, string name, string related, bool isCollection)
    {
        if (!_types.TryGetValue(related, out var target)) return;
        var property = _types[table].AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
        {
            Name = name,
            Target = target,
            TargetMultiplicity = isCollection ? EdmMultiplicity.Many : EdmMultiplicity.ZeroOrOne,
        });
        _sets[table].AddNavigationTarget(property, _sets[related]);
    }

    void AddKeys(TableDefinition table)
    {
        var type = _types[table.LogicalName];
        foreach (var key in table.Keys)
        {
            var properties = key.Columns.Select(column => source.Table(table.LogicalName).Column(column)!.Name);
            _model.AddAlternateKeyAnnotation(type, properties.ToDictionary(name => name, name => (IEdmProperty)type.FindProperty(name)));
        }
    }

    static EdmPrimitiveTypeKind Kind(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Memo => EdmPrimitiveTypeKind.String,
        ColumnType.Boolean => EdmPrimitiveTypeKind.Boolean,
        ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status => EdmPrimitiveTypeKind.Int32,
        ColumnType.BigInteger => EdmPrimitiveTypeKind.Int64,
        ColumnType.Decimal or ColumnType.Money => EdmPrimitiveTypeKind.Decimal,
        ColumnType.Double => EdmPrimitiveTypeKind.Double,
        ColumnType.DateTime => EdmPrimitiveTypeKind.DateTimeOffset,
        ColumnType.DateOnly => EdmPrimitiveTypeKind.Date,
        _ => EdmPrimitiveTypeKind.Guid,
    };
}
