using System.Reflection;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage.Tests;
using Xunit.Sdk;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>A story of the App and the simulator of GitHub, once for each database it names.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AppTheoryAttribute : TheoryAttribute
{
    public AppTheoryAttribute() => Skip = GitHubSimulator.ReasonToSkip ?? Published.ReasonToSkip!;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[SqlDialect.Sqlite]];
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = PostgresServer.ReasonToSkip!;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[SqlDialect.Postgres]];
}

/// <summary>What the App remembers with.</summary>
public enum SqlDialect
{
    Sqlite,
    Postgres,
}
