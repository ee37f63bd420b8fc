using System.Diagnostics;
using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>Reads the facts of a pull request from files, decides, and prints the tree of reasons.</summary>
internal static class ExplainFlow
{
    private const string HowTo = "Create it as docs/reference/explain.md describes.";

    public static int Run(ExplainRequest request, Terminal terminal)
    {
        var facts = InputFile.ReadText(request.Facts, request.Facts, HowTo)
            .Then(text => PullDocumentReader.Read(request.Facts, text)).Then(document => Facts(document, request));
        return facts.Match(pull => Print(new PullEvaluation(pull), request.Format, terminal), problems =>
        {
            foreach (var problem in problems) terminal.PrintProblem(problem);
            return ExitCodes.BadUsage;
        });
    }

    private static int Print(PullEvaluation pull, ExplainFormat format, Terminal terminal)
    {
        if (format == ExplainFormat.Text) terminal.Out.Write(PullDecisionText.Write(pull, terminal.Style));
        else StreamBuffer.WriteLine(terminal.OutStream, buffer => PullDecisionJson.Write(pull, buffer));
        return ExitCode(pull.Decision.Decision);
    }

    private static Validated<PullFacts> Facts(PullDocument document, ExplainRequest request)
    {
        var (folder, today) = (Path.GetDirectoryName(request.Facts) is { Length: > 0 } above ? above : ".",
            DateOnly.FromDateTime(document.People.Now.UtcDateTime));
        var named = request.Config ?? SettingsFile.FindAbove(folder);
        var settings = named is null ? Settings.Default : SettingsFile.Read(named, today);
        var read = document.Evidence.Select(evidence => Evidence(evidence, folder)).ToList();
        var problems = settings.Match(_ => [], found => found)
            .Concat(read.SelectMany(evidence => evidence.Match(_ => [], found => found))).ToList();
        if (problems.Count > 0) return new Validated<PullFacts>.Invalid(problems);
        return settings.Then<PullFacts>(said => document.Under(
            said.ToEffective(document.DefaultBranch, document.Base, today) with { IsMissing = named is null },
            said,
            [.. read.OfType<Validated<EvidenceDocument>.Valid>().Select(evidence => evidence.Value)]));
    }

    private static Validated<EvidenceDocument> Evidence(NamedEvidence evidence, string folder)
    {
        var file = Path.Combine(folder, evidence.File);
        return InputFile.Read(file, $"{evidence.At}: {file}", () => InputFile.Open(file),
            stream => FactsReader.Read(file, InputFile.Bytes(stream)),
            "Create it with `tfpilot review --format facts`.")
            .Then<EvidenceDocument>(facts => new EvidenceDocument(evidence.Run, evidence.Objections, facts));
    }

    private static int ExitCode(Decision decision) => decision.Outcome() switch
    {
        CheckOutcome.Success => 0,
        _ when decision == Decision.Error => ExitCodes.BadUsage,
        CheckOutcome.ActionRequired or CheckOutcome.Failure => 1,
        _ => throw new UnreachableException(),
    };
}
