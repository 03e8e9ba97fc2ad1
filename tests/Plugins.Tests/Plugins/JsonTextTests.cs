using System.Globalization;
using System.Text.Json;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("quotes \" and \\ and / and 'single'")]
    [InlineData("lines\r\n\t\b\f\0\u001f\u007f")]
    [InlineData("Österreich, 日本, 𝄞, \u2028\u2029")]
    public void Any_text_is_read_back_by_another_parser(string text)
    {
        var json = JsonText.Of(new EventData { { "text", text } });

        JsonDocument.Parse(json).RootElement.GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public void Every_character_of_the_first_plane_is_read_back()
    {
        var text = string.Concat(Enumerable.Range(0, 0x10000).Where(code => !char.IsSurrogate((char)code)).Select(code => (char)code));

        JsonDocument.Parse(JsonText.Of(new EventData { { "text", text } })).RootElement.GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public void Numbers_do_not_follow_the_culture_of_the_thread()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "minus ";
        CultureInfo.CurrentCulture = comma;

        JsonText.Of(new EventData { { "amount", -1234.50m }, { "count", -7 } }).ShouldBe("""{"amount":-1234.50,"count":-7}""");
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    public void Dates_are_in_UTC(DateTimeKind kind) =>
        JsonText.Of(new EventData { { "on", new DateTime(2026, 1, 2, 3, 4, 5, 6, kind) } }).ShouldBe("""{"on":"2026-01-02T03:04:05.006Z"}""");

    [Fact]
    public void Local_dates_are_converted()
    {
        var utc = new DateTime(2026, 7, 2, 3, 4, 5, DateTimeKind.Utc);

        JsonText.Of(new EventData { { "on", utc.ToLocalTime() } }).ShouldBe("""{"on":"2026-07-02T03:04:05.000Z"}""");
    }

    [Fact]
    public void The_largest_amounts_keep_every_digit() =>
        JsonText.Of(new EventData { { "amount", decimal.MaxValue } }).ShouldBe("""{"amount":79228162514264337593543950335}""");

    [Fact]
    public void A_value_of_another_kind_is_refused_by_name() =>
        Should.Throw<ArgumentException>(() => JsonText.Of(new EventData { { "x", TimeSpan.Zero } })).Message.ShouldContain("TimeSpan");
}
