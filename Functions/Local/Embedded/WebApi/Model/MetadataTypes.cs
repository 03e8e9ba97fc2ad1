using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Declares EntityDefinitions: the metadata as data.</summary>
static class MetadataTypes
{
    public const string EntityDefinitions = "EntityDefinitions";

    /// <summary>The types of columns that say more than the base type, with what they say.</summary>
    static readonly (string Name, string[] Numbers, bool Options)[] s_attributes =
    [
        ("StringAttributeMetadata", ["MaxLength"], false), ("MemoAttributeMetadata", ["MaxLength"], false),
        ("IntegerAttributeMetadata", ["MinValue", "MaxValue"], false), ("BigIntAttributeMetadata", [], false),
        ("DecimalAttributeMetadata", ["MinValue", "MaxValue", "Precision"], false),
        ("DoubleAttributeMetadata", ["MinValue", "MaxValue", "Precision"], false),
        ("MoneyAttributeMetadata", ["MinValue", "MaxValue", "Precision"], false),
        ("DateTimeAttributeMetadata", [], false), ("LookupAttributeMetadata", [], false), ("UniqueIdentifierAttributeMetadata", [], false),
        ("BooleanAttributeMetadata", [], true), ("PicklistAttributeMetadata", [], true),
        ("StateAttributeMetadata", [], true), ("StatusAttributeMetadata", [], true),
    ];

    public static void Declare(EdmModel model, EdmEntityContainer container)
    {
        var label = new EdmComplexType(WebApiModel.Namespace, "Label");
        var localized = new EdmComplexType(WebApiModel.Namespace, "LocalizedLabel");
        localized.AddStructuralProperty("Label", EdmPrimitiveTypeKind.String);
        localized.AddStructuralProperty("LanguageCode", EdmPrimitiveTypeKind.Int32);
        label.AddStructuralProperty("UserLocalizedLabel", new EdmComplexTypeReference(localized, isNullable: true));
        model.AddElement(localized);
        model.AddElement(label);

        var table = Type(model, "EntityMetadata", label, [
            "LogicalName", "SchemaName", "EntitySetName", "LogicalCollectionName", "PrimaryIdAttribute", "PrimaryNameAttribute"]);
        table.AddStructuralProperty("ChangeTrackingEnabled", EdmPrimitiveTypeKind.Boolean);
        var column = Type(model, "AttributeMetadata", label, ["LogicalName", "SchemaName", "AttributeType", "EntityLogicalName"]);
        foreach (var flag in (string[])["IsPrimaryId", "IsPrimaryName", "IsValidForCreate", "IsValidForUpdate"])
            column.AddStructuralProperty(flag, EdmPrimitiveTypeKind.Boolean);
        AddAttributeTypes(model, column, OptionSet(model, label));
        Contain(table, "Attributes", column);
        Contain(table, "Keys", Keys(model, label));
        Contain(table, "ManyToOneRelationships", Relationships(model, "OneToManyRelationshipMetadata"));
        Contain(table, "OneToManyRelationships", (EdmEntityType)model.FindDeclaredType($"{WebApiModel.Namespace}.OneToManyRelationshipMetadata"));
        container.AddEntitySet(EntityDefinitions, table);
        foreach (var type in (EdmEntityType[])[table, column])
            model.AddAlternateKeyAnnotation(type, new Dictionary<string, IEdmProperty> { ["LogicalName"] = type.FindProperty("LogicalName") });
    }

    static void AddAttributeTypes(EdmModel model, EdmEntityType column, EdmEntityType optionSet)
    {
        foreach (var (name, numbers, options) in s_attributes)
        {
            var type = new EdmEntityType(WebApiModel.Namespace, name, column);
            foreach (var number in numbers) type.AddStructuralProperty(number, EdmPrimitiveTypeKind.Decimal);
            if (name == "LookupAttributeMetadata") type.AddStructuralProperty("Targets", EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(false)));
            if (options) Contain(type, "OptionSet", optionSet, EdmMultiplicity.ZeroOrOne);
            model.AddElement(type);
        }
    }

    static EdmEntityType OptionSet(EdmModel model, EdmComplexType label)
    {
        var option = new EdmComplexType(WebApiModel.Namespace, "OptionMetadata");
        option.AddStructuralProperty("Value", EdmPrimitiveTypeKind.Int32);
        option.AddStructuralProperty("Label", new EdmComplexTypeReference(label, isNullable: true));
        option.AddStructuralProperty("State", EdmPrimitiveTypeKind.Int32);
        model.AddElement(option);
        var set = Type(model, "OptionSetMetadata", label, ["Name"]);
        set.AddStructuralProperty("Options", EdmCoreModel.GetCollection(new EdmComplexTypeReference(option, isNullable: false)));
        return set;
    }

    static EdmEntityType Keys(EdmModel model, EdmComplexType label)
    {
        var key = Type(model, "EntityKeyMetadata", label, ["LogicalName", "EntityLogicalName"]);
        key.AddStructuralProperty("KeyAttributes", EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(isNullable: false)));
        return key;
    }

    static EdmEntityType Relationships(EdmModel model, string name)
    {
        var type = new EdmEntityType(WebApiModel.Namespace, name);
        type.AddKeys(type.AddStructuralProperty("SchemaName", EdmPrimitiveTypeKind.String, isNullable: false));
        foreach (var property in MetadataDocument.RelationshipProperties) type.AddStructuralProperty(property, EdmPrimitiveTypeKind.String);
        model.AddElement(type);
        return type;
    }

    static EdmEntityType Type(EdmModel model, string name, EdmComplexType label, string[] texts)
    {
        var type = new EdmEntityType(WebApiModel.Namespace, name);
        type.AddKeys(type.AddStructuralProperty("MetadataId", EdmPrimitiveTypeKind.Guid, isNullable: false));
        foreach (var text in texts) type.AddStructuralProperty(text, EdmPrimitiveTypeKind.String);
        type.AddStructuralProperty("DisplayName", new EdmComplexTypeReference(label, isNullable: true));
        model.AddElement(type);
        return type;
    }

    static void Contain(EdmEntityType owner, string name, EdmEntityType target, EdmMultiplicity multiplicity = EdmMultiplicity.Many) =>
        owner.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
        {
            Name = name,
            Target = target,
            TargetMultiplicity = multiplicity,
            ContainsTarget = true,
        });
}
