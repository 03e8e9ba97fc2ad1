using Xunit.Abstractions;
using Xunit.Sdk;

namespace CrmInsights.Store.Tests.Conformance;

public sealed class StoreTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory, object[] row) =>
        [new StoreTestCase(DiagnosticMessageSink, options, method, row)];
}
