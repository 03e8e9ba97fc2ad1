using Xunit.Sdk;

namespace CrmInsights.Store.Tests.Conformance;

/// <summary>A fact about every kind of store; skipped in classes whose kind this machine lacks.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("CrmInsights.Store.Tests.Conformance." + nameof(StoreFactDiscoverer), "CrmInsights.Store.Tests")]
public sealed class StoreFactAttribute : FactAttribute;
