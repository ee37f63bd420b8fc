using TfPilot.Action.Basics;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Evidence;

namespace TfPilot.Action.Commands;

/// <summary>
/// The questions of <c>tfpilot init</c> at a terminal. An empty answer is the default; an answer that cannot be used is
/// asked for again; the end of the input (Ctrl-D) stops, and nothing is written.
/// </summary>
internal sealed class InitQuestions(TextReader answers, TextWriter output)
{
    private const string Everyone = "everyone with write permission";
    private const string None = "none";

    private static readonly char[] Separators = [',', ' '];

    private bool isStopped;

    /// <returns>Null when nothing is to be written.</returns>
    public static (Scaffold Scaffold, Uri? App)? Ask(Scaffold found, Uri? app, Terminal terminal)
    {
        using var answers = new StreamReader(terminal.In, leaveOpen: true);
        return new InitQuestions(answers, terminal.Out).Ask(found, app);
    }

    private (Scaffold Scaffold, Uri? App)? Ask(Scaffold found, Uri? app)
    {
        var scaffold = found.IsModuleRepository ? found : AskApprovals(found);
        if (app is null && !found.IsModuleRepository)
            app = AppClient.TryParse(Ask("The URL of tfpilot's App?", None, FindUrlError));
        var confirmed = Ask(
            "Write the files?", "yes", answer => ToConfirmation(answer) is null ? "Answer yes or no." : null);
        return !isStopped && ToConfirmation(confirmed) == true ? (scaffold, app) : null;
    }

    private Scaffold AskApprovals(Scaffold found)
    {
        var strict = found.Environments.Where(environment => environment.IsStrict)
            .Select(environment => environment.Name).ToList();
        var production = Names(Ask("Which environments are production?", string.Join(", ", strict),
            answer => FindEnvironmentError(answer, found)));
        var teams = Ask("Which teams approve production?", Everyone, FindTeamError);
        return (production.SequenceEqual(strict) ? found : found.WithProduction(production)) with
        {
            Teams = teams == Everyone ? [] : Names(teams),
        };
    }

    private string Ask(string question, string otherwise, Func<string, string?> findError)
    {
        while (!isStopped)
        {
            output.Write($"{question} [{otherwise}] ");
            output.Flush();
            if (answers.ReadLine()?.Trim() is not { } answer) isStopped = true;
            else if (answer.Length == 0 || answer == otherwise) return otherwise;
            else if (findError(answer) is { } error) output.WriteLine(error);
            else return answer;
        }

        return otherwise;
    }

    private static string? FindEnvironmentError(string answer, Scaffold found) =>
        Names(answer).FirstOrDefault(name => found.Environments.All(environment => environment.Name != name)) is
        { } unknown
            ? $"There is no environment {VisibleText.Of(unknown)}. Choose among " +
                $"{string.Join(", ", found.Environments.Select(environment => VisibleText.Of(environment.Name)))}."
            : null;

    private static string? FindTeamError(string answer) =>
        Names(answer).FirstOrDefault(name => !Scaffold.IsTeam(name)) is { } wrong
            ? $"{VisibleText.Of(wrong)} is not a team. Write names such as platform or @acme/platform."
            : null;

    private static string? FindUrlError(string answer) => AppClient.TryParse(answer) is null
        ? $"{VisibleText.OfAddress(answer)} is not a URL to send a token to. Write https://…, or nothing." : null;

    private static bool? ToConfirmation(string answer) => answer.ToUpperInvariant() switch
    {
        "Y" or "YES" => true,
        "N" or "NO" => false,
        _ => null,
    };

    private static string[] Names(string answer) => answer.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
