using CrmInsights.App.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrmInsights.App.Tests;

public sealed class SettingsTests
{
    static AppSettings Read(params (string Name, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>
        {
            ["CrmInsights:DataverseUrl"] = "https://contoso.crm4.dynamics.com",
            ["CrmInsights:SigningKey"] = new string('k', 32),
            ["CrmInsights:Store"] = "sqlite:/tmp/x.db",
        };
        foreach (var (name, value) in changes) values[name] = value;
        return AppSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }

    static IReadOnlyList<string> Faults(params (string Name, string? Value)[] changes) => Should.Throw<SettingsException>(() => Read(changes)).Faults;

    [Fact]
    public void Reads_with_defaults()
    {
        var settings = Read();

        settings.OrderDate.ShouldBe("createdon");
        settings.RollUpContacts.ShouldBeTrue();
        settings.Dataverse.Tag.ShouldBe("crminsights");
    }

    [Theory]
    [InlineData("DataverseUrl", null)]
    [InlineData("DataverseUrl", "contoso")]
    [InlineData("DataverseUrl", "http://contoso.crm4.dynamics.com")]
    [InlineData("DataverseUrl", "https://contoso.crm4.dynamics.com/api/data/v9.2")]
    [InlineData("SigningKey", null)]
    [InlineData("SigningKey", "short")]
    [InlineData("FormerSigningKey", "short")]
    [InlineData("Store", " ")]
    [InlineData("DurableDisk", "yes")]
    [InlineData("ShardCount", "0")]
    [InlineData("HorizonDays", "7")]
    [InlineData("BatchSize", "1001")]
    [InlineData("OrderDate", "createdon&$top=1")]
    [InlineData("ClockOffsetSeconds", "NaN")]
    [InlineData("ClientSecret", "secret without tenant")]
    public void One_wrong_setting_gives_one_message_that_names_it(string name, string? value)
    {
        var key = name == "ClientSecret" ? "DataverseUrl" : name;

        Faults(("CrmInsights:" + name, value)).Single().ShouldStartWith("CrmInsights__" + key);
    }

    [Fact]
    public void All_wrong_settings_are_told_at_once() => Faults(("CrmInsights:Store", null), ("CrmInsights:SigningKey", null)).Count.ShouldBe(2);

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SITE_NAME")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    public void A_real_host_gets_no_SQLite(string sign)
    {
        Faults((sign, "x")).Single().ShouldContain("PostgreSQL");
        Read((sign, "x"), ("CrmInsights:DurableDisk", "true")).DurableDisk.ShouldBeTrue();
    }

    [Fact]
    public void A_real_host_gets_PostgreSQL() =>
        Read(("WEBSITE_INSTANCE_ID", "x"), ("CrmInsights:Store", "postgres:Host=h;Database=d")).Store.ShouldStartWith("postgres:");

    [Fact]
    public void A_real_host_gets_no_simulated_clock() =>
        Faults(("WEBSITE_INSTANCE_ID", "x"), ("CrmInsights:DurableDisk", "true"), ("CrmInsights:ClockOffsetSeconds", "60")).Single().ShouldContain("ClockOffset");

    [Fact]
    public void No_message_repeats_a_key() => Faults(("CrmInsights:SigningKey", "geheim")).Single().ShouldNotContain("geheim");
}
