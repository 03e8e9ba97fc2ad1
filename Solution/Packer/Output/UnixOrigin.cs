using System.Buffers.Binary;

namespace CrmInsights.Packer.Output;

/// <summary>
/// Says in every entry of a zip that it was made on Unix, wherever it was made: only then does Linux honour the permissions in it, and the bytes are
/// the same from every machine.
/// </summary>
static class UnixOrigin
{
    const byte Unix = 3;
    const uint EntrySignature = 0x02014b50;
    const int EndLength = 22; // of the end record of a zip without comment
    const int EntryLength = 46; // of a directory entry without name, extra field and comment

    public static void Mark(Span<byte> zip)
    {
        var end = zip[^EndLength..];
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var at = (int)BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        for (var entry = 0; entry < count; entry++)
        {
            var head = zip[at..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != EntrySignature) throw new InvalidDataException($"The zip's directory is broken at byte {at}.");
            head[5] = Unix;
            at += EntryLength + Length(head, 28) + Length(head, 30) + Length(head, 32);
        }
    }

    static int Length(ReadOnlySpan<byte> head, int at) => BinaryPrimitives.ReadUInt16LittleEndian(head[at..]);
}
