using Xunit.Abstractions;
using Xunit.Sdk;

namespace CrmInsights.Store.Tests.Conformance;

public sealed class StoreFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        new StoreTestCase(DiagnosticMessageSink, options, method);
}
