using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Costs;

/// <summary>Creates estimates with defaults, so that tests set only the values that matter to them.</summary>
internal static class An
{
    public static CostEstimate Estimate(params CostProject[] projects) => new("USD", projects);

    public static CostProject Project(string name = "orders", params PricedResource[] resources) =>
        new() { Name = name, After = new(resources) };

    public static CostProject Errored(string name, string message) => Project(name) with { Errors = [message] };

    public static PricedResource Resource(
        string address = "aws_instance.web", decimal? monthly = 10m, params CostComponent[] components) =>
        new(address, address.Split('.')[0], monthly, 0, components);

    public static CostComponent Component(string name, decimal? monthly, decimal? quantity = 1) =>
        new(name, "hours", quantity, monthly, monthly is null);

    public static ProjectCost Cost(decimal? before, decimal? after, string currency = "USD", string? unknown = null) =>
        new() { Label = "orders", Currency = currency, Before = before, After = after, Unknown = unknown };

    public static RuleKind.Cost Limits(
        decimal? maxIncrease = null, decimal? maxPercent = null, decimal? maxTotal = null, string? currency = null) =>
        new(maxIncrease, maxPercent, maxTotal, currency);

    public static CostDifference Difference(CostEstimate head, CostEstimate? baseline = null) =>
        Value(CostDifference.Of(head, baseline));

    public static CostEstimate Read(string json) =>
        Value(InfracostReader.Read("infracost.json", Encoding.UTF8.GetBytes(json)));

    public static CostEstimate ReadFile(string path) =>
        Value(InfracostReader.Read(Path.GetFileName(path), File.ReadAllBytes(path)));

    public static T Value<T>(Validated<T> validated) =>
        validated.Match(value => value, problems => throw new InvalidDataException(problems[0].Message));

    public static IReadOnlyList<string> Problems<T>(Validated<T> validated) =>
        validated.Match(_ => [], problems => problems.Select(problem => problem.Message).ToList());
}
