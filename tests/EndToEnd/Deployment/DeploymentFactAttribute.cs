namespace CrmInsights.EndToEnd.Deployment;

/// <summary>A test that runs what is deployed, which is a program for Linux.</summary>
sealed class DeploymentFactAttribute : FactAttribute
{
    public DeploymentFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "What is deployed is a program for Linux.";
    }
}
