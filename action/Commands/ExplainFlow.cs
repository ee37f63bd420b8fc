using System.Diagnostics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>Gather the facts of a pull request from files, decide, print the tree of reasons.</summary>
internal static class ExplainFlow
{
    private const string HowTo = "Make it as docs/approvals.md says.";

    public static int Run(string path, string? config, Terminal terminal)
    {
        var facts = InputFile.ReadText(path, path, HowTo).Then(text => PullDocumentReader.Read(path, text)).Then(document => Facts(document, path, config));
        if (facts is Validated<PullFacts>.Invalid(var problems))
        {
            foreach (var problem in problems) terminal.Tell(problem);
            return CommandLine.BadUsage;
        }

        var pull = ((Validated<PullFacts>.Valid)facts).Value;
        terminal.Out.Write(PullDecisionText.Write(pull, terminal.Style));
        return ExitCode(CheckRules.Judge(pull).Decision);
    }

    private static Validated<PullFacts> Facts(PullDocument document, string path, string? config)
    {
        var (folder, today) = (Path.GetDirectoryName(path) is { Length: > 0 } above ? above : ".", DateOnly.FromDateTime(document.People.Now.UtcDateTime));
        var named = config ?? SettingsFile.FindAbove(folder);
        var settings = named is null ? Settings.Default : SettingsFile.Read(named, today);
        var read = document.Evidence.Select(evidence => Evidence(evidence, folder)).ToList();
        var problems = settings.Match(_ => [], found => found).Concat(read.SelectMany(evidence => evidence.Match(_ => [], found => found))).ToList();
        if (problems.Count > 0) return new Validated<PullFacts>.Invalid(problems);
        var said = ((Validated<Settings>.Valid)settings).Value;
        // The laptop knows of one branch alone: where the pull request goes.
        var inForce = said.InForce(document.BaseBranch, document.Base, today) with { IsMissing = named is null };
        return document.Under(inForce, said, [.. read.OfType<Validated<EvidenceDocument>.Valid>().Select(evidence => evidence.Value)]);
    }

    private static Validated<EvidenceDocument> Evidence(NamedEvidence evidence, string folder)
    {
        var file = Path.Combine(folder, evidence.File);
        return InputFile.Read(file, $"{evidence.At}: {file}", () => InputFile.Open(file), stream => FactsReader.Read(file, InputFile.Bytes(stream)), "Make it with `tfpilot review --format facts`.")
            .Then<EvidenceDocument>(facts => new EvidenceDocument(evidence.Run, evidence.Objections, facts));
    }

    private static int ExitCode(Decision decision) => decision.Outcome() switch
    {
        CheckOutcome.Success => 0,
        _ when decision == Decision.Error => CommandLine.BadUsage,
        CheckOutcome.ActionRequired or CheckOutcome.Failure => 1,
        _ => throw new UnreachableException(),
    };
}
