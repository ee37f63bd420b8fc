namespace TfPilot.Core.Plans;

/// <summary>The part of the configuration that no attribute shows.</summary>
public sealed record ConfigurationFacts
{
    public static readonly ConfigurationFacts None = new();

    /// <summary>The SHA-256 (hex) of the normalised configuration; empty when the plan has none.</summary>
    public string Digest { get; init; } = "";

    /// <summary>It holds provisioners or <c>external</c> data sources.</summary>
    public bool RunsCommands { get; init; }

    public IReadOnlyList<ProviderConfiguration> Providers { get; init; } = [];

    public IReadOnlyList<ModuleCall> Modules { get; init; } = [];

    /// <summary>For each resource block (<see cref="ResourceAddress.Block"/>) the <see cref="ProviderConfiguration.Key"/> it uses.</summary>
    public IReadOnlyDictionary<string, string> ProviderKeys { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// A provider as configured. <paramref name="Key"/> is Terraform's key (<c>aws</c>, <c>aws.west</c>, <c>module.net:aws</c>), <paramref name="Source"/>
/// the full source address where the plan has it, else the short name. <paramref name="Expressions"/> is the plan's own structure: for
/// each argument <c>{"constant_value": …}</c> or <c>{"references": […]}</c>, blocks as lists of such objects.
/// </summary>
public sealed record ProviderConfiguration(string Key, string Source, string ModuleAddress, string? VersionConstraint, RedactedJson Expressions);

/// <summary>A module call: its address without keys, where it comes from, and its inputs in the same structure as a provider's arguments.</summary>
public sealed record ModuleCall(string Address, string Source, string? VersionConstraint, RedactedJson Expressions);
