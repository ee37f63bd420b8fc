using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>What becomes of commands: who asks must have the role, and what is asked for must be possible and count.</summary>
public static class CommandRules
{
    /// <param name="pull">An open pull request, with the access of <paramref name="by"/> among its people.</param>
    public static CommandResult Answer(PullEvaluation pull, Person by, DateTimeOffset at, IReadOnlyList<PullCommand> commands) =>
        pull.Facts.People is null ? CommandResult.Refuses("Nobody can tell now who may do what here; please ask again in a minute.")
        : CommandResult.Join(commands.Distinct().Select(command => Answer(new Asking(pull, by, at), command)));

    /// <summary>What the role of somebody allows alone, as a button does: null when it does.</summary>
    public static string? Refusal(PullFacts facts, Person by, Role least, string what)
    {
        var (people, roles) = (facts.People!, facts.Settings.Roles);
        return by.IsBot ? "Bots may ask for nothing."
            : facts.Settings.Problems.Count > 0 && least > Role.Viewer ? $"The settings of {facts.Settings.Branch} have problems, so nobody can tell who may {what}."
            : RoleRules.Of(by, people, roles) >= least ? null
            : !RoleRules.IsKnown(by, people, roles) ? $"Nobody can tell now whether {by.Login} may {what}; please ask again in a minute."
            : $"Sorry, {by.Login} may not {what}: that takes the role of {least.ToString().ToLowerInvariant()} here.";
    }

    private static CommandResult Answer(Asking asking, PullCommand command)
    {
        if (command.Verb is not { } verb) return command.Answer(asking);
        var form = CommandDefinition.All.First(form => form.Verb == verb);
        return Refusal(asking.Facts, asking.By, form.Min, verb) is { } refusal ? CommandResult.Refuses(refusal) : command.Answer(asking);
    }
}

/// <summary>Who asks, about what, and when.</summary>
internal sealed record Asking(PullEvaluation Pull, Person By, DateTimeOffset At)
{
    public PullFacts Facts => Pull.Facts;

    public PullPeople People => Facts.People!;

    public bool IsAdmin => RoleRules.Of(By, People, Facts.Settings.Roles) == Role.Admin;

    /// <summary>As <see cref="In"/>; an environment that left the settings may still be locked, and has to be given back all the same.</summary>
    public CommandResult InOrLocked(string environment, Func<string, CommandResult> next) =>
        Facts.Settings.Find(environment) is null && People.Locks?.FirstOrDefault(held => PullEvaluation.IsSame(held.Environment, environment)) is { } left ? next(left.Environment)
        : In(environment, next);

    /// <summary>Goes on with an environment as the settings write it.</summary>
    public CommandResult In(string environment, Func<string, CommandResult> next)
    {
        var names = Facts.Settings.Environments.Select(known => known.Name).ToList();
        return Facts.Settings.Find(environment)?.Name is { } name ? next(name)
            : CommandResult.Refuses($"There is no environment {environment}{NearestName.Hint(environment, names).TrimEnd('?')}: the settings know {(names.Count == 0 ? "none" : string.Join(", ", names))}.");
    }
}
