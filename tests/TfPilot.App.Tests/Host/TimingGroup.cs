namespace TfPilot.App.Tests.Host;

/// <summary>Tests that measure time; they do not run in parallel with other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimingGroup
{
    public const string Name = "alone";
}
