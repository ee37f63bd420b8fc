using System.Text.Json;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Decisions;

/// <summary>
/// A question about the decision on a pull request, with hypothetical approvals (logins) and changed files (paths from
/// the repository's root).
/// </summary>
internal sealed record DecisionQuestion(RepositoryName Repository, PullNumber Number)
{
    /// <summary>The maximum number of approvals. Each person costs a call to GitHub.</summary>
    private const int MaxPeople = 10;
    private const int MaxFiles = 100;

    public IReadOnlyList<string> Approvals { get; init; } = [];

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Returns null when the path does not name a valid pull request.</summary>
    public static DecisionQuestion? Of(string? owner, string? repository, string? number) =>
        RepositoryName.TryParse($"{owner}/{repository}") is { } name && int.TryParse(number, null, out var value)
        && value > 0 ? new(name, new(value)) : null;

    /// <summary>Reads the JSON body of a simulation request; reports all problems at once.</summary>
    public static Validated<DecisionQuestion> Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SimulationJson.Default.SimulationDocument) is { } document
                ? Read(document)
                : new Problem("body", "is null; send an object with repository, pull, approvals and files.");
        }
        catch (JsonException failure)
        {
            return new Problem(
                failure.Path is { Length: > 0 } path ? path : "body",
                $"cannot be read: {VisibleText.Of(failure.Message)}");
        }
    }

    private static Validated<DecisionQuestion> Read(SimulationDocument document)
    {
        var problems = new List<Problem>();
        if (RepositoryName.TryParse(document.Repository) is null)
            problems.Add(new("repository", "is not a repository; write owner/name."));
        if (document.Pull < 1) problems.Add(new("pull", "is not a pull request number."));
        if (document.Approvals?.Count > MaxPeople)
            problems.Add(new("approvals", $"names more than {MaxPeople} people."));
        if (document.Approvals?.Any(string.IsNullOrEmpty) == true)
            problems.Add(new("approvals", "contains an empty login."));
        if (document.Approvals?.Any(login => login?.Contains('\0', StringComparison.Ordinal) == true) == true)
            problems.Add(new("approvals", "has a NUL character in a login."));
        if (document.Files?.Any(string.IsNullOrEmpty) == true)
            problems.Add(new("files", "contains an empty path."));
        else if (document.Files?.Select(RepositoryPath.FindError)
            .FirstOrDefault(mistake => mistake is not null) is { } mistake)
            problems.Add(new("files", $"contains an invalid path: {mistake}."));
        if (document.Files?.Count > MaxFiles) problems.Add(new("files", $"names more than {MaxFiles} files."));
        return problems.Count > 0 ? new Validated<DecisionQuestion>.Invalid(problems)
            : new DecisionQuestion(RepositoryName.Parse(document.Repository),
                new(document.Pull))
            { Approvals = document.Approvals ?? [], Files = document.Files ?? [] };
    }
}

internal sealed record SimulationDocument(
    string Repository, int Pull, IReadOnlyList<string>? Approvals = null, IReadOnlyList<string>? Files = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SimulationDocument))]
internal sealed partial class SimulationJson : JsonSerializerContext;
