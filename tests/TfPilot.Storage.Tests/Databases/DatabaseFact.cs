using Xunit.Abstractions;
using Xunit.Sdk;

namespace TfPilot.Storage.Tests;

/// <summary>
/// A fact of the storage contract: runs once per database engine and skips engines that are not installed.
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
