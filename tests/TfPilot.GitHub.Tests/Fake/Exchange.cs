namespace TfPilot.GitHub.Tests.Fake;

/// <summary>One request to the fake and its response.</summary>
internal sealed record Exchange(
    string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? Body, int Status, string Answer)
{
    public string PathAndQuery => new Uri(Url).PathAndQuery;
}
