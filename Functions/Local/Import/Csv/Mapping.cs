using YamlDotNet.Serialization;

namespace CrmInsights.Local.Import.Csv;

/// <summary>Which file and column holds what: docs/import.md describes the format.</summary>
sealed class Mapping
{
    /// <summary>First part of every ci_externalid.</summary>
    public string Source { get; set; } = "";
    public string Encoding { get; set; } = "utf-8";
    public string Delimiter { get; set; } = ",";
    /// <summary>Date formats in .NET notation, tried in order.</summary>
    public List<string> Dates { get; set; } = ["yyyy-MM-dd"];
    /// <summary>Texts that mean "no value".</summary>
    public List<string> Nulls { get; set; } = ["", "NULL"];
    /// <summary>What a negative quantity is: <c>return</c> or <c>reject</c>.</summary>
    public string NegativeQuantity { get; set; } = "reject";
    public CustomerFile? Customers { get; set; }
    public MappedFile? Products { get; set; }
    public MappedFile? Orders { get; set; }
    public MappedFile? Lines { get; set; }

    /// <summary>Folder of the data files.</summary>
    [YamlIgnore]
    public string Folder { get; set; } = "";
    /// <summary>Path of the mapping file itself, for messages.</summary>
    [YamlIgnore]
    public string Path { get; set; } = "";

    /// <summary>One file and its columns: our word on the left, the header's on the right.</summary>
    internal class MappedFile
    {
        public string File { get; set; } = "";
        public Dictionary<string, string> Columns { get; set; } = [];
        /// <summary>Date formats of this file, where they differ.</summary>
        public List<string>? Dates { get; set; }
    }

    internal sealed class CustomerFile : MappedFile
    {
        /// <summary>What customers become: account or contact.</summary>
        public string Table { get; set; } = "account";
    }
}
