using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Decides about commands that ask for a pull request.</summary>
internal static partial class ProposalCommands
{
    /// <param name="target">The words after the environment, such as <c>to #12</c>; null without any.</param>
    public static CommandResult Rollback(CommandContext context, string environment, string? target)
    {
        var to = ReadTarget(target);
        if (target is not null && to is null)
            return CommandResult.Refuses(
                $"Write the pull request whose state to return to as in {CommandDefinition.Mark} rollback " +
                    $"{environment} to #12.");
        var branch = context.Facts.Settings.Find(environment)!.Branch;
        return branch == context.Facts.BaseBranch
            ? CommandResult.Does(new CommandEffect.Propose(ProposalKind.Rollback, environment, to))
            : CommandResult.Refuses(
                $"{environment} is applied from branch {VisibleText.Of(branch)}, but this pull request was merged " +
                    $"into {VisibleText.Of(context.Facts.BaseBranch)}.");
    }

    private static int? ReadTarget(string? words) => words is not null && Target().Match(words) is { Success: true } to
        && int.TryParse(to.Groups["pull"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var pull)
        && pull > 0 ? pull : null;

    [GeneratedRegex(@"^to\s+#?(?<pull>[0-9]+)$", RegexOptions.IgnoreCase, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Target();
}
