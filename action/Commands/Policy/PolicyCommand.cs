using System.CommandLine;
using System.CommandLine.Completions;
using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot policy</c>: commands for authors of policy rules.</summary>
internal static class PolicyCommand
{
    public const string Name = "policy";

    private const string Test = "test";
    private const string Explain = "explain";

    public static Command Create(Terminal terminal) =>
        new(Name, "Explain the result of a policy rule, or run policy tests.")
        {
            CreateExplain(terminal), CreateTest(terminal),
        };

    private static Command CreateExplain(Terminal terminal)
    {
        var rule = new Argument<string>("RULE") { Description = "the id of a rule in the settings" };
        var address = new Argument<string>(
            "ADDRESS")
        {
            Description =
                "an address in the plan, of a resource or a module call; ignored for rules about providers or cost"
        };
        rule.CompletionSources.Add(_ => CompleteRuleIds());
        var common = new PlanOptions();
        foreach (var argument in new[] { rule, address }) argument.Validators.Add(PlanOptions.RefuseOptions);
        var command = new Command(
            Explain, "Explain a rule's result at an address: scope, actual and expected values, verdict, waivers.")
        {
            rule, address, common.Plans, common.Environment, common.Source, common.TrustedSource, common.Config,
            common.Infracost,
        };
        command.SetAction(
            parsed => PolicyExplainFlow.Run(parsed.GetRequiredValue(rule), parsed.GetRequiredValue(address),
                common.Read(parsed), terminal, Clock.Today));
        return command;
    }

    private static Command CreateTest(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = $"test files, or folders that are searched for *{PolicyTestFiles.Ending} with their " +
                "subfolders (default: the current folder)",
            Arity = ArgumentArity.ZeroOrMore,
        };
        paths.Validators.Add(PlanOptions.RefuseOptions);
        var command = new Command(Test,
            $"Run policy tests: *{PolicyTestFiles.Ending} list plans and their expected findings.")
        {
            paths,
        };
        command.SetAction(parsed => PolicyTestFlow.Run(
            [.. (parsed.GetValue(paths) ?? []).Where(OptionalText.HasText)], terminal, Clock.Today));
        return command;
    }

    private static IEnumerable<CompletionItem> CompleteRuleIds() => SettingsFile.FindAbove(".") is not { } file ? []
        : SettingsFile.Read(file, Clock.Today)
        .Match(settings => settings.Policy.Rules.Select(rule => new CompletionItem(rule.Id)), _ => []);
}
