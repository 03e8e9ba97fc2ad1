using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class GammaTests
{
    [Fact]
    public void Logarithm_agrees_with_factorials_and_halves()
    {
        Gamma.Log(1).ShouldBe(0, 1e-14);
        Gamma.Log(0.5).ShouldBe(Math.Log(Math.PI) / 2, 1e-14);
        Gamma.Log(10).ShouldBe(Math.Log(362_880), 1e-13);
        Gamma.Log(100.5).ShouldBe(Gamma.Log(99.5) + Math.Log(99.5), 1e-12);
    }

    [Fact]
    public void Digamma_agrees_with_euler_and_its_recurrence()
    {
        Gamma.Digamma(1).ShouldBe(-0.57721566490153286, 1e-14);   // Euler's constant
        Gamma.Digamma(0.5).ShouldBe(-0.57721566490153286 - 2 * Math.Log(2), 1e-14);
        Gamma.Digamma(20.25).ShouldBe(Gamma.Digamma(19.25) + 1 / 19.25, 1e-14);
    }
}
