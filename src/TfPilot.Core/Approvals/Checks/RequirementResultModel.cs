using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Approvals;

/// <summary>The results, worst first, as the model of <c>standings.scriban</c>: a checklist for approvals.</summary>
internal static class RequirementResultModel
{
    private const int MaxRows = 30;
    private const int MaxReasons = 20;
    private const int MaxPeople = 5;
    private const int NameLength = 80;
    private const int MaxStatusLength = 160;
    private const int ReasonLength = 600;

    /// <param name="results">At least one.</param>
    public static Model Of(IEnumerable<RequirementResult> results)
    {
        var worst = results.OrderByDescending(result => result.Outcome).ToList();
        var rows = worst.SelectMany(Rows).ToList();
        var reasons = worst.SelectMany(Reasons).Distinct().ToList();
        var disregarded = worst
            .SelectMany(result => result.Disregarded,
                (result, not) => (Where: result.Environment ?? Name(result, result), Not: not))
            .GroupBy(one => one.Not)
            .Select(same => (Not: same.Key, Where: string.Join(", ", same.Select(one => one.Where).Distinct())))
            .ToList();
        return new()
        {
            ["asksPeople"] = rows.Exists(row => row.Part.Demand is not null),
            ["items"] = MarkdownModel.ListOf(rows.Take(MaxRows).Select(Row)),
            ["rest"] = AndMore(rows.Count, MaxRows),
            ["reasons"] = MarkdownModel.ListOf(
                reasons.Take(MaxReasons).Select(reason => MarkdownModel.Truncate(reason, ReasonLength))),
            ["moreReasons"] = AndMore(reasons.Count, MaxReasons),
            ["uncounted"] = MarkdownModel.ListOf(disregarded.Take(MaxReasons).Select(one => new Model
            {
                ["login"] = Cell(one.Not.Person.Login),
                ["where"] = Cell(one.Where),
                ["why"] = MarkdownModel.Truncate(one.Not.Reason, MaxStatusLength),
            })),
            ["moreUncounted"] = AndMore(disregarded.Count, MaxReasons),
        };
    }

    /// <summary>One row per requirement where approvals are required.</summary>
    private static IEnumerable<(RequirementResult Whole, RequirementResult Part)> Rows(RequirementResult result) =>
        result.Parts.Any(part => part.Demand is not null) ? result.Parts.Select(part => (result, part))
        : [(result, result)];

    /// <summary>Disregarded approvals are listed separately.</summary>
    private static IEnumerable<string> Reasons(RequirementResult result) =>
        result.Reasons.Except(result.Disregarded.Select(not => not.ToString()));

    private static object Row((RequirementResult Whole, RequirementResult Part) row) => new Model
    {
        ["requirement"] = Cell(row.Whole.Environment is { } environment ? $"{environment}: {Name(row.Whole, row.Part)}"
            : Name(row.Whole, row.Part)),
        ["who"] = row.Part.Demand is { } asked ? Cell(asked.Approvers) : null,
        ["have"] = row.Part.Counted.Count > 0 ? Cell(string.Join(", ", row.Part.Counted.Select(person => person.Login)))
            : null,
        ["icon"] = Icon(row.Part.Outcome),
        ["standing"] = MarkdownModel.Truncate(Status(row.Part), MaxStatusLength),
    };

    /// <summary>The name of a requirement, such as <c>approval, data</c>.</summary>
    private static string Name(RequirementResult whole, RequirementResult part) =>
        part.PolicyRule is { } rule ? $"rule {rule}"
        : whole.Environment is null && part.Demand?.Name is { } owners ? owners
        : part.Demand?.Name is { } name ? $"{whole.Topic}, {name}"
        : part.Topic.Length > 0 ? part.Topic
        : whole.Topic;

    private static string Status(RequirementResult part) => part switch
    {
        { Demand: not null, Decision: Decision.Approved } => "approved",
        { Demand: { } asked, PolicyRule: { } rule, Decision: Decision.Pending or Decision.Blocked } =>
            $"{asked.Count - part.Counted.Count} missing, comment " +
            $"{PolicyApprovals.CommandFor(rule)}{Could(asked.Could)}",
        { Demand: { } asked, Decision: Decision.Pending } =>
            $"{asked.Count - part.Counted.Count} missing{Could(asked.Could)}",
        _ => part.Words,
    };

    private static string Could(IReadOnlyList<string> logins) => logins.Count switch
    {
        0 => "",
        1 => $": {logins[0]} could approve",
        <= MaxPeople => $": {string.Join(", ", logins.SkipLast(1))} or {logins[^1]} could approve",
        _ => $": {string.Join(", ", logins.Take(MaxPeople))} or {logins.Count - MaxPeople} more could approve",
    };

    private static string? AndMore(int count, int max) => count > max ? Words.Number(count - max) : null;

    private static string Cell(string text) => MarkdownModel.Truncate(text, NameLength);

    private static string Icon(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Success => "✅",
        CheckOutcome.ActionRequired => "⏳",
        CheckOutcome.Failure => "⛔",
        _ => throw new UnreachableException(),
    };
}
