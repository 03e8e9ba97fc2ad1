using CrmInsights.Local.Embedded.Contract;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Tests.Embedded.Steps;

/// <summary>Registers steps that call back into the test.</summary>
sealed record TestStep(string Message, string Table)
{
    public int Stage { get; init; } = 40;
    public bool IsAsync { get; init; }
    public string? Filter { get; init; }
    public string? Secure { get; init; }
    /// <summary>Columns of a pre-image and of a post-image, both under the names pre and post.</summary>
    public string? ImageColumns { get; init; }

    public async Task RegisterAsync(TestOrganization organization, Action<IServiceProvider, string> hook)
    {
        var key = Guid.NewGuid().ToString();
        AppDomain.CurrentDomain.SetData(key, hook);
        await organization.WriteAsync(session =>
        {
            var type = PluginType(session, typeof(HookPlugin));
            var step = Step(session, type, key);
            if (ImageColumns is null) return true;
            foreach (var (alias, kind) in new[] { ("pre", 0), ("post", 1) })
                Add(session, "sdkmessageprocessingstepimage", new() { ["entityalias"] = alias, ["attributes"] = ImageColumns, ["imagetype"] = kind, ["sdkmessageprocessingstepid"] = step });
            return true;
        });
    }

    /// <summary>The context of the run.</summary>
    public static IPluginExecutionContext Context(IServiceProvider services) => (IPluginExecutionContext)services.GetService(typeof(IPluginExecutionContext))!;

    public static Entity Target(IServiceProvider services) => (Entity)Context(services).InputParameters["Target"];

    public static IOrganizationService Service(IServiceProvider services) =>
        ((IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory))!).CreateOrganizationService(Guid.Empty);

    /// <summary>The row of a plug-in of this assembly.</summary>
    public static Guid PluginType(IOrganizationSession session, Type type)
    {
        var named = new RowFilter.Compare(ColumnPath.Of("typename"), CompareOperator.Eq, type.FullName);
        var present = session.Query(new RowQuery("plugintype") { Filter = named }).Rows.FirstOrDefault();
        if (present is not null) return present.Id;
        var content = Convert.ToBase64String(File.ReadAllBytes(type.Assembly.Location));
        var assembly = Add(session, "pluginassembly", new() { ["name"] = "Tests", ["content"] = content });
        return Add(session, "plugintype", new() { ["typename"] = type.FullName, ["pluginassemblyid"] = assembly });
    }

    Guid Step(IOrganizationSession session, Guid type, string key)
    {
        var message = Only(session, "sdkmessage", new RowFilter.Compare(ColumnPath.Of("name"), CompareOperator.Eq, Message));
        var filter = Only(session, "sdkmessagefilter", new RowFilter.And(
        [
            new RowFilter.Compare(ColumnPath.Of("sdkmessageid"), CompareOperator.Eq, message), new RowFilter.Compare(ColumnPath.Of("primaryobjecttypecode"), CompareOperator.Eq, Table),
        ]));
        Guid? secure = Secure is null ? null : Add(session, "sdkmessageprocessingstepsecureconfig", new() { ["secureconfig"] = Secure });
        return Add(session, "sdkmessageprocessingstep", new()
        {
            ["name"] = $"{Message} of {Table}",
            ["stage"] = Stage,
            ["mode"] = IsAsync ? 1 : 0,
            ["rank"] = 1,
            ["filteringattributes"] = Filter,
            ["configuration"] = key,
            ["asyncautodelete"] = true,
            ["sdkmessageid"] = message,
            ["sdkmessagefilterid"] = filter,
            ["plugintypeid"] = type,
            ["sdkmessageprocessingstepsecureconfigid"] = secure,
        });
    }

    static Guid Only(IOrganizationSession session, string table, RowFilter filter) => session.Query(new RowQuery(table) { Filter = filter }).Rows.Single().Id;

    static Guid Add(IOrganizationSession session, string table, Dictionary<string, object?> values) => session.Create(new TableRow(table, Guid.Empty) { Values = values });
}
