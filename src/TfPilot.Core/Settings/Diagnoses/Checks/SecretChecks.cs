using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Checks that called workflows get the secrets that they read.</summary>
internal static partial class SecretChecks
{
    private const string EnvironmentSecret = "TFPILOT_PLAN_ENVIRONMENT";

    /// <summary>Inputs that give a plan its credentials without a secret.</summary>
    private static readonly string[] Identities = ["aws-role", "azure-client", "google-provider", "plan-runner",
        "environment-suffix", "before-init", "plan-command", "variables"];

    public static readonly IReadOnlyList<Check> All =
    [
        new("secrets-missing", DiagnosisLevel.Warning,
            "a call of a workflow that does not pass the secrets which the called workflow reads",
            "A called workflow gets only the secrets that its caller passes; the others are empty there, also those " +
                "of a GitHub environment.", Missing),
        new("credentials-missing", DiagnosisLevel.Advice,
            "a call of `tfpilot-plan.yml` or `tfpilot-plan-app.yml` without secrets, role and runner",
            "Providers that need credentials fail to plan.", NoCredentials),
    ];

    private static IEnumerable<DoctorFinding> Missing(DoctorContext context) =>
        from job in context.Jobs
        where job.Calls is not null && job.Map.Find("secrets") is not Node.Scalar // inherit
        let lacking = Read(job, context)
            .Where(name => job.Map.Map("secrets")?.Pairs.Any(pair => IsSame(pair.Key, name)) != true).ToList()
        where lacking.Count > 0
        select new DoctorFinding(
            job.Workflow.At(job.Map.Find("secrets") ?? job.Map.Find("uses")!),
            $"The job {job.Name} does not pass {string.Join(", ", lacking.Select(name => $"`{name}`"))}.",
            $"In the job {job.Name} write `secrets: {{ " +
                $"{string.Join(", ", lacking.Select(name => $"{name}: \"${{{{ secrets.{Upper(name)} }}}}\""))} }}`.");

    /// <summary>The secrets that the called workflow requires or, if it is in this repository, reads.</summary>
    private static IEnumerable<string> Read(WorkflowJob job, DoctorContext context)
    {
        if (job.CallsPlan)
            return job.Map.Map("with")?.Has("environment-suffix") == true ? [EnvironmentSecret] : [];
        if (context.Called(job) is not { } called) return [];
        var declared = called.Root.Map("on")?.Map("workflow_call")?.Map("secrets")?.Pairs ?? [];
        var optional = declared.Where(pair => pair.Value is not Node.Map { } map || map.Text("required") != "true")
            .Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return declared.Select(pair => pair.Key).Where(name => !optional.Contains(name))
            .Concat(called.Jobs.SelectMany(one => SecretsOf(one.Map)).Where(name => !optional.Contains(name)))
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<DoctorFinding> NoCredentials(DoctorContext context) => context.Jobs
        .Where(job => job.CallsPlan && !job.Map.Has("secrets")
            && !Identities.Any(input => job.Map.Map("with")?.Has(input) == true))
        .Select(job => new DoctorFinding(
            job.Workflow.At(job.Map.Find("uses")!), $"The job {job.Name} gives its plans no credentials.",
            "If the providers need some, pass `plan-environment` under `secrets:`, or with tfpilot-plan-app.yml a " +
                "role such as `aws-role` under `with:`."));

    private static IEnumerable<string> SecretsOf(Node node) => node switch
    {
        Node.Scalar scalar => Secret().Matches(scalar.Text).Select(match => match.Groups["name"].Value)
            .Where(name => !IsSame(name, "GITHUB_TOKEN")),
        Node.List list => list.Items.SelectMany(SecretsOf),
        Node.Map map => map.Pairs.SelectMany(pair => SecretsOf(pair.Value)),
        _ => [],
    };

    private static string Upper(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bsecrets\.(?<name>[A-Za-z_][\w-]*)", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Secret();
}
