using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>The enabled steps of an organisation, by message and table, in the order in which they run.</summary>
sealed class StepTable
{
    /// <summary>A change of one of these tables makes the steps stale.</summary>
    public static readonly string[] Sources =
        ["sdkmessageprocessingstep", "sdkmessageprocessingstepimage", "sdkmessageprocessingstepsecureconfig", "plugintype", "pluginassembly"];

    readonly Dictionary<Guid, Step> _byId;
    readonly ILookup<(string Message, string? Table), Step> _byEvent;

    StepTable(IReadOnlyCollection<Step> steps)
    {
        _byId = steps.ToDictionary(step => step.Id);
        _byEvent = steps.ToLookup(step => (step.Message, step.Table));
    }

    public static StepTable Empty { get; } = new([]);

    public Step? Find(Guid id) => _byId.GetValueOrDefault(id);

    public List<Step> On(string message, string table)
    {
        if (_byId.Count == 0) return [];
        return [.. _byEvent[(message, table)].Concat(_byEvent[(message, null)]).OrderBy(step => step.Rank).ThenBy(step => step.Id)];
    }

    public static StepTable Load(Func<RowQuery, RowPage> query)
    {
        var images = query(new RowQuery("sdkmessageprocessingstepimage")).Rows.ToLookup(image => image["sdkmessageprocessingstepid"]);
        var enabled = new RowFilter.Compare(ColumnPath.Of("statecode"), CompareOperator.Eq, 0);
        var rows = query(new RowQuery("sdkmessageprocessingstep")
        {
            Filter = enabled,
            Expand =
            [
                new("sdkmessageid", new RowQuery("sdkmessage")), new("sdkmessagefilterid", new RowQuery("sdkmessagefilter")), new("plugintypeid", new RowQuery("plugintype")),
                new("sdkmessageprocessingstepsecureconfigid", new RowQuery("sdkmessageprocessingstepsecureconfig")),
            ],
        }).Rows;
        return new StepTable([.. rows.Where(row => Related(row, "plugintypeid") is not null).Select(row => Read(row, images[new Lookup(row.Table, row.Id)]))]);
    }

    static Step Read(TableRow row, IEnumerable<TableRow> images)
    {
        var type = Related(row, "plugintypeid")!;
        return new Step
        {
            Id = row.Id,
            Name = (string?)row["name"] ?? (string)type["typename"]!,
            Message = (string)Related(row, "sdkmessageid")!["name"]!,
            Table = (string?)Related(row, "sdkmessagefilterid")?["primaryobjecttypecode"],
            Stage = (StepStage)(row["stage"] as int? ?? 40),
            IsAsync = row["mode"] is 1,
            Rank = row["rank"] as int? ?? 1,
            FilteringAttributes = Names(row["filteringattributes"]),
            DeletesJobOnSuccess = row["asyncautodelete"] is true,
            ImpersonatedUserId = (row["impersonatinguserid"] as Lookup?)?.Id,
            AssemblyId = ((Lookup)type["pluginassemblyid"]!).Id,
            TypeName = (string)type["typename"]!,
            UnsecureConfiguration = (string?)row["configuration"],
            SecureConfiguration = (string?)Related(row, "sdkmessageprocessingstepsecureconfigid")?["secureconfig"],
            Images = [.. images.Select(Image)],
        };
    }

    static StepImage Image(TableRow row)
    {
        var type = row["imagetype"] as int? ?? 0;
        return new StepImage((string?)row["entityalias"] ?? "", type is 0 or 2, type is 1 or 2, Names(row["attributes"]));
    }

    static TableRow? Related(TableRow row, string navigation) => (TableRow?)row.Expanded?.GetValueOrDefault(navigation);

    static string[] Names(object? list) => ((string?)list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
