using System.Globalization;

namespace CrmInsights.Dataverse;

/// <summary>Addresses one row by primary key or by an alternate key. As a value of a column it sets a lookup.</summary>
public sealed record RowReference
{
    RowReference(DataverseTable table) => Table = table;

    /// <summary>The table.</summary>
    public DataverseTable Table { get; }
    /// <summary>Primary key; null where the row is addressed by an alternate key.</summary>
    public Guid? Id { get; private init; }
    /// <summary>Column of the alternate key; null where the row is addressed by primary key.</summary>
    public string? KeyColumn { get; private init; }
    /// <summary>Value of the alternate key.</summary>
    public string? KeyValue { get; private init; }

    /// <summary>A row by primary key.</summary>
    public static RowReference ById(DataverseTable table, Guid id) => new(table) { Id = id };

    /// <summary>A row by an alternate key of one text column.</summary>
    public static RowReference ByKey(DataverseTable table, string column, string value) => new(table) { KeyColumn = column, KeyValue = value };

    /// <summary>The address relative to the service root, e.g. <c>accounts(ci_externalid='a%3A1')</c>.</summary>
    public override string ToString() => Id is { } id
        ? string.Create(CultureInfo.InvariantCulture, $"{Table.EntitySet}({id:D})")
        : $"{Table.EntitySet}({KeyColumn}='{Uri.EscapeDataString(KeyValue!.Replace("'", "''", StringComparison.Ordinal))}')";
}
