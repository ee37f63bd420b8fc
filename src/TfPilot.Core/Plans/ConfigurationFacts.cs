namespace TfPilot.Core.Plans;

/// <summary>The facts of the configuration that are not visible in attributes.</summary>
public sealed record ConfigurationFacts
{
    public static readonly ConfigurationFacts None = new();

    /// <summary>The SHA-256 (hex) of the normalized configuration; empty when the plan has none.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Whether it contains provisioners or <c>external</c> data sources.</summary>
    public bool RunsCommands { get; init; }

    public IReadOnlyList<ProviderConfiguration> Providers { get; init; } = [];

    public IReadOnlyList<ModuleCall> Modules { get; init; } = [];

    /// <summary>
    /// The <see cref="ProviderConfiguration.Key"/> used by each resource block (<see cref="ResourceAddress.Block"/>).
    /// </summary>
    public IReadOnlyDictionary<string, string> ProviderKeys { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// A configured provider. <paramref name="Key"/> is Terraform's key (<c>aws</c>, <c>aws.west</c>,
/// <c>module.net:aws</c>), <paramref name="Source"/> the full source address if the plan has it, otherwise the short
/// name. <paramref name="Expressions"/> has the plan's structure: <c>{"constant_value": …}</c> or <c>{"references":
/// […]}</c> for each argument, blocks as lists of such objects.
/// </summary>
public sealed record ProviderConfiguration(
    string Key, string Source, string ModuleAddress, string? VersionConstraint, RedactedJson Expressions);

/// <summary>
/// A module call: its address without keys, its source, and its inputs in the same structure as a provider's arguments.
/// </summary>
public sealed record ModuleCall(string Address, string Source, string? VersionConstraint, RedactedJson Expressions);
