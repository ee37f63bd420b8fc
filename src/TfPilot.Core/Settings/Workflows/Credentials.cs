using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>A cloud credential as written in the workflow. Equal texts are treated as the same credential.</summary>
internal sealed record Credential(string Text, string Where);

/// <summary>
/// Finds a job's cloud credentials: inputs of login actions, variables that providers read, its environment, and
/// secrets passed to a called workflow.
/// </summary>
internal static partial class Credentials
{
    private static readonly string[] Inputs = ["role-to-assume", "aws-access-key-id", "creds", "client-id",
        "service_account", "credentials_json", "workload_identity_provider"];

    private static readonly string[] SignIns = ["aws-actions/configure-aws-credentials", "azure/login",
        "google-github-actions/auth"];

    private static readonly string[] Variables =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ROLE_ARN", "AWS_ROLE_TO_ASSUME", "ARM_CLIENT_ID",
        "ARM_CLIENT_SECRET", "ARM_ACCESS_KEY",
        "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_CREDENTIALS", "GOOGLE_CREDENTIALS",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "GOOGLE_OAUTH_ACCESS_TOKEN", "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT",
    ];

    public static IReadOnlyList<Credential> Of(WorkflowJob job)
    {
        var environment = job.Environment is { } name
            ? new Credential($"environment {name.Text}", job.Workflow.At(name)) : null;
        var signIns = job.Steps.Where(step => SignIns.Contains(step.Uses?.Name))
            .SelectMany(step => In(job, step.Map.Map("with"), Inputs.Contains));
        var variables = job.Steps.Select(step => step.Map).Prepend(job.Map).Prepend(job.Workflow.Root)
            .SelectMany(map => In(job, map.Map("env"), Variables.Contains));
        var handed = job.Calls is null ? [] : In(job, job.Map.Map("secrets"), _ => true);
        return [.. signIns.Concat(variables).Concat(handed).Prepend(environment).OfType<Credential>()];
    }

    /// <summary>Whether its name suggests write access.</summary>
    public static bool SoundsLikeWriting(Credential credential) => Writing().IsMatch(credential.Text);

    private static IEnumerable<Credential> In(WorkflowJob job, Node.Map? map, Func<string, bool> isOne) =>
        (map?.Pairs ?? []).Where(pair => isOne(pair.Key)).Select(pair => pair.Value).OfType<Node.Scalar>()
            .Where(value => value.Text.Length > 0)
            .Select(value => new Credential(Spaces().Replace(value.Text, " "), job.Workflow.At(value)));

    [GeneratedRegex(
        "(?<![a-z])(apply|applier|admin|administrator|deploy|deployer|deployment|write|writer|poweruser|contributor"
        + "|owner)(?![a-z])",
        RegexOptions.IgnoreCase,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Writing();

    [GeneratedRegex(@"\s+", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Spaces();
}
