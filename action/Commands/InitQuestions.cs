using TfPilot.Action.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Evidence;

namespace TfPilot.Action.Commands;

/// <summary>The questions of <c>tfpilot init</c> at a terminal; an empty answer is the default.</summary>
internal static class InitQuestions
{
    private static readonly char[] Separators = [',', ' '];

    /// <returns>Null when nothing is to be written.</returns>
    public static (Scaffold Scaffold, Uri? App)? Ask(Scaffold found, Uri? app, Terminal terminal)
    {
        using var answers = new StreamReader(terminal.In, leaveOpen: true);
        var scaffold = found;
        if (!found.IsModuleRepository)
        {
            var strict = found.Environments.Where(environment => environment.IsStrict)
                .Select(environment => environment.Name).ToList();
            scaffold = Choose(found, strict, Question("Which environments are production?", string.Join(", ", strict)));
            var teams = Question("Which teams approve production?", "everyone with write permission");
            scaffold = scaffold with { Teams = teams == "everyone with write permission" ? [] : Names(teams) };
            if (app is null) app = EvidenceSender.TryParse(Question("The URL of tfpilot's App?", "none"));
        }

        return Question("Write the files?", "yes").StartsWith('y') ? (scaffold, app) : null;

        string Question(string text, string otherwise)
        {
            terminal.Out.Write($"{text} [{otherwise}] ");
            terminal.Out.Flush();
            return answers.ReadLine()?.Trim() is { Length: > 0 } answer ? answer : otherwise;
        }
    }

    /// <summary>An answer that names no environment changes nothing, so that a typo lowers no approvals.</summary>
    private static Scaffold Choose(Scaffold found, IReadOnlyList<string> strict, string answer)
    {
        var named = Names(answer);
        return named.SequenceEqual(strict) || !named.All(
            name => found.Environments.Any(environment => environment.Name == name)) ? found
            : found.WithProduction(named);
    }

    private static string[] Names(string answer) => answer.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
