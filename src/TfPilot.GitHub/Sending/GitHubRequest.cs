namespace TfPilot.GitHub.Sending;

/// <summary>One question to GitHub. <paramref name="IsRepeatable"/>: asked twice it has the same effect as once.</summary>
internal sealed record GitHubRequest(HttpMethod Method, string Path, byte[]? Body, bool IsRepeatable);

internal sealed record GitHubAnswer(int Status, byte[] Body);
