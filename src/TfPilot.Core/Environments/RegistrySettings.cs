namespace TfPilot.Core.Environments;

/// <summary>Where the registry of resources is shown.</summary>
/// <param name="HasDataBranch">Whether the App commits it to the branch <c>tfpilot/data</c>.</param>
public sealed record RegistrySettings(bool HasDataBranch)
{
    public static readonly RegistrySettings Default = new(HasDataBranch: true);
}
