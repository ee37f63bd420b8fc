using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Checks that untrusted code and text cannot run with the repository's permissions.</summary>
internal static partial class ForkChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("head-with-our-rights", DiagnosisLevel.Error,
            "a checkout of the pull request's head under `pull_request_target`, `issue_comment` or `workflow_run`",
            "These events run with the repository's secrets and a write token, and a plan executes the " +
                "checked-out code.", Heads),
        new("untrusted-text", DiagnosisLevel.Error,
            "an untrusted title, body, branch name or message inside `run:` or a script",
            "GitHub inserts the text into the script before the shell parses it, so a branch name can run a command.",
            Texts),
        new("credentials-kept", DiagnosisLevel.Warning,
            "a checkout that keeps the token in `.git/config` while the job runs pull request code",
            "A provider or script of the pull request can read the token.", Kept),
        new("secrets-for-forks", DiagnosisLevel.Advice, "secrets in a pull request job",
            "Pull requests from forks and Dependabot get no secrets, so the job fails or runs without them.", Secrets),
    ];

    private static IEnumerable<DoctorFinding> Heads(DoctorContext context) =>
        from step in context.Steps
        where step.Job.RunsWithOurRights
            && (step.IsCheckout ? HeadReference().IsMatch($"{step.Input("ref")} {step.Input("repository")}")
                : Fetch().IsMatch(step.Run))
        select new DoctorFinding(step.At("ref"),
            $"The job {step.Job.Name} checks out the pull request's code with this repository's permissions.",
            "Plan on `pull_request`, which gives forks no secrets and no write access, and publish in a job without " +
                "a checkout.");

    private static IEnumerable<DoctorFinding> Texts(DoctorContext context) =>
        from step in context.Steps
        let script = step.RunNode
            ?? (step.Uses?.Name == "actions/github-script" ? step.Map.Map("with")?.Find("script") as Node.Scalar : null)
        where script is not null
        from Match text in Untrusted().Matches(script.Text)
        select new DoctorFinding(step.Job.Workflow.At(script),
            $"The script contains `{text.Groups["name"].Value}`, which is untrusted input.",
            $"Pass it as an environment variable: `env: {{ VALUE: \"${{{{ {text.Groups["name"].Value} }}}}\" }}`, " +
                $"and write {(script == step.RunNode ? "\"$VALUE\"" : "process.env.VALUE")} in the script.");

    private static IEnumerable<DoctorFinding> Kept(DoctorContext context) =>
        from step in context.Steps
        let job = step.Job
        where step.IsCheckout && step.Input("persist-credentials") != "false"
            && (job.RunsForPulls || (job.Workflow.IsCalled && job.Plans))
            && job.Steps.Any(other => other.RunNode is not null || other.TfPilotCommand is not null)
        select new DoctorFinding(step.Where, $"The checkout of the job {job.Name} keeps the token.",
            "Give the checkout `with: { persist-credentials: false }`.");

    private static IEnumerable<DoctorFinding> Secrets(DoctorContext context) =>
        from job in context.Jobs
        where job.Workflow.Events.Contains("pull_request") && job.RunsForPulls && !Guarded().IsMatch(job.Condition)
        from secret in SecretsOf(job.Map).Take(1)
        select new DoctorFinding(
            job.Workflow.At(secret), $"The job {job.Name} uses secrets, which pull requests from forks do not get.",
            "Exclude those pull requests: `if: github.event.pull_request.head.repo.full_name == github.repository " +
                "&& github.actor != 'dependabot[bot]'`.");

    private static IEnumerable<Node.Scalar> SecretsOf(Node node) => node switch
    {
        Node.Scalar scalar => Secret().IsMatch(scalar.Text) ? [scalar] : [],
        Node.List list => list.Items.SelectMany(SecretsOf),
        Node.Map map => map.Pairs.SelectMany(pair => SecretsOf(pair.Value)),
        _ => [],
    };

    [GeneratedRegex(
        @"github\.head_ref|\.head\.|\.head_(sha|branch|repository|commit)|refs/pull/"
        + @"|pulls?[_-]?(request)?[_.]?number|event\.number|issue\.number|\bhead\b",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex HeadReference();

    [GeneratedRegex(
        @"\bgh\s+pr\s+checkout\b|\bgit\s+(fetch|pull|checkout)\b[^\n]*(pull/|head_ref|\.head\.)",
        RegexOptions.NonBacktracking)]
    private static partial Regex Fetch();

    // The untrusted values listed in GitHub's documentation.
    [GeneratedRegex(
        @"\$\{\{((?!\}\}|\$\{\{).)*?(?<name>github\.(head_ref"
        + @"|event\.((issue|pull_request|discussion)\.(title|body)"
        + @"|pull_request\.head\.(ref|label|repo\.default_branch)"
        + @"|(comment|review|review_comment)\.body"
        + @"|(commits|head_commit|workflow_run\.head_commit)[\w.*\[\]-]{0,100}\.(message|email|name)"
        + @"|workflow_run\.(head_branch|display_title)"
        + @"|pages[\w.*\[\]-]{0,100}\.page_name)))\b",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Untrusted();

    [GeneratedRegex(
        @"\$\{\{((?!\}\}|\$\{\{).)*?\bsecrets\.(?!GITHUB_TOKEN\b)\w",
        RegexOptions.IgnoreCase,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Secret();

    [GeneratedRegex(@"head\.repo\.(full_name|fork)|\bfork\b", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Guarded();
}
