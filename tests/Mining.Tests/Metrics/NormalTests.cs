using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class NormalTests
{
    // Abramowitz and Stegun, Handbook of Mathematical Functions, tables 26.1 and 26.2
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(2, 0.977249868051821)]
    [InlineData(-3, 0.001349898031630)]
    [InlineData(4.5, 0.999996602326875)]
    [InlineData(-5, 2.866515718791939e-7)]
    public void Agrees_with_the_tables(double x, double share) => Normal.Cumulative(x).ShouldBe(share, 1e-14);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.95, 1.644853626951473)]
    [InlineData(0.001, -3.090232306167814)]
    public void Its_quantiles_agree_with_the_tables(double share, double x) => Normal.Quantile(share).ShouldBe(x, 1e-11);
}
