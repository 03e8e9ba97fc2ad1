using Npgsql;
using Polly;
using Polly.Retry;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>
/// Runs whole transactions again after failures that pass: a restart, a hand-over, a deadlock. Every one of ours may run twice, as a
/// commit whose answer got lost makes it do.
/// </summary>
sealed class Patience
{
    static readonly ResiliencePropertyKey<long> s_began = new("began");

    readonly PostgresSetting _setting;
    readonly TimeSpan _longest;
    readonly ResiliencePipeline _again;

    /// <param name="setting">Named in the message.</param>
    /// <param name="longest">How long a server that does not answer is waited for, counted from the start of the transaction.</param>
    /// <param name="onFailure">Told of every failure before the next attempt.</param>
    public Patience(PostgresSetting setting, TimeSpan longest, Action<NpgsqlException> onFailure)
    {
        _setting = setting;
        _longest = longest;
        _again = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = failed => new(IsWorthAnotherAttempt(failed)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(3),
            OnRetry = failed =>
            {
                onFailure((NpgsqlException)failed.Outcome.Exception!);
                return default;
            },
        }).Build();
    }

    /// <exception cref="IOException">The server did not answer for too long.</exception>
    public async Task<T> RunAsync<T>(Func<T> transaction, CancellationToken cancellation)
    {
        var context = ResilienceContextPool.Shared.Get(cancellation);
        var began = TimeProvider.System.GetTimestamp();
        context.Properties.Set(s_began, began);
        try
        {
            return await _again.ExecuteAsync(async attempt => await Task.Run(transaction, attempt.CancellationToken), context);
        }
        catch (NpgsqlException fault) when (PostgresFailure.Passes(fault))
        {
            throw PostgresFailure.NoAnswer(_setting, TimeProvider.System.GetElapsedTime(began), fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    bool IsWorthAnotherAttempt(RetryPredicateArguments<object> failed) =>
        failed.Outcome.Exception is { } fault && PostgresFailure.Passes(fault)
        && TimeProvider.System.GetElapsedTime(failed.Context.Properties.GetValue(s_began, 0)) < _longest;
}
