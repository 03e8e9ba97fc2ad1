namespace CrmInsights.Dataverse.Internals;

/// <summary>The error codes that change what a client does.</summary>
static class DataverseCodes
{
    public static bool IsNotFound(string code) => Is(code, 0x80040217) || Is(code, 0x80060891);

    public static bool IsDuplicate(string code) => Is(code, 0x80040237) || Is(code, 0x80060892) || Is(code, 0x80040333);

    public static bool IsExpired(string code) => Is(code, 0x80044352);

    // Dataverse writes codes as 0x80040217; some layers as the signed number -2147220969.
    static bool Is(string code, uint number) =>
        code.Equals($"0x{number:X8}", StringComparison.OrdinalIgnoreCase) || code == unchecked((int)number).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
