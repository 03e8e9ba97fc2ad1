using System.Reflection;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Data;

/// <summary>What every long operation owes its caller: it stops when asked to, and says how far it is.</summary>
public sealed class LongRunsTests
{
    public static TheoryData<string> Names => [.. LongRuns.ByName.Keys];

    /// <summary>Partitions come one by one: nobody knows how many there will be.</summary>
    public static TheoryData<string> NamesWithKnownEnd => [.. LongRuns.ByName.Keys.Except(["PartitionedItemsets.Mine"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stops_when_asked_to(string name) =>
        Should.Throw<OperationCanceledException>(() => LongRuns.ByName[name](new RunContext(new CancellationToken(canceled: true))));

    [Theory]
    [MemberData(nameof(NamesWithKnownEnd))]
    public void Tells_its_progress_forwards_and_within_zero_and_one(string name)
    {
        var told = new Told();

        LongRuns.ByName[name](new RunContext(Progress: told));

        told.Shares.ShouldNotBeEmpty();
        told.Shares.ShouldAllBe(share => share >= 0 && share <= 1);
        told.Shares.ShouldBe(told.Shares.Order());
    }

    [Fact]
    public void No_operation_that_takes_a_run_is_left_out()
    {
        var operations = typeof(RunContext).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && method.DeclaringType != typeof(RunContext) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(RunContext)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        operations.Distinct().Except(LongRuns.ByName.Keys).ShouldBeEmpty();
    }

    sealed class Told : IProgress<double>
    {
        readonly List<double> _shares = [];

        public IReadOnlyList<double> Shares
        {
            get
            {
                lock (_shares) return [.. _shares];
            }
        }

        public void Report(double value)
        {
            lock (_shares) _shares.Add(value);
        }
    }
}
