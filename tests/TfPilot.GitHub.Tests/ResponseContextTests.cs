using System.Text.Json;
using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Tests;

/// <summary>
/// Each folder of calls has its own JSON contexts, and the generator wants the options at each of them; all that read
/// one kind of response are equally strict.
/// </summary>
public sealed class ResponseContextTests
{
    [Theory]
    [InlineData("RestJson", 5)]
    [InlineData("GraphQlJson", 5)]
    public void All_contexts_of_a_kind_read_responses_with_the_same_options(string kind, int atLeast)
    {
        var options = typeof(GitHubClient).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext))
                && type.Name.EndsWith(kind, StringComparison.Ordinal))
            .Select(type => ((JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!).Options).ToList();

        options.Should().HaveCountGreaterThanOrEqualTo(atLeast);
        options.Select(Describe).Distinct().Should().ContainSingle();
        options.Should().OnlyContain(one =>
            one.RespectNullableAnnotations && one.RespectRequiredConstructorParameters);
    }

    private static string Describe(JsonSerializerOptions one) => string.Join('|', one.PropertyNamingPolicy,
        one.NumberHandling, one.PropertyNameCaseInsensitive, one.UnmappedMemberHandling,
        string.Join(',', one.Converters.Select(converter => converter.GetType().Name)));
}
