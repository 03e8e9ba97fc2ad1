namespace CrmInsights.Mining.Tests.Lifetime;

/// <summary>A fact about the CDNOW customers, which are not ours to hand on: CRMINSIGHTS_SHARED names the folder that has data/cdnow.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class CdnowFactAttribute : FactAttribute
{
    public CdnowFactAttribute()
    {
        if (!Directory.Exists(Cdnow.Folder)) Skip = "The CDNOW purchases are not here: set CRMINSIGHTS_SHARED to the folder that holds data/cdnow.";
    }
}
