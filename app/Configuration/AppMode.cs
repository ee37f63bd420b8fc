using TfPilot.GitHub;

namespace TfPilot.App.Configuration;

/// <summary>As what the program starts.</summary>
internal abstract record AppMode
{
    private AppMode() { }

    /// <summary>No App is configured yet: one can be created.</summary>
    public sealed record SetUp(GitHubEndpoints Endpoints, Uri? PublicUrl, bool IsFunctions) : AppMode;

    public sealed record Working(AppConfiguration Configuration) : AppMode;
}
