using CrmInsights.Local.Form;

namespace CrmInsights.Local.Tests.Form;

public sealed class HtmlTests
{
    [Fact]
    public void Text_never_becomes_markup()
    {
        const string Hostile = "<script>alert('x')</script>\" onload=\"x";

        var html = Html.Of($"<p title=\"{Hostile}\">{Hostile}</p>").ToString();

        html.ShouldNotContain("<script");
        html.ShouldNotContain("\" onload");
        html.ShouldStartWith("<p title=\"&lt;script&gt;");
    }

    [Fact]
    public void Html_inside_html_stays_as_it_is() =>
        Html.Of($"<ul>{Html.Join([Html.Of($"<li>{"a&b"}</li>")])}</ul>").ToString().ShouldBe("<ul><li>a&amp;b</li></ul>");

    [Fact]
    public void Nothing_is_drawn_for_nothing() => Html.Of($"<p>{(string?)null}{default(Html)}</p>").ToString().ShouldBe("<p></p>");
}
