using CrmInsights.Local.Import;

namespace CrmInsights.Local.Tests.Import;

public sealed class ExternalIdTests
{
    [Fact]
    public void The_same_name_gives_the_same_key_and_another_name_another()
    {
        var key = ExternalId.ToKey("account", "shop:1");

        ExternalId.ToKey("account", "shop:1").ShouldBe(key);
        ExternalId.ToKey("account", "shop:2").ShouldNotBe(key);
        ExternalId.ToKey("contact", "shop:1").ShouldNotBe(key);
    }

    [Fact]
    public void A_key_is_a_version_8_uuid()
    {
        var text = ExternalId.ToKey("account", "shop:1").ToString("D");

        text[14].ShouldBe('8');
        "89ab".ShouldContain(text[19]);
    }
}
