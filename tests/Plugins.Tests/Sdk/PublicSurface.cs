using Mono.Cecil;

namespace CrmInsights.Plugins.Tests.Sdk;

/// <summary>
/// The public surface of an assembly as text, one fact a line: A: identity, T: type, X: serialization attribute, V: enum value, C: constructor,
/// M: method, P: property, F: field. Listings in this form can be compared as sets.
/// </summary>
sealed class PublicSurface
{
    readonly SortedSet<string> _lines = new(StringComparer.Ordinal);

    PublicSurface(AssemblyDefinition assembly)
    {
        AddIdentity(assembly.Name);
        foreach (var type in assembly.MainModule.Types.Where(type => type.IsPublic)) AddType(type);
    }

    public static IReadOnlyCollection<string> Of(string path)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path);
        return new PublicSurface(assembly)._lines;
    }

    void AddIdentity(AssemblyNameDefinition name)
    {
        _lines.Add("A:name " + name.Name);
        _lines.Add("A:version " + name.Version);
        _lines.Add("A:culture " + (string.IsNullOrEmpty(name.Culture) ? "neutral" : name.Culture));
        _lines.Add("A:publickey " + Convert.ToHexStringLower(name.PublicKey));
        _lines.Add("A:publickeytoken " + Convert.ToHexStringLower(name.PublicKeyToken));
    }

    void AddType(TypeDefinition type)
    {
        var name = TypeText.NameOf(type);
        _lines.Add($"T:{name} {TypeText.KindOf(type)}{ParentsOf(type)}");
        if (type.IsSerializable) _lines.Add($"X:{name} Serializable");
        AddAttributes(name, type);
        foreach (var property in type.Properties) AddProperty(name, property);
        foreach (var field in type.Fields) AddField(name, field);
        foreach (var method in type.Methods.Where(method => IsVisible(method) && (!method.IsSpecialName || method.IsConstructor))) AddMethod(name, method);
    }

    static string ParentsOf(TypeDefinition type)
    {
        if (type.IsEnum) return " : int";
        var interfaces = type.Interfaces.Select(parent => TypeText.Of(parent.InterfaceType)).Order(StringComparer.Ordinal);
        var hasBase = type.BaseType is not null && type.BaseType.FullName != "System.Object";
        string[] parents = hasBase ? [TypeText.Of(type.BaseType!), .. interfaces] : [.. interfaces];
        return parents.Length == 0 ? "" : " : " + string.Join(", ", parents);
    }

    void AddProperty(string owner, PropertyDefinition property)
    {
        AddAttributes($"{owner}::{property.Name}", property);
        var accessors = Accessor(property.GetMethod, "get;") + Accessor(property.SetMethod, "set;");
        if (accessors.Length == 0) return;
        var indexer = property.HasParameters ? $"[{Parameters(property.Parameters)}]" : "";
        var modifiers = Modifiers(property.GetMethod ?? property.SetMethod);
        _lines.Add($"P:{owner}::{property.Name}{indexer} : {TypeText.Of(property.PropertyType)} {{{accessors} }}{modifiers}");
    }

    void AddField(string owner, FieldDefinition field)
    {
        AddAttributes($"{owner}::{field.Name}", field);
        if (!field.IsPublic) return;
        if (field.DeclaringType.IsEnum)
        {
            if (field.IsLiteral) _lines.Add($"V:{owner}::{field.Name} = {field.Constant}");
            return;
        }
        _lines.Add($"F:{owner}::{field.Name} : {TypeText.Of(field.FieldType)}{(field.IsStatic ? " static" : "")}{(field.IsInitOnly ? " readonly" : "")}");
    }

    void AddMethod(string owner, MethodDefinition method)
    {
        var parameters = Parameters(method.Parameters);
        var visibility = method.IsPublic ? "" : " protected";
        if (method.IsConstructor)
        {
            _lines.Add($"C:{owner}::.ctor({parameters}){visibility}");
            return;
        }
        var arity = method.HasGenericParameters ? "``" + method.GenericParameters.Count : "";
        _lines.Add($"M:{owner}::{method.Name}{arity}({parameters}) : {TypeText.Of(method.ReturnType)}{visibility}{Modifiers(method)}");
    }

    void AddAttributes(string owner, ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
            if (AttributeText.Of(attribute) is { } text) _lines.Add($"X:{owner} {text}");
    }

    static string Accessor(MethodDefinition? accessor, string word) =>
        accessor is null || !IsVisible(accessor) ? "" : (accessor.IsPublic ? " " : " protected ") + word;

    static bool IsVisible(MethodDefinition method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && method.Name != ".cctor";

    static string Modifiers(MethodDefinition method)
    {
        if (method.DeclaringType.IsInterface) return "";
        if (method.IsStatic) return " static";
        if (!method.IsVirtual) return "";
        if (method.IsAbstract) return method.IsNewSlot ? " abstract" : " abstract override";
        if (method.IsNewSlot) return method.IsFinal ? "" : " virtual";
        return method.IsFinal ? " sealed override" : " override";
    }

    static string Parameters(IEnumerable<ParameterDefinition> parameters) => string.Join(", ", parameters.Select(Parameter));

    static string Parameter(ParameterDefinition parameter)
    {
        var direction = !parameter.ParameterType.IsByReference ? "" : parameter.IsOut ? "out " : "ref ";
        var variable = parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute") ? "params " : "";
        return variable + direction + TypeText.Of(parameter.ParameterType) + " " + parameter.Name;
    }
}
