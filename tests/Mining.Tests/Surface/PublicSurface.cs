using System.Reflection;
using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Tests.Surface;

/// <summary>The public surface of an assembly as text: one type or member a line, each with the full name of its type, sorted.</summary>
static class PublicSurface
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(type => Members(type).Select(member => $"{type.FullName}{member}")).Order(StringComparer.Ordinal)];

    static IEnumerable<string> Members(Type type)
    {
        yield return $" {Kind(type)}{Parents(type)}";
        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible)) yield return $"..ctor({Parameters(constructor)})";
        // What the compiler adds to a record is no promise of its own.
        foreach (var method in type.GetMethods(Declared).Where(method => IsVisible(method) && !method.IsSpecialName && !method.IsDefined(typeof(CompilerGeneratedAttribute))))
            yield return $".{method.Name}{Generics(method)}({Parameters(method)}) : {TypeText.Of(method.ReturnType)}{Modifiers(method)}";
        foreach (var property in type.GetProperties(Declared).Where(property => Accessors(property).Length > 0))
            yield return $".{property.Name}{Index(property)} : {TypeText.Of(property.PropertyType)} {{{Accessors(property)} }}{Modifiers(property.GetMethod ?? property.SetMethod!)}";
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic && !field.IsSpecialName))
            yield return $".{field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : $" : {TypeText.Of(field.FieldType)}")}";
    }

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    static string Parents(Type type)
    {
        if (type.IsEnum || type.BaseType is null || type.IsValueType || type.BaseType == typeof(object)) return "";
        return " : " + TypeText.Of(type.BaseType);
    }

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Accessors(PropertyInfo property) => Accessor(property.GetMethod, " get;") + Accessor(property.SetMethod, IsInit(property) ? " init;" : " set;");

    static string Accessor(MethodInfo? accessor, string word) => accessor is not null && IsVisible(accessor) ? word : "";

    static bool IsInit(PropertyInfo property) => property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? false;

    static string Modifiers(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsStatic: true } => " static",
        { IsAbstract: true } => " abstract",
        { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? " virtual" : " override",
        _ => "",
    };

    static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "")}{TypeText.Of(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}";
}
