using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Fetch;

/// <summary>A query written in FetchXML, without aggregates.</summary>
/// <param name="Query">What it asks for.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Linked">Columns of linked tables by their name in the result, <c>alias.column</c>.</param>
sealed record FetchQuery(RowQuery Query, int Page, IReadOnlyDictionary<string, (TableDefinition Table, ColumnDefinition Column)> Linked)
{
    const int MostRows = 5000;
    const int LongestText = 64 * 1024;
    static readonly string[] s_fetch = ["version", "output-format", "mapping", "distinct", "top", "count", "page", "paging-cookie", "returntotalrecordcount", "no-lock", "aggregate"];

    /// <exception cref="OrganizationFaultException">The text is no FetchXML, or names what is not there.</exception>
    /// <exception cref="NotSupportedException">The platform could answer it, this organisation cannot.</exception>
    public static FetchQuery Parse(string text, FetchScope scope)
    {
        var fetch = Load(text);
        if (fetch.Name.LocalName != "fetch") throw FetchXml.Wrong($"FetchXML begins with <{fetch.Name.LocalName}>; expected <fetch>.");
        fetch.OnlyAttributes(s_fetch);
        if (fetch.Flag("aggregate")) throw new NotSupportedException("aggregate in FetchXML is not part of the embedded Dataverse.");
        var entity = fetch.Elements().SingleOrDefault() is { Name.LocalName: "entity" } only ? only : throw FetchXml.Wrong("<fetch> holds one <entity>, and nothing else.");
        var top = fetch.Number("top");
        var page = fetch.Number("page") ?? 1;
        if (top is not null && fetch.Attribute("page") is not null) throw FetchXml.Wrong("<fetch> has top and page; expected one of them.");
        var size = Math.Min(top ?? fetch.Number("count") ?? MostRows, MostRows);
        var reader = new FetchEntity(scope);
        var query = reader.Read(entity) with { Top = size, Skip = (page - 1) * size, Distinct = fetch.Flag("distinct"), Count = fetch.Flag("returntotalrecordcount") };
        ThrowIfDistinctWithoutKey(query, scope.Tables.Table(query.Table));
        return new FetchQuery(query, page, reader.Linked);
    }

    /// <summary>How a client asks for the page behind this one.</summary>
    public string Cookie()
    {
        var inner = Uri.EscapeDataString(Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"<cookie page=\"{Page}\"></cookie>")));
        return string.Create(CultureInfo.InvariantCulture, $"<cookie pagenumber=\"{Page + 1}\" pagingcookie=\"{inner}\" istracking=\"False\" />");
    }

    static XElement Load(string text)
    {
        if (text.Length > LongestText) throw FetchXml.Wrong($"The FetchXML has {text.Length} characters; {LongestText} are the most.");
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException error)
        {
            throw FetchXml.Wrong($"Invalid XML: {error.Message}");
        }
    }

    /// <summary>Rows are told apart by their key here.</summary>
    static void ThrowIfDistinctWithoutKey(RowQuery query, TableDefinition table)
    {
        if (query.Distinct && query.Columns?.Contains(table.PrimaryKey) is false)
            throw new NotSupportedException($"distinct in FetchXML without the attribute '{table.PrimaryKey}' is not part of the embedded Dataverse.");
    }
}
