namespace CrmInsights.App.Hosting;

/// <summary>Settings that the app cannot start with, a sentence each.</summary>
sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
