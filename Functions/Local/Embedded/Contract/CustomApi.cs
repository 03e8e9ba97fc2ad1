namespace CrmInsights.Local.Embedded.Contract;

enum BindingType { Global, Table, Collection }

/// <summary>Types of parameters, with the platform's numbers.</summary>
enum ParameterType { Boolean, DateTime, Decimal, Entity, EntityCollection, EntityReference, Float, Integer, Money, Picklist, String, StringArray, Guid }

/// <summary>A message that a solution declares.</summary>
sealed record CustomApi
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required BindingType Binding { get; init; }
    /// <summary>Table it is bound to; null for a global one.</summary>
    public string? Table { get; init; }
    public bool IsFunction { get; init; }
    public IReadOnlyList<ApiParameter> Request { get; init; } = [];
    public IReadOnlyList<ApiParameter> Response { get; init; } = [];
    /// <summary>The plug-in that does the work in stage 30: assembly and class; null where steps do it.</summary>
    public (Guid AssemblyId, string TypeName)? Plugin { get; init; }
}

/// <summary>
/// A parameter or a property of the answer. Values are of the types of columns; Float is double, Money is decimal, Picklist is int, EntityReference is
/// <see cref="Lookup"/>, Entity is <see cref="TableRow"/>, EntityCollection a list of them, StringArray an array.
/// </summary>
sealed record ApiParameter(string Name, ParameterType Type, bool IsOptional);

/// <summary>A call of a message.</summary>
/// <param name="Message">Unique name of the custom API.</param>
/// <param name="Target">The row it is bound to; null for a global one and for one bound to a collection.</param>
/// <param name="Parameters">By name.</param>
sealed record MessageCall(string Message, Lookup? Target, IReadOnlyDictionary<string, object?> Parameters);
