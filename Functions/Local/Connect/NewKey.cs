using System.Security.Cryptography;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Connect;

/// <summary>Where the signing key comes from. It is never read from the command line, which other users of the machine can see.</summary>
static class NewKey
{
    public const string FromEnvironment = "env";
    public const string FromInput = "stdin";
    public const string Generated = "new";
    public const string Variable = "CRMINSIGHTS_SIGNING_KEY";

    /// <exception cref="CommandFailedException">There is none, or it is too short.</exception>
    public static async Task<string> ReadAsync(string source, TextReader input, CancellationToken cancellation)
    {
        var key = source switch
        {
            Generated => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
            FromInput => await input.ReadLineAsync(cancellation) ?? "",
            _ => Environment.GetEnvironmentVariable(Variable)
                ?? throw new CommandFailedException($"--set-key takes the key from the environment variable {Variable}, which is not set. Set it, or use --set-key {FromInput} or --set-key {Generated}."),
        };
        return key.Length >= SigningKeys.ShortestKey ? key
            : throw new CommandFailedException($"The signing key has {key.Length} characters; expected at least {SigningKeys.ShortestKey}. `openssl rand -hex 32` makes one.");
    }

    /// <summary>Keeps a key in a file that only its owner can read; an existing file is not written over.</summary>
    public static async Task KeepAsync(string path, string key, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using var writer = new StreamWriter(path, options);
            await writer.WriteLineAsync(key.AsMemory(), cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The key cannot be kept in {path}: {fault.Message} Nothing was set.");
        }
    }
}
