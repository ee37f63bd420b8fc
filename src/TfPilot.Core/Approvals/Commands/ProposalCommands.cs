using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Decides about commands that ask for a pull request.</summary>
internal static partial class ProposalCommands
{
    private const string DestroyWord = "DESTROY";

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
            ? CommandResult.Does(new CommandEffect.Propose(ProposalKind.Rollback, environment, "", to))
            : CommandResult.Refuses(
                $"{environment} is applied from branch {VisibleText.Of(branch)}, but this pull request was merged " +
                    $"into {VisibleText.Of(context.Facts.BaseBranch)}.");
    }

    public static CommandResult Destroy(string environment, string project) =>
        ReadFolder(project) is { } folder
        ? CommandResult.Does(new CommandEffect.Propose(ProposalKind.Destroy, environment, folder, null))
        : CommandResult.Refuses(NoFolder(project));

    public static CommandResult Cleanup(string? project) => project is not null && ReadFolder(project) is null
        ? CommandResult.Refuses(NoFolder(project))
        : CommandResult.Does(new CommandEffect.Propose(
            ProposalKind.Cleanup, "", project is null ? "" : ReadFolder(project)!, null));

    /// <summary>The word in capitals makes a slip unlikely.</summary>
    public static CommandResult Confirm(CommandContext context, string word, string project) =>
        word == DestroyWord && !project.Any(char.IsWhiteSpace)
        ? CommandResult.Does(new CommandEffect.Confirm(new(context.By, project, context.At)))
        : CommandResult.Refuses(
            $"Write it as in {CommandDefinition.Mark} confirm {DestroyWord} live/prod/web, with the name of the " +
                "project.");

    /// <summary>The folder from the repository's root; null if it is the root or leads out of it.</summary>
    private static string? ReadFolder(string project) =>
        FolderPath.Join("", project) is { Length: > 0 } folder && RepositoryPath.FindError(folder) is null
        && !project.Any(char.IsWhiteSpace) ? folder : null;

    private static string NoFolder(string project) =>
        $"{VisibleText.Of(project)} is not a folder below the repository's root: write the project as in live/dev/web.";

    private static int? ReadTarget(string? words) => words is not null && Target().Match(words) is { Success: true } to
        && int.TryParse(to.Groups["pull"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var pull)
        && pull > 0 ? pull : null;

    [GeneratedRegex(@"^to\s+#?(?<pull>[0-9]+)$", RegexOptions.IgnoreCase, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Target();
}
