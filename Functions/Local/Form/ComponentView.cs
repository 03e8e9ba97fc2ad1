using System.Text.Json;
using CrmInsights.Local.Form.Layout;

namespace CrmInsights.Local.Form;

/// <summary>The places of code components on a page. The page's script hands each the contract that the platform would.</summary>
/// <param name="columns">The row's columns.</param>
/// <param name="nonce">What style elements need to be allowed.</param>
sealed class ComponentView(BoundColumns columns, string nonce)
{
    public Html Draw(CodeComponent component) => Html.Of($"""
        <div class="component" data-control="{component.Name}" data-nonce="{nonce}" data-bound="{JsonSerializer.Serialize(columns.Of(component), JsonSerializerOptions.Web)}"></div>
        """);

    /// <summary>First what stands in for the platform, then the bundles, which register with it.</summary>
    public static IEnumerable<string> Scripts(FormLayout layout)
    {
        var names = layout.Components.Select(component => component.Name).Distinct().ToList();
        return names.Count == 0 ? [] : names.Select(name => $"/controls/{Uri.EscapeDataString(name)}/bundle.js").Prepend("/assets/host.js");
    }
}
