using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace CrmInsights.Local.Form;

/// <summary>A piece of HTML. <see cref="Of"/> escapes every hole of an interpolated string, so text can never become markup.</summary>
readonly struct Html(string markup)
{
    readonly string? _markup = markup;

    public static Html Empty { get; } = new("");

    public override string ToString() => _markup ?? "";

    public static Html Of(ref Escaping text) => new(text.Finish());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    public static Html When(bool condition, Func<Html> part) => condition ? part() : Empty;

    /// <summary>Puts an interpolated string together: literals as they are, <see cref="Html"/> as it is, everything else escaped.</summary>
    [InterpolatedStringHandler]
    internal ref struct Escaping(int literalLength, int formattedCount)
    {
        readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

        public readonly void AppendLiteral(string literal) => _text.Append(literal);

        public readonly void AppendFormatted(Html part) => _text.Append(part.ToString());

        public readonly void AppendFormatted<T>(T value) =>
            _text.Append(HtmlEncoder.Default.Encode(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));

        public readonly string Finish() => _text.ToString();
    }
}
