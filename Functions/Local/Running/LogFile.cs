using System.Globalization;

namespace CrmInsights.Local.Running;

/// <summary>Writes what the parts log to one file, so that the terminal holds only what a person should read.</summary>
sealed class LogFile(string path, TimeProvider clock) : ILoggerProvider
{
    const long MostBytes = 10 * 1024 * 1024;

    readonly Lock _gate = new();
    StreamWriter? _writer;

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        lock (_gate) _writer?.Dispose();
    }

    void Write(string line)
    {
        lock (_gate)
        {
            _writer ??= Open();
            _writer.WriteLine(line);
        }
    }

    // An old, large log makes room; the present one is never cut.
    StreamWriter Open()
    {
        if (File.Exists(path) && new FileInfo(path).Length > MostBytes) File.Move(path, path + ".old", overwrite: true);
        return new StreamWriter(path, append: true) { AutoFlush = true };
    }

    sealed class Category(LogFile file, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var time = file.Now.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            file.Write($"{time} {logLevel} {name}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine + exception)}");
        }
    }

    DateTimeOffset Now => clock.GetUtcNow();
}
