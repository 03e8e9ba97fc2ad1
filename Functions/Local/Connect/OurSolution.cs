using CrmInsights.Local.Commands;
using CrmInsights.Local.Embedded.Import;

namespace CrmInsights.Local.Connect;

/// <summary>The solution that this program brings: what an environment must have is read from it, so that the two can never differ.</summary>
sealed class OurSolution(SolutionPackage package)
{
    const string ServiceRoleName = "CrmInsights Service";
    const string ForwardingTypes = "CrmInsights.Plugins.Forward";
    const string AddressVariable = "ci_FunctionsUrl";

    public string UniqueName => package.UniqueName;
    public Version Version => package.Version;
    public string RoleName => ServiceRoleName;
    public string Variable => AddressVariable;

    /// <summary>Every plug-in step.</summary>
    public IReadOnlyList<OurStep> Steps { get; } =
    [
        .. from step in package.Section("SdkMessageProcessingSteps").Elements("SdkMessageProcessingStep")
           select new OurStep(step.NeedId(step.NeedAttribute("SdkMessageProcessingStepId")), step.NeedAttribute("Name"),
               step.Need("PluginTypeName").StartsWith(ForwardingTypes, StringComparison.Ordinal)),
    ];

    /// <summary>Logical names of the tables whose changes the app collects.</summary>
    public IReadOnlyList<string> TrackedTables { get; } =
    [
        .. from table in package.Tables
           where table.Descendants("ChangeTrackingEnabled").Any(flag => flag.Value == "1")
           select table.Need("Name").ToLowerInvariant(),
    ];

    /// <summary>What the user of the app must be allowed to do.</summary>
    public IReadOnlyDictionary<string, PrivilegeDepth> Privileges { get; } =
        (from role in package.Section("Roles").Elements("Role")
         where role.NeedAttribute("name") == ServiceRoleName
         from privilege in role.Descendants("RolePrivilege")
         select privilege).ToDictionary(privilege => privilege.NeedAttribute("name"), privilege => Enum.Parse<PrivilegeDepth>(privilege.NeedAttribute("level")));

    /// <exception cref="CommandFailedException">The zip beside the program is missing.</exception>
    public static async Task<OurSolution> ReadAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "solution", "CrmInsights_managed.zip");
        if (!File.Exists(path)) throw new CommandFailedException($"The solution {path} is missing. Build again: dotnet build Functions/Local.");
        return new OurSolution(SolutionPackage.Read(await File.ReadAllBytesAsync(path, cancellation)));
    }
}

/// <summary>One plug-in step of ours.</summary>
/// <param name="Id">The same in every environment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Signs">Whether it sends events and so needs the signing key.</param>
sealed record OurStep(Guid Id, string Name, bool Signs);

/// <summary>How far a privilege reaches, as the Web API numbers it.</summary>
enum PrivilegeDepth
{
    Basic = 0,
    Local = 1,
    Deep = 2,
    Global = 3,
}
