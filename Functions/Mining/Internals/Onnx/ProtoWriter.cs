using System.Buffers.Binary;
using System.Text;

namespace CrmInsights.Mining.Internals.Onnx;

/// <summary>Writes the few kinds of protobuf fields that ONNX needs.</summary>
/// <remarks>Wire format: protobuf.dev/programming-guides/encoding.</remarks>
sealed class ProtoWriter
{
    const int Varint = 0;
    const int Bytes = 2;
    const int Fixed32 = 5;
    const int Fixed64 = 1;

    readonly MemoryStream _bytes = new();

    public ProtoWriter Number(int field, long value)
    {
        Raw((ulong)(field << 3 | Varint));
        Raw((ulong)value);
        return this;
    }

    public ProtoWriter Float(int field, float value)
    {
        Raw((ulong)(field << 3 | Fixed32));
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        _bytes.Write(four);
        return this;
    }

    public ProtoWriter Double(int field, double value)
    {
        Raw((ulong)(field << 3 | Fixed64));
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        _bytes.Write(eight);
        return this;
    }

    public ProtoWriter Text(int field, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Raw((ulong)(field << 3 | Bytes));
        Raw((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public ProtoWriter Message(int field, ProtoWriter message)
    {
        Raw((ulong)(field << 3 | Bytes));
        Raw((ulong)message._bytes.Length);
        message._bytes.WriteTo(_bytes);
        return this;
    }

    /// <summary>Adds the fields of another message to this one.</summary>
    public ProtoWriter Append(ProtoWriter fields)
    {
        fields._bytes.WriteTo(_bytes);
        return this;
    }

    public void CopyTo(Stream stream) => _bytes.WriteTo(stream);

    void Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
