using System.Globalization;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Value;

namespace CrmInsights.App.Hosting;

/// <summary>Reads settings and collects what is wrong with them, so that an admin sees everything at once.</summary>
sealed class SettingsReader(IConfigurationSection section)
{
    readonly List<string> _faults = [];

    public List<string> Faults => _faults;

    public string Required(string name, string expected)
    {
        if (Text(name) is { } value) return value;
        _faults.Add($"{Key(name)} is missing; set it to {expected}.");
        return "";
    }

    public string? Text(string name) => section[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public bool Flag(string name, bool unset)
    {
        if (Text(name) is not { } value) return unset;
        if (bool.TryParse(value, out var flag)) return flag;
        _faults.Add($"{Key(name)} is '{value}'; expected true or false.");
        return unset;
    }

    public int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } value) return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        _faults.Add($"{Key(name)} is '{value}'; expected a whole number from {least} to {most}.");
        return null;
    }

    public double Seconds(string name)
    {
        if (Text(name) is not { } value) return 0;
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1e11)
            return seconds;
        _faults.Add($"{Key(name)} is '{value}'; expected a number of seconds.");
        return 0;
    }

    /// <summary>The logical name of a column: it becomes part of an address.</summary>
    public string Column(string name, string unset)
    {
        if (Text(name) is not { } value) return unset;
        if (value.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_')) return value;
        _faults.Add($"{Key(name)} is '{value}'; expected the logical name of a date column of salesorder, such as submitdate.");
        return unset;
    }

    public IReadOnlyList<string> SigningKeys()
    {
        // The exact text counts, blanks included: it is the secure configuration of the plug-in steps.
        var keys = new[] { "SigningKey", "FormerSigningKey" }.Select(name => (Name: name, Value: section[name])).Where(key => !string.IsNullOrEmpty(key.Value)).ToList();
        if (keys.All(key => key.Name != "SigningKey"))
            _faults.Add($"{Key("SigningKey")} is missing; set it to the secure configuration of the plug-in steps, at least {AppSettings.ShortestKey} characters.");
        _faults.AddRange(keys.Where(key => key.Value!.Length < AppSettings.ShortestKey)
            .Select(key => $"{Key(key.Name)} has {key.Value!.Length} characters; expected at least {AppSettings.ShortestKey}."));
        return [.. keys.Select(key => key.Value!)];
    }

    public ValueSettings Value()
    {
        var unset = new ValueSettings();
        return new ValueSettings
        {
            Margin = Number("AssumedMarginPercent", 1, 100) / 100.0 ?? unset.Margin,
            DiscountRate = Number("DiscountRatePercent", 0, 100) / 100.0 ?? unset.DiscountRate,
        };
    }

    public DataverseOptions Dataverse()
    {
        var address = Required("DataverseUrl", "the address of the environment, such as https://contoso.crm4.dynamics.com");
        var options = new DataverseOptions
        {
            Url = Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : new Uri(address, UriKind.Relative),
            TenantId = Text("TenantId"),
            ClientId = Text("ClientId"),
            ClientSecret = Text("ClientSecret"),
            BearerToken = Text("BearerToken"),
            BatchSize = Number("BatchSize", 1, 1000) ?? 200,
            Tag = "crminsights",
        };
        if (address.Length > 0) Check(options);
        return options;
    }

    void Check(DataverseOptions options)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentException fault)
        {
            _faults.Add($"{Key("DataverseUrl")}: {fault.Message}");
        }
    }

    static string Key(string name) => "CrmInsights__" + name;
}
