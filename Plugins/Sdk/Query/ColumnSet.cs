using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>The columns to read.</summary>
[DataContract(Name = "ColumnSet", Namespace = ContractNamespaces.V2011)]
public sealed class ColumnSet : IExtensibleDataObject
{
    DataCollection<string> _columns;

    public ColumnSet()
    {
    }

    public ColumnSet(bool allColumns) => AllColumns = allColumns;

    public ColumnSet(params string[] columns) => AddColumns(columns);

    [DataMember]
    public bool AllColumns { get; set; }

    [DataMember]
    public DataCollection<string> Columns { get => _columns ??= []; set => _columns = value; }

    public ExtensionDataObject ExtensionData { get; set; }

    public void AddColumn(string column) => Columns.Add(column);

    public void AddColumns(params string[] columns) => Columns.AddRange(columns);
}
