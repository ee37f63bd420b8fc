using TfPilot.GitHub.Http;

namespace TfPilot.App.Hosting;

/// <summary>The mode in which the program starts.</summary>
internal abstract record AppMode
{
    private AppMode() { }

    /// <summary>Whether the Azure Functions host started it.</summary>
    public abstract bool IsFunctions { get; }

    /// <summary>Whether each log line is a JSON object.</summary>
    public bool LogsJson { get; init; }

    /// <summary>No GitHub App is configured; the setup pages create one.</summary>
    public sealed record SetUp(GitHubEndpoints Endpoints, Uri? PublicUrl, bool UnderFunctions) : AppMode
    {
        public override bool IsFunctions => UnderFunctions;
    }

    public sealed record Working(AppConfiguration Configuration) : AppMode
    {
        public override bool IsFunctions => Configuration.IsFunctions;
    }
}
