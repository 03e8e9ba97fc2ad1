namespace CrmInsights.Plugins;

/// <summary>Messages that the steps are registered on.</summary>
static class MessageNames
{
    public const string Update = "Update";
    public const string Delete = "Delete";
}
