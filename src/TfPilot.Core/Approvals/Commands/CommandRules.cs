using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Evaluates commands: the person must have the role, and the request must be possible and valid.</summary>
public static class CommandRules
{
    /// <param name="pull">A pull request whose people include the access of <paramref name="by"/>.</param>
    public static CommandResult Answer(
        PullEvaluation pull, Person by, DateTimeOffset at, IReadOnlyList<PullCommand> commands) =>
        pull.Facts.People is null ? CommandResult.Refuses("Permissions could not be read; try again in a minute.")
        : CommandResult.Join(commands.Distinct().Select(command => Answer(new CommandContext(pull, by, at), command)));

    /// <summary>Checks only the person's role, as for a button; null when it is sufficient.</summary>
    public static string? Denied(PullFacts facts, Person by, Role least, string what)
    {
        var (people, roles) = (facts.People!, facts.Settings.Roles);
        return by.IsBot ? "Bots cannot run commands."
            : facts.Settings.Problems.Count > 0 && least > Role.Viewer
            ? $"The settings of {facts.Settings.Branch} have problems, so it is unknown who may {what}."
            : RoleRules.Of(by, people, roles) >= least ? null
            : !RoleRules.IsKnown(by, people, roles)
            ? $"The permissions of {by.Login} could not be read; try again in a minute."
            : $"Sorry, {by.Login} may not {what}: this requires the {least.ToString().ToLowerInvariant()} role.";
    }

    private static CommandResult Answer(CommandContext context, PullCommand command)
    {
        if (command.Verb is not { } verb) return command.Answer(context);
        var definition = CommandDefinition.All.First(definition => definition.Verb == verb);
        if (definition.IsForMerged != (context.Facts.State == PullState.Closed) && !command.AnswersClosed)
            return CommandResult.Refuses(definition.IsForMerged ? $"{verb} is for merged pull requests."
                : $"{verb} is for open pull requests.");
        return Denied(context.Facts, context.By, definition.Min, verb) is { } refusal ? CommandResult.Refuses(refusal)
            : command.Answer(context);
    }
}

/// <summary>The person, the pull request and the time of a request.</summary>
internal sealed record CommandContext(PullEvaluation Pull, Person By, DateTimeOffset At)
{
    public PullFacts Facts => Pull.Facts;

    public PullPeople People => Facts.People!;

    public bool IsAdmin => RoleRules.Of(By, People, Facts.Settings.Roles) == Role.Admin;

    /// <summary>
    /// Like <see cref="In"/>, but also accepts a locked environment that is no longer in the settings, so that it can
    /// be released.
    /// </summary>
    public CommandResult InOrLocked(string environment, Func<string, CommandResult> next) =>
        Facts.Settings.Find(environment) is null
        && People.Locks?.FirstOrDefault(held => EnvironmentNames.IsSame(held.Environment, environment)) is { } left
        ? next(left.Environment)
        : In(environment, next);

    /// <summary>Continues with the environment's name as spelled in the settings.</summary>
    public CommandResult In(string environment, Func<string, CommandResult> next)
    {
        var names = Facts.Settings.Environments.Select(known => known.Name).ToList();
        return Facts.Settings.Find(environment)?.Name is { } name ? next(name)
            : CommandResult.Refuses(
                $"There is no environment {environment}{NearestName.Hint(environment, names).TrimEnd('?')}: the " +
                    $"settings define {(names.Count == 0 ? "none" : string.Join(", ", names))}.");
    }
}
