namespace TfPilot.GitHub.Http;

/// <summary>A secret that GitHub accepts; it shows itself to nobody.</summary>
public readonly record struct GitHubToken(string Secret)
{
    public override string ToString() => "***";
}
