namespace TfPilot.GitHub.Tests.Fake;

/// <summary>One question that reached the fake, and what it answered.</summary>
internal sealed record Exchange(
    string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? Body, int Status, string Answer)
{
    public string PathAndQuery => new Uri(Url).PathAndQuery;
}
