namespace TfPilot.GitHub.Http;

/// <summary>A GitHub token; never printed.</summary>
public readonly record struct GitHubToken(string Secret)
{
    public override string ToString() => "***";
}
