using CrmInsights.Local.Commands;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Running;

/// <summary>Does what an admin does once: imports the solution, sets the address of the functions and the key of the steps, gives the app's user its role, creates the first plays.</summary>
sealed class SolutionSetup(EmbeddedDataverse dataverse, Caller caller, StateFolder state)
{
    const string ServiceRole = "CrmInsights Service";
    const string AddressVariable = "ci_FunctionsUrl";
    const string Step = "sdkmessageprocessingstep";
    const string SecureConfig = "sdkmessageprocessingstepsecureconfig";
    const int Asynchronous = 1;
    static readonly Guid s_stockAccountForm = new("8448b78f-8f42-454e-8e2a-f8196b0419af");

    /// <summary>Does all of it, or what of it is missing; a sentence where a part was left out on purpose.</summary>
    public async Task<string?> RunAsync(Uri functions, CancellationToken cancellation)
    {
        await ImportAsync("CrmInsights", cancellation);
        var left = await ImportTabAsync(cancellation);
        var key = state.SigningKey();
        await dataverse.WriteAsync(caller, session => Configure(session, functions.GetLeftPart(UriPartial.Authority), key), cancellation);
        await dataverse.WriteAsync(caller, session => GiveRole(session, dataverse.Facts.ServiceUserId), cancellation);
        return left;
    }

    /// <summary>The tab on the stock account form comes with a solution of its own, which needs that form.</summary>
    internal async Task<string?> ImportTabAsync(CancellationToken cancellation)
    {
        if (await dataverse.ReadAsync(caller, session => session.Find("systemform", s_stockAccountForm, ["name"]), cancellation) is null)
            return $"The stock account form {s_stockAccountForm} is not there, so CrmInsightsAccountTab, which adds a tab to it, was not imported. The forms of CrmInsights show the same card.";
        await ImportAsync("CrmInsightsAccountTab", cancellation);
        return null;
    }

    async Task ImportAsync(string solution, CancellationToken cancellation)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "solution", solution + "_managed.zip");
        if (!File.Exists(path)) throw new CommandFailedException($"The solution {path} is missing. Build again: dotnet build Functions/Local.");
        await dataverse.ImportSolutionAsync(await File.ReadAllBytesAsync(path, cancellation), cancellation);
    }

    static bool Configure(IOrganizationSession session, string address, string key)
    {
        SetAddress(session, address);
        SetKey(session, key);
        SamplePlays.CreateOnce(session);
        return true;
    }

    /// <summary>Gives a user the role of the Function app, unless it has it: the app works with the rights of that role only, as in a real environment.</summary>
    internal static bool GiveRole(IOrganizationSession session, Guid user)
    {
        var role = new Lookup("role", Rows(session, "role", "name", ServiceRole).Single().Id);
        if (Rows(session, "systemuserroles", "systemuserid", new Lookup("systemuser", user), "roleid").Any(row => role.Equals(row["roleid"]))) return false;
        session.Create(new TableRow("systemuserroles", Guid.Empty) { ["systemuserid"] = new Lookup("systemuser", user), ["roleid"] = role });
        return true;
    }

    static void SetAddress(IOrganizationSession session, string address)
    {
        var definition = Rows(session, "environmentvariabledefinition", "schemaname", AddressVariable).Single();
        var present = Rows(session, "environmentvariablevalue", "environmentvariabledefinitionid", new Lookup("environmentvariabledefinition", definition.Id), "value").FirstOrDefault();
        if (present is null)
            session.Create(new TableRow("environmentvariablevalue", Guid.Empty)
            {
                ["schemaname"] = AddressVariable,
                ["value"] = address,
                ["environmentvariabledefinitionid"] = new Lookup("environmentvariabledefinition", definition.Id),
            });
        else if (present["value"] as string != address)
            session.Update(new TableRow("environmentvariablevalue", present.Id) { ["value"] = address });
    }

    static void SetKey(IOrganizationSession session, string key)
    {
        const string Link = "sdkmessageprocessingstepsecureconfigid";
        foreach (var step in Rows(session, Step, "mode", Asynchronous, Link))
        {
            if (step[Link] is Lookup present)
            {
                if (session.Find(SecureConfig, present.Id)?["secureconfig"] as string != key)
                    session.Update(new TableRow(SecureConfig, present.Id) { ["secureconfig"] = key });
                continue;
            }
            var config = session.Create(new TableRow(SecureConfig, Guid.Empty) { ["secureconfig"] = key });
            session.Update(new TableRow(Step, step.Id) { [Link] = new Lookup(SecureConfig, config) });
        }
    }

    static IReadOnlyList<TableRow> Rows(IOrganizationSession session, string table, string column, object value, params string[] columns) =>
        session.Query(new RowQuery(table)
        {
            Columns = columns,
            Filter = new RowFilter.Compare(ColumnPath.Of(column), CompareOperator.Eq, value),
            Top = 1000,
        }).Rows;
}
