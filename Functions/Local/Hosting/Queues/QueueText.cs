using System.Buffers.Text;
using System.Text;

namespace CrmInsights.Local.Hosting.Queues;

/// <summary>How text travels over a queue, with the real host's habits.</summary>
static class QueueText
{
    static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Most bytes of a message on the wire.</summary>
    public const int LargestWire = 64 * 1024;

    /// <summary>
    /// The bytes an output stands for. The real host takes a text that happens to be base64 ("test", a bare id) for base64 and puts its bytes
    /// on the queue; so does this one, so that such a mistake shows here first.
    /// </summary>
    public static byte[] BytesOfOutput(string text) =>
        text.Length > 0 && Base64.IsValid(text) ? Convert.FromBase64String(text) : s_utf8.GetBytes(text);

    public static string ToWire(byte[] bytes, bool base64) => base64 ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString(bytes);

    /// <summary>The text of a message; null where it is not what the host expects on the wire.</summary>
    public static string? FromWire(string wire, bool base64)
    {
        if (!base64) return wire;
        if (!Base64.IsValid(wire)) return null;
        try
        {
            return s_utf8.GetString(Convert.FromBase64String(wire));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
