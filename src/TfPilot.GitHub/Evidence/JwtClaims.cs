using System.Globalization;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.GitHub.Evidence;

/// <summary>Reads the claims of a verified token.</summary>
internal static class JwtClaims
{
    /// <summary>Null when a required claim is missing. GitHub writes numbers as strings.</summary>
    public static OidcClaims? Read(JsonElement claims) =>
        (Number(claims, "repository_id"), Number(claims, "repository_owner_id"),
            RepositoryName.TryParse(claims.Text("repository")), claims.Text("event_name"))
            is ({ } repository, { } owner, { } name, { Length: > 0 } started)
        && (claims.Sha("sha"), claims.Text("ref"), Number(claims, "run_id"),
            Number(claims, "run_attempt")) is ({ } commit, { Length: > 0 } reference, { } run,
        { } attempt and <= int.MaxValue)
            ? new OidcClaims(repository, owner, name, started, commit, reference, run, (int)attempt)
            {
                RunnerEnvironment = claims.Text("runner_environment"),
                BaseBranch = claims.Text("base_ref") is { Length: > 0 } branch ? branch : null,
                RunWorkflow = claims.Text("workflow_ref"),
                Environment = claims.Text("environment") is { Length: > 0 } environment ? environment : null,
                WorkflowRef = claims.Text("job_workflow_ref"),
                WorkflowCommit = claims.Sha("job_workflow_sha"),
            }
            : null;

    public static DateTimeOffset? Moment(JsonElement claims, string name) =>
        claims.Id(name) is { } seconds and >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : null;

    private static long? Number(JsonElement claims, string name) =>
        long.TryParse(claims.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number : null;
}
