using TfPilot.GitHub.Http;

namespace TfPilot.App.Hosting;

/// <summary>As what the program starts.</summary>
internal abstract record AppMode
{
    private AppMode() { }

    /// <summary>Whether the host of Azure Functions started it.</summary>
    public abstract bool IsFunctions { get; }

    /// <summary>Whether the log is an object of JSON a line.</summary>
    public bool LogsJson { get; init; }

    /// <summary>No App is configured yet: one can be created.</summary>
    public sealed record SetUp(GitHubEndpoints Endpoints, Uri? PublicUrl, bool UnderFunctions) : AppMode
    {
        public override bool IsFunctions => UnderFunctions;
    }

    public sealed record Working(AppConfiguration Configuration) : AppMode
    {
        public override bool IsFunctions => Configuration.IsFunctions;
    }
}
