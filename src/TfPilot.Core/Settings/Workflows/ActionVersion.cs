namespace TfPilot.Core.Settings;

/// <summary>The version of an action or called workflow that GitHub can be asked about.</summary>
public sealed record ActionVersion(string Repository, string Version)
{
    public override string ToString() => $"{Repository}@{Version}";
}
