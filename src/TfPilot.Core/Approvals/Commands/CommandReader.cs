using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// Reads the commands of a comment: lines that start with <c>/tfpilot</c>, one command per line. Quotations, code and
/// hidden text are skipped, because they are not visible as the author's own words.
/// </summary>
public static class CommandReader
{
    /// <summary>The maximum number of commands in one comment.</summary>
    public const int Max = 5;

    private const int LongestReason = 500;

    /// <summary>In line order; empty when the comment contains no command.</summary>
    public static IReadOnlyList<PullCommand> Read(string body)
    {
        IReadOnlyList<PullCommand> commands = [.. CommentLines.WithoutQuotesAndCode(body).Select(line => Words(line, 2))
            .Where(words => words.Length > 0 && words[0] == CommandDefinition.Mark)
            .Select(words => Of(words.ElementAtOrDefault(1) ?? ""))];
        return commands.Count <= Max ? commands
            : [new PullCommand.Unreadable(
                $"A comment may contain at most {Max} commands; this one has {commands.Count}, so none was run.")];
    }

    private static PullCommand Of(string line)
    {
        var words = Words(line, 2);
        if (words.Length == 0) return new PullCommand.Help();
        var form = CommandDefinition.All.FirstOrDefault(
            form => string.Equals(form.Verb, words[0], StringComparison.OrdinalIgnoreCase));
        if (form is null) return new PullCommand.Unreadable(Unknown(words[0]));
        var max = form.Arguments.Count + (form.Optional is null ? 0 : 1);
        var arguments = Words(words.ElementAtOrDefault(1) ?? "", Math.Max(1, max));
        return arguments.Length < form.Arguments.Count || arguments.Length > max
            || (form is { Arguments: [_], Optional: null, IsText: false } && arguments[0].Any(char.IsWhiteSpace))
            ? new PullCommand.Unreadable($"Write it as {form}.")
            : arguments.Any(argument => argument.Length > LongestReason)
            ? new PullCommand.Unreadable($"Use at most {LongestReason} characters per argument.")
            : form.Make(arguments);
    }

    private static string Unknown(string verb)
    {
        var hint = NearestName.Hint(verb, CommandDefinition.All.Select(known => known.Verb)).TrimEnd('?');
        return $"There is no command {VisibleText.Of(TextColumns.Truncate(verb, 40))}{hint}; " +
            $"{CommandDefinition.Mark} help lists all commands.";
    }

    private static string[] Words(string line, int max) =>
        line.Split((char[]?)null, max, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
