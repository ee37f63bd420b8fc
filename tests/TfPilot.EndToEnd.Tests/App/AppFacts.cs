using System.Reflection;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage.Tests;
using Xunit.Sdk;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>A test with the App and the GitHub simulator; runs once per database that it lists.</summary>
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

/// <summary>The database engine of the App.</summary>
public enum SqlDialect
{
    Sqlite,
    Postgres,
}
