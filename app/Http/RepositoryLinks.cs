using TfPilot.Delivery.Reports;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Http;

/// <summary>The links of texts about a repository.</summary>
internal static class RepositoryLinks
{
    public static ReportLinks Of(InstalledRepository repository) =>
        new(repository.Client.Endpoints.Page($"/{repository.Name}").AbsoluteUri);
}
