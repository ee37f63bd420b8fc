namespace TfPilot.App.Tests.Host;

/// <summary>For tests that measure time: they run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
