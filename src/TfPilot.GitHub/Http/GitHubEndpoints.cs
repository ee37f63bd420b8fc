using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Http;

/// <summary>The URLs of a GitHub server: github.com, an Enterprise Server, or a test double.</summary>
public sealed record GitHubEndpoints(Uri Api, Uri GraphQl, Uri Server)
{
    /// <summary>Whether it is GitHub's own cloud, which knows newer parameters than an Enterprise Server.</summary>
    public bool IsCloud => Api.Host == "api.github.com" || Api.Host.EndsWith(".ghe.com", StringComparison.Ordinal);

    /// <summary>From the runner's environment variables; defaults to github.com.</summary>
    public static Validated<GitHubEndpoints> Read(Func<string, string?> environment)
    {
        var problems = new List<Problem>();
        var endpoints = new GitHubEndpoints(
            Read(environment, "GITHUB_API_URL", "https://api.github.com", problems),
            Read(environment, "GITHUB_GRAPHQL_URL", "https://api.github.com/graphql", problems),
            Read(environment, "GITHUB_SERVER_URL", "https://github.com", problems));
        return problems.Count == 0 ? endpoints : new Validated<GitHubEndpoints>.Invalid(problems);
    }

    /// <summary>A web page; the path begins with a slash.</summary>
    public Uri Page(string path) => Under(Server, path);

    internal Uri Rest(string path) => Under(Api, path);

    /// <summary>Whether the URL belongs to the API. The token is sent to a URL from a response only then.</summary>
    internal bool IsApi(Uri address) => new Uri(Api.AbsoluteUri.TrimEnd('/') + '/').IsBaseOf(address);

    private static Uri Under(Uri address, string path) => new(address.AbsoluteUri.TrimEnd('/') + path);

    private static Uri Read(
        Func<string, string?> environment, string variable, string defaultUrl, List<Problem> problems)
    {
        var text = environment(variable) is { Length: > 0 } set ? set : defaultUrl;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsSecure(uri) && uri.UserInfo == "") return uri;
        problems.Add(
            new(variable,
                $"'{VisibleText.OfAddress(text)}' is not a secure URL; write https://… (http only " +
                    "for localhost), without user name and password"));
        return new Uri(defaultUrl);
    }

    internal static bool IsSecure(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}
