using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Finds the workflows that run Terraform or tfpilot, or call or are called by one that does.</summary>
internal static partial class TerraformWorkflows
{
    private const string Folder = ".github/workflows/";

    public static IReadOnlyList<SourceFile> Of(IReadOnlyList<SourceFile> workflows)
    {
        var found = workflows.Where(file => Words().IsMatch(WithoutComments(file.Text))).ToHashSet();
        for (var before = -1; before != found.Count;)
        {
            before = found.Count;
            foreach (var (caller, called) in workflows.SelectMany(file => Calls(file, workflows)))
                if (found.Contains(caller) || found.Contains(called)) found.UnionWith([caller, called]);
        }

        return [.. workflows.Where(found.Contains)];
    }

    private static IEnumerable<(SourceFile Caller, SourceFile Called)> Calls(
        SourceFile file, IReadOnlyList<SourceFile> workflows) =>
        Local().Matches(file.Text)
            .Select(call => workflows.FirstOrDefault(
                other => other.Path.EndsWith($"{Folder}{call.Groups["name"].Value}", StringComparison.Ordinal)))
            .OfType<SourceFile>().Select(called => (file, called));

    private static string WithoutComments(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));

    [GeneratedRegex(
        @"terraform|opentofu|\btofu\b|terragrunt|tfpilot|\batmos\b|terramate|infracost|tflint|tfsec|tfcmt"
        + @"|\btf(plan|state|vars)\b|\.tf\b",
        RegexOptions.IgnoreCase, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Words();

    [GeneratedRegex(@"uses:\s*['""]?\.?/?\.github/workflows/(?<name>[\w.-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Local();
}
