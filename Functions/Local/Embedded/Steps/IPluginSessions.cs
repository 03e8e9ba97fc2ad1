using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>How a plug-in's calls reach the rows: inside the running transaction for synchronous steps, each in one of its own for jobs.</summary>
interface IPluginSessions
{
    T Read<T>(Func<IOrganizationSession, T> work);
    T Write<T>(Func<IOrganizationSession, T> work);
}
