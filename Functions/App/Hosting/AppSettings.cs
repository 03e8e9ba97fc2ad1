using CrmInsights.Dataverse;
using CrmInsights.Insights.Value;

namespace CrmInsights.App.Hosting;

/// <summary>Settings of the app, read and checked once at the start.</summary>
sealed record AppSettings
{
    public const int ShortestKey = 32;

    public required DataverseOptions Dataverse { get; init; }
    /// <summary>Signing keys that are accepted: the present one and, during a rotation, the former.</summary>
    public required IReadOnlyList<string> SigningKeys { get; init; }
    public required string Store { get; init; }
    public bool DurableDisk { get; init; }
    public int ShardCount { get; init; } = 16;
    public int? HorizonDays { get; init; }
    /// <summary>Assumed margin and discount rate of values.</summary>
    public ValueSettings Value { get; init; } = new();
    /// <summary>Days for which a refused product is not offered again.</summary>
    public int? RefusalDays { get; init; }
    /// <summary>Folder with churn models trained elsewhere, one folder each; null where there are none.</summary>
    public string? OwnModels { get; init; }
    /// <summary>Column of salesorder that says when an order was placed.</summary>
    public string OrderDate { get; init; } = "createdon";
    public bool RollUpContacts { get; init; } = true;
    public TimeSpan ClockOffset { get; init; }
    public bool ExitWithParent { get; init; }

    /// <summary>Reads the section CrmInsights.</summary>
    /// <exception cref="SettingsException">Settings are missing or wrong; it lists all of them.</exception>
    public static AppSettings Read(IConfiguration configuration)
    {
        var read = new SettingsReader(configuration.GetSection("CrmInsights"));
        var settings = new AppSettings
        {
            Dataverse = read.Dataverse(),
            SigningKeys = read.SigningKeys(),
            Store = read.Required("Store", "sqlite:<path of the file> or postgres:<connection string>"),
            DurableDisk = read.Flag("DurableDisk", false),
            ShardCount = read.Number("ShardCount", 1, 1024) ?? 16,
            HorizonDays = read.Number("HorizonDays", 30, 365),
            Value = read.Value(),
            RefusalDays = read.Number("RefusalDays", 0, 3650),
            OwnModels = read.Text("OwnModels"),
            OrderDate = read.Column("OrderDate", "createdon"),
            RollUpContacts = read.Flag("ContactOrdersCountForAccount", true),
            ClockOffset = TimeSpan.FromSeconds(read.Seconds("ClockOffsetSeconds")),
            ExitWithParent = read.Flag("ExitWithParent", false),
        };
        HostRules.Check(settings, configuration, read.Faults);
        return read.Faults.Count == 0 ? settings : throw new SettingsException(read.Faults);
    }
}
