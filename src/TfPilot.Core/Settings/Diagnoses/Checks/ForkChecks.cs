using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>What strangers could make of a workflow: their code and their words where our rights are.</summary>
internal static partial class ForkChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("head-with-our-rights", DiagnosisLevel.Error, "a checkout of the pull request's head under `pull_request_target`, `issue_comment` or `workflow_run`",
            "These events run with the repository's secrets and a token that writes, and a plan runs the code it is made of.", Heads),
        new("untrusted-text", DiagnosisLevel.Error, "a title, body, branch name or message of others inside `run:` or a script",
            "GitHub pastes the text into the script before the shell reads it, so a branch name can be a command.", Texts),
        new("credentials-kept", DiagnosisLevel.Warning, "a checkout that leaves the token in `.git/config` where a pull request's code runs",
            "A provider or a script of the pull request can read it there.", Kept),
        new("secrets-for-forks", DiagnosisLevel.Advice, "secrets in a job of pull requests",
            "Pull requests from forks and of Dependabot get no secrets, so the job fails there or runs without them.", Secrets),
    ];

    private static IEnumerable<Symptom> Heads(Examination examination) =>
        from step in examination.Steps
        where step.Job.RunsWithOurRights && (step.IsCheckout ? HeadReference().IsMatch($"{step.Input("ref")} {step.Input("repository")}") : Fetch().IsMatch(step.Run))
        select new Symptom(step.At("ref"), $"The job {step.Job.Name} checks out what the pull request proposes, with this repository's rights.",
            "Plan under `pull_request`, which has no rights over the repository, and publish in a job without a checkout.");

    private static IEnumerable<Symptom> Texts(Examination examination) =>
        from step in examination.Steps
        let script = step.RunNode ?? (step.Uses?.Name == "actions/github-script" ? step.Map.Map("with")?.Find("script") as Node.Scalar : null)
        where script is not null
        from Match text in Untrusted().Matches(script.Text)
        select new Symptom(step.Job.Workflow.At(script), $"The script holds `{text.Groups["name"].Value}`, which others write.",
            $"Hand it over as a variable: `env: {{ VALUE: \"${{{{ {text.Groups["name"].Value} }}}}\" }}`, and write \"$VALUE\" in the script.");

    private static IEnumerable<Symptom> Kept(Examination examination) =>
        from step in examination.Steps
        let job = step.Job
        where step.IsCheckout && step.Input("persist-credentials") != "false"
            && (job.RunsForPulls || (job.Workflow.IsCalled && job.Plans)) && job.Steps.Any(other => other.RunNode is not null || other.TfPilot is not null)
        select new Symptom(step.Where, $"The checkout of the job {job.Name} keeps the token.", "Give the checkout `with: { persist-credentials: false }`.");

    private static IEnumerable<Symptom> Secrets(Examination examination) =>
        from job in examination.Jobs
        where job.Workflow.Events.Contains("pull_request") && job.RunsForPulls && !Guarded().IsMatch(job.Condition)
        from secret in SecretsOf(job.Map).Take(1)
        select new Symptom(job.Workflow.At(secret), $"The job {job.Name} uses secrets, which pull requests from forks do not get.",
            "Leave those pull requests out: `if: github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'`.");

    private static IEnumerable<Node.Scalar> SecretsOf(Node node) => node switch
    {
        Node.Scalar scalar => Secret().IsMatch(scalar.Text) ? [scalar] : [],
        Node.List list => list.Items.SelectMany(SecretsOf),
        Node.Map map => map.Pairs.SelectMany(pair => SecretsOf(pair.Value)),
        _ => [],
    };

    [GeneratedRegex(
        @"github\.head_ref|\.head\.|\.head_(sha|branch|repository|commit)|refs/pull/|pulls?[_-]?(request)?[_.]?number|event\.number|issue\.number|\bhead\b",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex HeadReference();

    [GeneratedRegex(
        @"\bgh\s+pr\s+checkout\b|\bgit\s+(fetch|pull|checkout)\b[^\n]*(pull/|head_ref|\.head\.)",
        RegexOptions.NonBacktracking)]
    private static partial Regex Fetch();

    // GitHub's own list of what an attacker may write.
    [GeneratedRegex(
        @"\$\{\{((?!\}\}|\$\{\{).)*?(?<name>github\.(head_ref|event\.((issue|pull_request|discussion)\.(title|body)|pull_request\.head\.(ref|label|repo\.default_branch)|(comment|review|review_comment)\.body|(commits|head_commit|workflow_run\.head_commit)[\w.*\[\]-]{0,100}\.(message|email|name)|workflow_run\.(head_branch|display_title)|pages[\w.*\[\]-]{0,100}\.page_name)))\b",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex Untrusted();

    [GeneratedRegex(
        @"\$\{\{((?!\}\}|\$\{\{).)*?\bsecrets\.(?!GITHUB_TOKEN\b)\w",
        RegexOptions.IgnoreCase,
        RegexLimits.Milliseconds)]
    private static partial Regex Secret();

    [GeneratedRegex(@"head\.repo\.(full_name|fork)|\bfork\b", RegexOptions.None, RegexLimits.Milliseconds)]
    private static partial Regex Guarded();
}
