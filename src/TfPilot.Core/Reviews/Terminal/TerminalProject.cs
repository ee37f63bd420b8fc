using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>Prints one project: its headline, its changes from the most dangerous on, and notices.</summary>
internal sealed class TerminalProject(ProjectReview project, TerminalLines lines)
{
    private const int MaxSafe = 20;
    private const int MaxHazards = 10;
    private const int MaxPaths = 12;
    private readonly ChangeFacts facts = new(project.Risk);
    private readonly Dictionary<string, string> costs = CostBlock.ByAddress(project);

    public void Write()
    {
        WriteHead();
        foreach (var hazard in project.Risk.Hazards) WriteHazard(hazard);
        if (project.Risk.Hazards.Count > 0) lines.Blank();
        var changes = project.Plan.Changes.Where(change => change.Word is not "noop" and not "read")
            .OrderByDescending(change => change.ClassOf())
            .ThenByDescending(change => facts.FactorsOf(change.Address).Sum(factor => factor.Points))
            .ToList();
        var safe = changes.Where(change => change.ClassOf() == RiskClass.Safe).ToList();
        var shown = changes.SkipLast(Math.Max(0, safe.Count - MaxSafe)).ToList();
        var width = Math.Min(shown.Select(change => TextColumns.Of(VisibleText.Of(change.Address.Text)))
            .DefaultIfEmpty(0).Max(), lines.Columns / 2);
        foreach (var change in shown) WriteChange(change, width);
        foreach (var group in safe.Skip(MaxSafe).GroupBy(change => change.Word)) WriteRest(group.Key, [.. group]);
        WriteReads();
        WriteOutputs();
        if (changes.Count > 0) lines.Blank();
        WriteWholePlan();
        foreach (var sentence in project.Attention) lines.AppendHanging(2, Ink.Yellow, "! ", sentence);
        if (project.Attention.Count > 0) lines.Blank();
        foreach (var move in project.Risk.Moves) WriteMove(move);
        new TerminalPolicy(project, lines).Write();
        WriteCost();
    }

    /// <summary>Writes what the cost covers, or why there is no estimate.</summary>
    private void WriteCost()
    {
        if (project.CostDetails is not { } details || CostBlock.SentenceOf(project)
            is not { IsBelowThreshold: false } sentence)
            return;
        if (project.Cost is null) lines.Wrap(2, Ink.Yellow, sentence.Text);
        else lines.Wrap(2, Ink.Faint, $"Cost of {details.Project.Counts.Sentence(type => type)}");
        lines.Blank();
    }

    private void WriteHead()
    {
        var name = project.Environment is { } environment ? $"{project.Name} ({environment})" : project.Name;
        var word = Headline.Level(project.Risk.Level).ToUpperInvariant();
        var risk = $"risk {Headline.Score(project.Risk)}";
        var room = lines.Columns - 2 - word.Length - 2 - risk.Length - 2;
        lines.Add(2, (InkOf(project.Risk.Level), word), (Ink.None, "  "),
            (Ink.Bold, TextColumns.Pad(TextColumns.Truncate(VisibleText.Of(name), room), room)), (Ink.None, "  "),
            (Ink.Bold, risk));
        WriteSum(string.Join(" · ", [SummaryWords.Of(project.Summary), .. SummaryWords.More(project.Counts)]));
        lines.Blank();
    }

    /// <summary>Writes the locations; details are shown with the change.</summary>
    private void WriteHazard(Hazard hazard)
    {
        var places = hazard.Factors.Select(factor => factor.Address?.Text ?? "the whole plan").Distinct().ToList();
        var more = places.Count > MaxHazards ? $" and {Words.Number(places.Count - MaxHazards)} more" : "";
        var ink = hazard.Rule.Level == RiskLevel.High ? Ink.Red : Ink.Yellow;
        lines.AppendHanging(2, ink, "! ", $"{hazard.Rule.Title}: {string.Join(", ", places.Take(MaxHazards))}{more}");
    }

    /// <summary>The totals, followed by the cost if it is worth showing.</summary>
    private void WriteSum(string sum)
    {
        var cost = project.Cost is null || CostBlock.SentenceOf(project).IsBelowThreshold ? ""
            : CostBlock.Summary(project) is CostTable.DependsOnUsage ? $"cost {CostTable.DependsOnUsage}"
            : $"{CostBlock.Summary(project)}/month";
        if (2 + sum.Length + 2 + cost.Length <= lines.Columns)
        {
            lines.Add(2, (Ink.None, sum), (Ink.None, cost.PadLeft(lines.Columns - 2 - sum.Length)));
            return;
        }

        lines.Wrap(2, Ink.None, sum);
        if (cost.Length > 0) lines.Add(2, (Ink.None, cost));
    }

    private void WriteChange(ResourceChange change, int width)
    {
        var address = VisibleText.Of(change.Address.Text);
        var sign = (InkOf(change), $"{change.Sign()} ");
        if (TextColumns.Of(address) <= width)
        {
            lines.Add(2, sign, (Ink.Bold, address),
                (Ink.None, $"{new string(' ', width - TextColumns.Of(address))}  {Story(change)}"));
        }
        else
        {
            lines.Add(2, sign, (Ink.Bold, address));
            if (Story(change) is { Length: > 0 } story) lines.Add(6, (Ink.None, story));
        }

        foreach (var factor in facts.FactorsOf(change.Address)) WriteFactor(factor);
        if (costs.GetValueOrDefault(change.Address.Text) is { } cost)
            lines.AppendHanging(6, Ink.Faint, $"{"cost",-14} {"",3}   ", cost);
        if (change.ClassOf() == RiskClass.Safe) return;
        if (facts.BlastOf(change.Address) is { } blast
            && !facts.FactorsOf(change.Address).Any(factor => factor.Id == "blast"))
        {
            var (label, text) = ChangeFacts.Reach(blast);
            lines.AppendHanging(6, Ink.Faint, $"{"blast",-14} {"",3}   ", $"{label}, {text}");
        }
    }

    private void WriteFactor(RiskFactor factor) =>
        lines.AppendHanging(6, Ink.Faint, $"{factor.Id,-14} {Words.Number(factor.Points),3}   ", factor.Evidence);

    private static string Story(ResourceChange change)
    {
        var reasons = string.Join(", ", change.Reasons());
        var note = change.Note() is { } text ? $" ({text})" : "";
        return change.Word switch
        {
            "update" => $"{Paths(change)}{note}",
            "replace" => $"replaced{(reasons.Length > 0 ? $" because {reasons}" : "")}{note}",
            "delete" => $"destroyed{(reasons.Length > 0 ? $" because {reasons}" : "")}{note}",
            "forget" =>
                "is no longer managed but continues to " +
                $"exist{(reasons.Length > 0 ? $", because {reasons}" : "")}{note}",
            "unknown" => $"unrecognized action [{string.Join(", ", change.Actions)}], may be destroyed{note}",
            _ => change.Note()?.ToString() ?? "",
        };
    }

    /// <summary>What an update changes; elements of lists are named as in the diff.</summary>
    private static string Paths(ResourceChange change)
    {
        var paths = ShownDiff.Of(change).Select(attribute => attribute.Path).Distinct().ToList();
        var more = paths.Count > MaxPaths ? $" and {Words.Number(paths.Count - MaxPaths)} more" : "";
        return $"{string.Join(", ", paths.Take(MaxPaths))}{more}";
    }

    private void WriteRest(string word, List<ResourceChange> rest)
    {
        var noun = word == "create" ? "creation" : word;
        var types = rest.GroupBy(change => change.Type).OrderByDescending(type => type.Count())
            .Select(type => $"{Words.Number(type.Count())} {type.Key}");
        lines.Add(2, (Ink.Faint, $"… and {Words.Count(rest.Count, $"more {noun}")}: {string.Join(", ", types)}"));
    }

    private void WriteReads()
    {
        var reads = project.Plan.Changes.Where(change => change.Word == "read").ToList();
        if (reads.Count > 0)
            lines.Add(2, (Ink.Faint, $"· read during apply: {string.Join(", ", reads.Select(read => read.Address))}"));
    }

    private void WriteOutputs()
    {
        var outputs = project.Plan.Outputs;
        if (outputs.Count > 0)
            lines.Add(2, (Ink.Faint, $"· outputs: {string.Join(", ", outputs.Select(output => output.Name))}"));
    }

    private void WriteWholePlan()
    {
        var whole = facts.OfWholePlan.ToList();
        if (whole.Count == 0) return;
        lines.Add(2, (Ink.None, "The whole plan"));
        foreach (var factor in whole) WriteFactor(factor);
        lines.Blank();
    }

    private void WriteMove(MovedProposal move)
    {
        lines.Wrap(2, Ink.Yellow, "Renamed rather than deleted? If both are the same resource, this block keeps it:");
        foreach (var line in move.Block.Split('\n')) lines.Add(6, (Ink.Cyan, line));
        lines.Blank();
    }

    private static Ink InkOf(RiskLevel risk) => risk switch
    {
        RiskLevel.None or RiskLevel.Safe => Ink.Green,
        RiskLevel.Medium => Ink.Yellow,
        RiskLevel.High or RiskLevel.Destructive or RiskLevel.Unknown => Ink.Red,
        _ => throw new UnreachableException(),
    };

    private static Ink InkOf(ResourceChange change) => InkOf(RiskLevels.OfClass(change.ClassOf()));
}
