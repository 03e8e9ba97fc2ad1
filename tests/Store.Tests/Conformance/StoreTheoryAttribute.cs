using Xunit.Sdk;

namespace CrmInsights.Store.Tests.Conformance;

/// <summary>A theory about every kind of store; skipped in classes whose kind this machine lacks.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("CrmInsights.Store.Tests.Conformance." + nameof(StoreTheoryDiscoverer), "CrmInsights.Store.Tests")]
public sealed class StoreTheoryAttribute : TheoryAttribute;
