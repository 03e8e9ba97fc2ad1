using System.Text;
using CrmInsights.App.Events;

namespace CrmInsights.App.Tests;

/// <summary>Vectors made with Python: hmac.new(key.encode(), (str(t) + ".").encode() + body.encode(), hashlib.sha256).hexdigest().</summary>
public sealed class EventSignatureTests
{
    const string Key = "0123456789abcdef0123456789abcdef";
    const string Vector = "a905b15619c0079cacdf575c14c1ec39e05355855601379e5559e6a8d0038d6b";
    static readonly DateTimeOffset s_time = DateTimeOffset.FromUnixTimeSeconds(1777809600);
    static readonly byte[] s_body = Encoding.UTF8.GetBytes("""{"a":1}""");

    static string? Fault(string? header, TimeSpan later = default, params string[] keys) =>
        EventSignature.Fault(header, s_body, keys.Length == 0 ? [Key] : keys, s_time + later);

    [Theory]
    [InlineData(Key, """{"a":1}""", Vector)]
    [InlineData("Schlüssel mit Umlaut, lang genug: ÄÖÜ", """{"name":"Müller 漢字 🍺"}""", "8e98606b3def15d517bbe3f520ca6e36c26bcf90e2e1b2a6e02e78fa8d400366")]
    public void Agrees_with_an_independent_implementation(string key, string body, string expected) =>
        EventSignature.Sign(key, s_time, Encoding.UTF8.GetBytes(body)).ShouldBe(expected);

    [Fact]
    public void Takes_a_right_signature() => Fault($"t=1777809600,v1={Vector}").ShouldBeNull();

    [Fact]
    public void Takes_one_right_signature_among_several() => Fault($"t=1777809600,v1={new string('0', 64)},v1={Vector}").ShouldBeNull();

    [Fact]
    public void Takes_the_former_key_during_a_rotation() => Fault($"t=1777809600,v1={Vector}", default, new string('n', 40), Key).ShouldBeNull();

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void Takes_five_minutes_either_way(int seconds) => Fault($"t=1777809600,v1={Vector}", TimeSpan.FromSeconds(seconds)).ShouldBeNull();

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public void Refuses_what_is_older_or_newer(int seconds) => Fault($"t=1777809600,v1={Vector}", TimeSpan.FromSeconds(seconds))!.ShouldContain("5 minutes");

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("v1=" + Vector, "no time")]
    [InlineData("t=,v1=" + Vector, "no time")]
    [InlineData("t=-1,v1=" + Vector, "no time")]
    [InlineData("t=99999999999999999999,v1=" + Vector, "no time")]
    [InlineData("t=1777809600,t=1777809601,v1=" + Vector, "no time")]
    [InlineData("t=1777809600", "wrong")]
    [InlineData("t=1777809600,v1=", "wrong")]
    [InlineData("t=1777809600,v1=zz", "wrong")]
    [InlineData("t=1777809600,v0=" + Vector, "wrong")]
    [InlineData("t=1777809601,v1=" + Vector, "wrong")]
    [InlineData("t=1777809600,v1=" + Vector + "00", "wrong")]
    public void Says_what_is_wrong(string? header, string words) => Fault(header)!.ShouldContain(words);
}
