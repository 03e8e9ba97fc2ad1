using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace CrmInsights.Insights.Reports.Internals;

/// <summary>A piece of HTML. <see cref="Of"/> escapes every hole of an interpolated string, so a name from data never becomes markup.</summary>
readonly struct Markup(string text)
{
    readonly string? _text = text;

    public static Markup Empty { get; } = new("");

    public static Markup Of(ref Escaping text) => new(text.Finish());

    public static Markup Join(params IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    public override string ToString() => _text ?? "";

    /// <summary>Puts an interpolated string together: literals and <see cref="Markup"/> as they are, everything else escaped.</summary>
    [InterpolatedStringHandler]
    internal ref struct Escaping(int literalLength, int formattedCount)
    {
        readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

        public readonly void AppendLiteral(string literal) => _text.Append(literal);

        public readonly void AppendFormatted(Markup part) => _text.Append(part.ToString());

        public readonly void AppendFormatted<T>(T value) =>
            _text.Append(HtmlEncoder.Default.Encode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));

        public readonly string Finish() => _text.ToString();
    }
}
