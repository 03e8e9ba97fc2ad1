using System.Net;
using CrmInsights.Local.Tests.Embedded.Import;

namespace CrmInsights.Local.Tests.WebApi;

public sealed class WebResourceTests : WebApiTest
{
    static readonly TestSolution s_solution = new("Card")
    {
        Sections =
            """
            <WebResources><WebResource><WebResourceId>{6b1b2f5e-6f6e-4f6e-9f0e-000000000003}</WebResourceId><Name>ci_/logo.svg</Name><WebResourceType>11</WebResourceType>
            <FileName>/WebResources/ci_logosvg1</FileName></WebResource></WebResources>
            <CustomControls><CustomControl><Name>ci_CrmInsights.Card</Name><FileName>/Controls/ci_CrmInsights.Card/ControlManifest.xml</FileName></CustomControl></CustomControls>
            """,
        Parts = new()
        {
            ["WebResources/ci_logosvg1"] = "<svg/>",
            ["Controls/ci_CrmInsights.Card/ControlManifest.xml"] = """<manifest><control namespace="CrmInsights" constructor="Card" version="1.0.0" /></manifest>""",
            ["Controls/ci_CrmInsights.Card/strings/Card.1033.resx"] = "<root />",
            ["Controls/ci_CrmInsights.Card/bundle.js"] = "card()",
        },
    };

    protected override async Task Arrange() => await Host.Organization.ImportSolutionAsync(s_solution.Zip(), default);

    [Theory]
    [InlineData("/webresources/ci_/logo.svg", "image/svg+xml", "<svg/>")]
    [InlineData("/controls/ci_CrmInsights.Card/bundle.js", "text/javascript", "card()")]
    [InlineData("/controls/ci_CrmInsights.Card/strings/Card.1033.resx", "text/xml", "<root />")]
    public async Task The_files_of_an_imported_solution_are_served_with_their_type(string address, string type, string text)
    {
        var response = await Host.Get(address);

        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        (await response.Content.ReadAsStringAsync()).ShouldBe(text);
        (await Host.Get(address, ("If-None-Match", response.Headers.ETag!.ToString()))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/controls/ci_CrmInsights.Card/../../secret")]
    [InlineData("/webresources/none.js")]
    public async Task What_no_solution_brought_is_not_there(string address) => (await Host.Get(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
