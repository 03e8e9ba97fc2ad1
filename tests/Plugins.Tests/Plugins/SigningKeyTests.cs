using System.Text;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class SigningKeyTests
{
    /// <summary>Expected value: printf '1772600767.{"a":"\xc3\xa9"}' | openssl dgst -sha256 -hmac 'a signing key of thirty-two chars, or more'.</summary>
    [Fact]
    public void A_signature_agrees_with_OpenSSL()
    {
        var key = SigningKey.Read("a signing key of thirty-two chars, or more");

        var signature = key.Sign(Encoding.UTF8.GetBytes("""{"a":"é"}"""), DateTimeOffset.FromUnixTimeSeconds(1772600767));

        signature.ShouldBe("t=1772600767,v1=1a5c733467e3b094ccbfe2f7861fab9e70fecdaa43808afb2ac5c4626acd50de");
    }
}
