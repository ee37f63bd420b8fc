using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Http;

/// <summary>Where one GitHub answers: github.com, an Enterprise Server, or a test's double.</summary>
public sealed record GitHubEndpoints(Uri Api, Uri GraphQl, Uri Server)
{
    /// <summary>From the variables that the runner sets; what is not set is github.com's.</summary>
    public static Validated<GitHubEndpoints> Read(Func<string, string?> environment)
    {
        var problems = new List<Problem>();
        var endpoints = new GitHubEndpoints(
            Read(environment, "GITHUB_API_URL", "https://api.github.com", problems),
            Read(environment, "GITHUB_GRAPHQL_URL", "https://api.github.com/graphql", problems),
            Read(environment, "GITHUB_SERVER_URL", "https://github.com", problems));
        return problems.Count == 0 ? endpoints : new Validated<GitHubEndpoints>.Invalid(problems);
    }

    /// <summary>A page that people open; the path begins with a slash.</summary>
    public Uri Page(string path) => Under(Server, path);

    internal Uri Rest(string path) => Under(Api, path);

    /// <summary>Only there a token is sent to an address that an answer names.</summary>
    internal bool IsOfApi(Uri address) => new Uri(Api.AbsoluteUri.TrimEnd('/') + '/').IsBaseOf(address);

    private static Uri Under(Uri address, string path) => new(address.AbsoluteUri.TrimEnd('/') + path);

    private static Uri Read(
        Func<string, string?> environment, string variable, string otherwise, List<Problem> problems)
    {
        var text = environment(variable) is { Length: > 0 } set ? set : otherwise;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsPrivate(uri) && uri.UserInfo == "") return uri;
        problems.Add(
            new(variable,
                $"'{VisibleText.OfAddress(text)}' is no address to send a token to; write https://… (http only to " +
                    "this machine itself), without user and password"));
        return new Uri(otherwise);
    }

    internal static bool IsPrivate(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}
