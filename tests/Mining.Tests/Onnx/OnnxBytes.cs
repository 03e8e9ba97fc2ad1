using System.Buffers.Binary;
using System.Text;

namespace CrmInsights.Mining.Tests.Onnx;

/// <summary>Reads an ONNX file by the field numbers of onnx.proto.</summary>
static class OnnxBytes
{
    public static List<List<(int Field, byte[] Bytes)>> Nodes(byte[] model) =>
        [.. Fields(Fields(model).Single(field => field.Field == 7).Bytes).Where(field => field.Field == 1).Select(field => Fields(field.Bytes))];

    public static Dictionary<string, List<(int Field, byte[] Bytes)>> Attributes(List<(int Field, byte[] Bytes)> node) =>
        node.Where(field => field.Field == 5).Select(field => Fields(field.Bytes)).ToDictionary(attribute => Text(attribute, 1).Single());

    public static string[] Text(List<(int Field, byte[] Bytes)> message, int field) => [.. message.Where(entry => entry.Field == field).Select(entry => Encoding.UTF8.GetString(entry.Bytes))];

    public static float[] Floats(List<(int Field, byte[] Bytes)> attribute) => [.. attribute.Where(entry => entry.Field == 7).Select(entry => BinaryPrimitives.ReadSingleLittleEndian(entry.Bytes))];

    public static int[] Ints(List<(int Field, byte[] Bytes)> attribute) => [.. attribute.Where(entry => entry.Field == 8).Select(entry => (int)BinaryPrimitives.ReadInt64LittleEndian(entry.Bytes))];

    /// <summary>The fields of a message; a varint as eight bytes.</summary>
    public static List<(int Field, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[])>();
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            if ((key & 7) == 0) fields.Add(((int)(key >> 3), BitConverter.GetBytes(Varint(message, ref at))));
            else
            {
                var length = (key & 7) switch { 2 => (int)Varint(message, ref at), 5 => 4, 1 => 8, var other => throw new InvalidDataException($"Wire type {other}.") };
                fields.Add(((int)(key >> 3), message[at..(at += length)]));
            }
        }
        return fields;
    }

    public static long Varint(byte[] message, ref int at)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    /// <summary>The graph of a model.</summary>
    public static List<(int Field, byte[] Bytes)> Graph(byte[] model) => Fields(Fields(model).Single(field => field.Field == 7).Bytes);
}
