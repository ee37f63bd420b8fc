using Xunit.Abstractions;
using Xunit.Sdk;

namespace TfPilot.Storage.Tests;

/// <summary>
/// A fact of the contract: it runs once for each engine, and skips where the system has no such engine.
/// </summary>
[XunitTestCaseDiscoverer("TfPilot.Storage.Tests.DatabaseFactDiscoverer", "TfPilot.Storage.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseFactAttribute : FactAttribute;

public sealed class DatabaseFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new DatabaseTestCase(messages, discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

public sealed class DatabaseTestCase : XunitTestCase
{
    [Obsolete("Called by the runner when it deserializes the case.")]
    public DatabaseTestCase() { }

    public DatabaseTestCase(
        IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method) { }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.ToRuntimeType() == typeof(PostgresStorageTests)
            ? PostgresServer.ReasonToSkip!
            : null!;
}
