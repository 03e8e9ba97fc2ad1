using Mono.Cecil;

namespace CrmInsights.Plugins.Tests.Sdk;

/// <summary>The attributes that decide how a type travels, as a listing writes them.</summary>
static class AttributeText
{
    static readonly string[] s_listed =
    [
        "DataContractAttribute", "CollectionDataContractAttribute", "DataMemberAttribute", "EnumMemberAttribute", "IgnoreDataMemberAttribute",
        "KnownTypeAttribute", "FlagsAttribute", "ObsoleteAttribute", "DefaultMemberAttribute",
    ];

    /// <summary>Null for an attribute that is not listed.</summary>
    public static string? Of(CustomAttribute attribute)
    {
        var name = attribute.AttributeType.Name;
        if (!s_listed.Contains(name)) return null;
        var arguments = attribute.ConstructorArguments.Select(argument => Value(argument.Value))
            .Concat(attribute.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => $"{property.Name}={Value(property.Argument.Value)}"));
        var text = string.Join(", ", arguments);
        return name[..^"Attribute".Length] + (text.Length == 0 ? "" : $"({text})");
    }

    static string Value(object value) => value switch
    {
        string text => $"\"{text}\"",
        TypeReference type => $"\"{TypeText.NameOf(type)}\"",
        bool flag => flag ? "true" : "false",
        _ => value.ToString()!,
    };
}
