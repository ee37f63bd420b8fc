using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Risks;
using Items = System.Collections.Generic.List<object?>;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The models of the templates: only text, numbers, lists and dictionaries, because the trimmed program has no
/// reflection for other types. Texts are truncated here, so that none takes all the space.
/// </summary>
internal static class MarkdownModel
{
    public static Model Headline(Review review) =>
        new() { ["icon"] = Reviews.Headline.Icon(review), ["text"] = Truncate(Reviews.Headline.Of(review), 300) };

    public static Model Next(Review review, string? after) =>
        new()
        {
            ["step"] = after is null ? Reviews.Headline.NextStep(review)
            : $"{Reviews.Headline.NextStep(review)} {after}"
        };

    public static Model Notes(IReadOnlyList<string> notes) =>
        new() { ["items"] = Of(notes, note => Truncate(note, 300)) };

    public static Model LeftOut(IReadOnlyList<string> parts) => new() { ["text"] = string.Join(", ", parts) };

    public static Model Problems(Review review, int shown) => new()
    {
        ["items"] = Of(review.Problems.Take(shown),
            problem => new Model
            {
                ["path"] = Truncate(problem.Path, 200),
                ["message"] = Truncate(problem.Message, 600)
            }),
        ["rest"] = AndMore(review.Problems.Count - shown),
    };

    /// <summary>
    /// The projects that get a row: a single project always; of several, those with changes or findings.
    /// </summary>
    public static IReadOnlyList<ProjectReview> Changed(Review review) =>
        review.Projects.Count == 1 ? review.Projects : [.. review.Projects.Where(project => !project.IsUnchanged)];

    public static Model RollUp(Review review, int shown)
    {
        var rest = Changed(review).Skip(shown).GroupBy(project => project.Risk.Level)
            .Select(group => $"{Words.Count(group.Count(), "project")} {group.Key.Word()}");
        return new()
        {
            ["single"] = review.Projects.Count == 1,
            ["hasPolicy"] = Changed(review).Any(project => project.Findings.Count > 0),
            ["hasCost"] = Changed(review).Any(project => CostBlock.Summary(project) is not null),
            ["projects"] = Of(Changed(review).Take(shown), Row),
            ["rest"] = Changed(review).Count > shown ? $"{string.Join(", ", rest)}, not shown here" : null,
        };
    }

    public static Model Unchanged(IReadOnlyList<ProjectReview> projects, int names) => new()
    {
        ["count"] = Words.Count(projects.Count, "project"),
        ["names"] = Of(projects.Take(names), project => Truncate(project.Name, 200)),
    };

    /// <summary>
    /// Builds the model for a number of listed names, and for how many of them the reason is shown as well.
    /// </summary>
    public static Func<int, int, Model> LossesOf(Review review, IReadOnlyList<Loss> losses)
    {
        var facts = review.Projects.ToDictionary(project => project.Name, project => new ChangeFacts(project.Risk));
        var items = new Model?[losses.Count];
        Model Item(int i) => items[i] ??= LossItem(review, losses[i], facts[losses[i].Project.Name]);
        return (shown, explained) => new()
        {
            ["groups"] = Of(
                losses.Select((loss, i) => (loss.Kind, i)).GroupBy(at => at.Kind, at => at.i), group => new Model
                {
                    ["title"] = Losses.Title(group.Key, group.Count()),
                    ["items"] = Of(
                    group.TakeWhile(i => i < shown), i => i < explained ? Item(i) : LossName(review, losses[i])),
                }),
            ["rest"] = losses.Count > shown ? RestOf(review, losses.Skip(shown).ToList()) : null,
        };
    }

    public static int MoveCount(Review review) => review.Projects.Sum(project => project.Risk.Moves.Count);

    public static Model Moves(Review review, int shown) => new()
    {
        ["items"] = Of(review.Projects.SelectMany(project => project.Risk.Moves.Select(move => (project, move)))
            .Take(shown), at => Move(review, at.project, at.move)),
        ["rest"] = AndMore(MoveCount(review) - shown),
    };

    public static int AttentionCount(Review review) => review.Projects.Sum(project => project.Attention.Count);

    public static Model Attention(Review review, int shown) => new()
    {
        ["items"] = Of(
            review.Projects.SelectMany(project => project.Attention.Select(sentence => (project, sentence)))
                .Take(shown),
            at => new Model { ["project"] = Name(review, at.project), ["sentence"] = Truncate(at.sentence, 400) }),
        ["rest"] = AndMore(AttentionCount(review) - shown),
    };

    public static int FactorCount(Review review) => review.Projects.Sum(project => project.Risk.Factors.Count);

    public static Model Factors(Review review, int shown) => new()
    {
        ["score"] = Words.Number(review.RiskScore),
        ["count"] = Words.Count(FactorCount(review), "factor"),
        ["items"] = Of(
            review.Projects
                .SelectMany(project => project.Risk.Factors.OrderByDescending(factor => factor.Points)
                    .Select(factor => (project, factor))).Take(shown),
            at => new Model
            {
                ["project"] = Name(review, at.project),
                ["id"] = at.factor.Id,
                ["points"] = Words.Number(at.factor.Points),
                ["address"] = at.factor.Address is { } address ? Truncate(address.Text, 300) : null,
                ["evidence"] = Truncate(at.factor.Evidence, 300),
            }),
        ["rest"] = AndMore(FactorCount(review) - shown),
    };

    private static Model Row(ProjectReview project)
    {
        (int Count, string Noun)[] other =
            [(project.Counts.Forget, "forget"), (project.Counts.Import, "import"), (project.Counts.Move, "move"),
                (project.Counts.Outputs, "output")];
        return new()
        {
            ["name"] = Truncate(project.Name, 200),
            ["environment"] = Truncate(project.Environment ?? "", 60),
            ["icon"] = Reviews.Headline.Icon(project.Risk.Level),
            ["risk"] = project.Risk.Class == RiskClass.Unknown ? "planning failed"
                : $"{project.Risk.Level.Word()} {Words.Number(project.Risk.Score)}",
            ["score"] = Reviews.Headline.Score(project.Risk),
            ["policyIcon"] = PolicyWords.Icon(project),
            ["policy"] = PolicyWords.Counts(project),
            ["cost"] = CostBlock.Summary(project) is { } cost
                && (project.Cost is not { MonthlyDelta: 0 } || cost == CostTable.DependsOnUsage) ? cost : null,
            ["create"] = project.Counts.Create,
            ["update"] = project.Counts.Update,
            ["replace"] = project.Counts.Replace,
            ["delete"] = project.Counts.Delete,
            ["other"] = string.Join(
                ", ", other.Where(part => part.Count > 0).Select(part => Words.Count(part.Count, part.Noun))),
            ["add"] = project.Summary.Add,
            ["change"] = project.Summary.Change,
            ["destroy"] = project.Summary.Destroy,
            ["import"] = project.Summary.Import,
            ["forget"] = project.Summary.Forget,
            ["more"] = SummaryWords.More(project.Counts).FirstOrDefault(),
        };
    }

    private static Model LossItem(Review review, Loss loss, ChangeFacts facts) => new()
    {
        ["address"] = Truncate(loss.Change.Address.Text, 400),
        ["project"] = Name(review, loss.Project),
        ["note"] = loss.Change.Note()?.Words,
        ["noteValue"] = loss.Change.Note()?.Value is { } value ? Truncate(value, 400) : null,
        ["reasons"] = Of(loss.Change.Reasons(),
            reason => new Model
            {
                ["what"] = Truncate(reason.What, 200), ["before"] = reason.Before,
                ["after"] = reason.After
            }),
        ["facts"] = Of(facts.Of(loss.Change.Address),
            fact => new Model { ["label"] = fact.Label, ["text"] = Truncate(fact.Text, 300) }),
    };

    private static Model LossName(Review review, Loss loss) => new()
    {
        ["address"] = Truncate(loss.Change.Address.Text, 400),
        ["project"] = Name(review, loss.Project),
        ["note"] = null,
        ["noteValue"] = null,
        ["reasons"] = Of(Array.Empty<Model>(), reason => reason),
        ["facts"] = Of(Array.Empty<Model>(), fact => fact),
    };

    /// <summary>
    /// "40 more aws_instance in orders, 3 more aws_lb in web"; the number of types and projects is limited.
    /// </summary>
    private static string RestOf(Review review, List<Loss> losses)
    {
        const int Max = 12;
        var groups = losses
            .GroupBy(loss => (loss.Change.Type, Project: Name(review, loss.Project)))
            .OrderByDescending(group => group.Count())
            .Select(group => $"{Words.Number(group.Count())} {Truncate(group.Key.Type, 60)}" +
                (group.Key.Project is { } name ? $" in {Truncate(name, 60)}" : ""))
            .ToList();
        var more = groups.Count > Max ? $" and {Words.Number(groups.Count - Max)} more kinds" : "";
        return $"{Words.Number(losses.Count)} more: {string.Join(", ", groups.Take(Max))}{more}";
    }

    private static Model Move(Review review, ProjectReview project, MovedProposal move)
    {
        var block = MarkdownText.Fenced(move.Block.Split('\n').Select(line => Truncate(line, 400)));
        return new()
        {
            ["from"] = Truncate(move.From.Text, 400),
            ["to"] = Truncate(move.To.Text, 400),
            ["project"] = Name(review, project),
            ["fence"] = MarkdownText.Fence(block),
            ["block"] = block,
        };
    }

    /// <summary>The project's name; null if the review has a single project.</summary>
    public static string? Name(Review review, ProjectReview project) =>
        review.Projects.Count > 1 ? Truncate(project.Name, 200) : null;

    private static string? AndMore(int count) => count > 0 ? Words.Number(count) : null;

    public static string Truncate(string text, int columns) => TextColumns.Truncate(VisibleText.Of(text), columns);

    public static Items ListOf(IEnumerable<object?> items) => [.. items];

    private static Items Of<T>(IEnumerable<T> source, Func<T, object?> item) => [.. source.Select(item)];
}
