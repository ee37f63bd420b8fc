using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// Reads the commands of a comment: lines that begin with <c>/tfpilot</c>, one each, and only where a reader sees them as words of the author, not
/// in a quotation, in code or hidden.
/// </summary>
public static class CommandReader
{
    /// <summary>How many commands one comment may give.</summary>
    public const int Most = 5;

    private const int LongestReason = 500;

    /// <summary>In the order of the lines; empty when nothing is meant for us.</summary>
    public static IReadOnlyList<DeskCommand> Read(string body)
    {
        IReadOnlyList<DeskCommand> commands = [.. CommentLines.Spoken(body).Select(line => Words(line, 2)).Where(words => words.Length > 0 && words[0] == CommandForm.Mark)
            .Select(words => Of(words.ElementAtOrDefault(1) ?? ""))];
        return commands.Count <= Most ? commands : [new DeskCommand.Unreadable($"One comment may hold {Most} commands, and this one holds {commands.Count}: none was followed.")];
    }

    private static DeskCommand Of(string line)
    {
        var words = Words(line, 2);
        if (words.Length == 0) return new DeskCommand.Help();
        var form = CommandForm.All.FirstOrDefault(form => string.Equals(form.Verb, words[0], StringComparison.OrdinalIgnoreCase));
        if (form is null)
            return new DeskCommand.Unreadable($"There is no command {VisibleText.Of(TextColumns.Cut(words[0], 40))}{NearestName.Hint(words[0], CommandForm.All.Select(known => known.Verb)).TrimEnd('?')}: write {CommandForm.Mark} help for all of them.");
        var arguments = form.Arguments.Count == 0 ? Words(words.ElementAtOrDefault(1) ?? "", 1) : Words(words.ElementAtOrDefault(1) ?? "", form.Arguments.Count);
        return arguments.Length != form.Arguments.Count || (form.Arguments is [_] && arguments[0].Any(char.IsWhiteSpace)) ? new DeskCommand.Unreadable($"Write it as {form}.")
            : arguments.Any(argument => argument.Length > LongestReason) ? new DeskCommand.Unreadable($"Say it in {LongestReason} characters.")
            : form.Make(arguments);
    }

    private static string[] Words(string line, int most) => line.Split((char[]?)null, most, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
