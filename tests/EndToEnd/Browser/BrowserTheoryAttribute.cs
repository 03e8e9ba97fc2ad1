namespace CrmInsights.EndToEnd.Browser;

/// <summary>As <see cref="BrowserFactAttribute"/>, with data.</summary>
sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
