using System.Security.Cryptography;
using System.Text;
using CrmInsights.Local.Import;
using CrmInsights.Local.Import.Csv;
using CrmInsights.Local.Sample;

namespace CrmInsights.Local.Running;

/// <summary>Whose past is brought in: the user's files or the sample company, and what time it is there.</summary>
sealed class CompanySource
{
    readonly RunOptions _options;
    readonly Mapping? _mapping;

    public CompanySource(RunOptions options)
    {
        _options = options;
        _mapping = options.Data is null ? null : MappingReader.Read(options.Data, options.Mapping);
    }

    /// <summary>Settings with the clock and the end of the sample decided. --now sets the clock forward, never back: rows would stand in the future.</summary>
    public LocalSettings Decide(LocalSettings settings, TimeProvider system)
    {
        var now = system.GetUtcNow();
        if (_options.Now is { } wanted && !(settings.ClockOffsetSeconds is { } kept && now.AddSeconds(kept) > wanted))
            settings = settings with { ClockOffsetSeconds = (wanted - now).TotalSeconds };
        else if (_mapping is not null && settings.ClockOffsetSeconds is null && CsvCompany.LastEvent(_mapping) is { } last)
            settings = settings with { ClockOffsetSeconds = (last - now).TotalSeconds };
        var shown = now.AddSeconds(settings.ClockOffsetSeconds ?? 0);
        return settings with { SampleEnd = settings.SampleEnd ?? new DateTimeOffset(shown.UtcDateTime.Date, TimeSpan.Zero) };
    }

    public ICompanyData Open(Rejects rejects, TimeProvider clock, LocalSettings settings) => _mapping is not null
        ? new CsvCompany(_mapping, rejects, clock)
        : SampleCompany.Generate(new SampleOptions { Seed = _options.Seed, AccountCount = _options.SampleAccounts, End = settings.SampleEnd!.Value });

    /// <summary>Changes when there is something new to import.</summary>
    public string Fingerprint(LocalSettings settings) => _mapping is null
        ? $"sample {_options.Seed} {_options.SampleAccounts} {settings.SampleEnd:O}"
        : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Files().Select(Describe)))));

    IEnumerable<string> Files() => new[] { _mapping!.Customers!.File, _mapping.Products!.File, _mapping.Orders!.File, _mapping.Lines!.File }
        .Distinct().Select(name => Path.Combine(_mapping.Folder, name)).Append(_mapping.Path);

    static string Describe(string path)
    {
        var file = new FileInfo(path);
        return $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}";
    }
}
