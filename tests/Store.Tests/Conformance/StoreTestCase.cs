using Xunit.Abstractions;
using Xunit.Sdk;

namespace CrmInsights.Store.Tests.Conformance;

/// <summary>A test of one kind of store: its class says by <see cref="NeedsAttribute"/> what the machine must have.</summary>
public sealed class StoreTestCase : XunitTestCase
{
    [Obsolete("For deserialization only.")]
    public StoreTestCase()
    {
    }

    public StoreTestCase(IMessageSink messages, ITestFrameworkDiscoveryOptions options, ITestMethod method, object[]? row = null)
        : base(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, row)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.ToRuntimeType().GetCustomAttributes(typeof(NeedsAttribute), inherit: true).Cast<NeedsAttribute>()
            .Select(needs => needs.Missing).FirstOrDefault(missing => missing is not null)
        ?? base.GetSkipReason(factAttribute);
}
