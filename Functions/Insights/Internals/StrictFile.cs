using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CrmInsights.Insights.Internals;

/// <summary>Model files as JSON: the same content gives the same bytes, and what does not fit is refused with its place.</summary>
static class StrictFile
{
    /// <summary>Unknown, missing, repeated and null members are refused; enumerations are words.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static byte[] Write<T>(T file) => JsonSerializer.SerializeToUtf8Bytes(file, Json);

    public static T Read<T>(IReadOnlyDictionary<string, byte[]> files, string name)
    {
        if (!files.TryGetValue(name, out var bytes))
            throw new InvalidDataException($"The model folder holds {(files.Count == 0 ? "no file" : string.Join(", ", files.Keys.Order()))}; {name} was expected.");
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Json) ?? throw new InvalidDataException($"{name} is null; an object was expected.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{name}, {broken.Path ?? "$"}, line {broken.LineNumber + 1}: {broken.Message}", broken);
        }
    }

    public static void Require(bool holds, string place, object found, object expected)
    {
        if (!holds) throw new InvalidDataException(FormattableString.Invariant($"{place}: found {found}, expected {expected}."));
    }

    /// <summary>What another class writes to a stream, as a member of a file.</summary>
    public static JsonElement Embed(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return JsonElement.Parse(stream.ToArray());
    }

    public static T Extract<T>(JsonElement element, string place, Func<Stream, T> load)
    {
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(element));
        try
        {
            return load(stream);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{place}: {broken.Message}", broken);
        }
    }

    /// <summary>First eight digits of the SHA-256 of the files, by name.</summary>
    public static string Fingerprint(IReadOnlyDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in files.Keys.Order(StringComparer.Ordinal)) hash.AppendData(files[name]);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}
