using System.Text.Json.Serialization;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

internal sealed record RestActor(long Id, string Login, string Type);

internal sealed record GraphQlPage(bool HasNextPage, string? EndCursor);

internal sealed record GraphQlNodes<T>(IReadOnlyList<T> Nodes);

internal sealed record GraphQlActor(string Login, [property: JsonPropertyName("__typename")]
    string TypeName, long? DatabaseId = null)
{
    public const string Fields =
        "__typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId }";

    public Person? Person() =>
        ToModel() is { } account ? new(new UserId(account.Id), account.Login) { IsBot = TypeName == "Bot" } : null;

    /// <summary>GraphQL omits the suffix <c>[bot]</c> for an author, but not for the viewer.</summary>
    public Account? ToModel() => DatabaseId is not { } id ? null
        : TypeName == "Bot" && !Login.EndsWith("[bot]", StringComparison.Ordinal) ? new Account(id, Login + "[bot]")
        : new Account(id, Login);
}
