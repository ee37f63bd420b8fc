using System.Globalization;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Risks;

public sealed class EnvironmentStageTests
{
    [Theory]
    [InlineData("prod", "production")]
    [InlineData("PROD", "production")]
    [InlineData("production", "production")]
    [InlineData("prd", "production")]
    [InlineData("live", "production")]
    [InlineData("prod-eu", "production")]
    [InlineData("prod_eu", "production")]
    [InlineData("eu.prod", "production")]
    [InlineData("eu-west-1-live", "production")]
    [InlineData("dev-tools-prod", "production")] // the production of the tools
    [InlineData("non-prod", "non-production")]
    [InlineData("nonprod", "non-production")]
    [InlineData("NonProd", "non-production")]
    [InlineData("non_production", "non-production")]
    [InlineData("no-prod", "non-production")]
    [InlineData("not-live", "non-production")]
    [InlineData("nonprd-eu", "non-production")]
    [InlineData("eu-non-prod-1", "non-production")]
    [InlineData("pre-prod", "staging")]
    [InlineData("preprod", "staging")]
    [InlineData("pre-production", "staging")]
    [InlineData("stage", "staging")]
    [InlineData("uat-eu", "staging")]
    [InlineData("production-test", "test")]
    [InlineData("prod-test", "test")]
    [InlineData("qa", "test")]
    [InlineData("dev", "development")]
    [InlineData("sandbox-7", "development")]
    [InlineData("weu-prod01", "production")]
    [InlineData("non-prod2", "non-production")]
    [InlineData("dev1", "development")]
    [InlineData("productivity", null)] // a word, not its beginning
    [InlineData("deliver", null)]
    [InlineData("blue", null)]
    [InlineData("eu-west-1", null)]
    [InlineData("nonsense", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    public void The_stage_is_recognized_by_phrases_in_the_environment_name(string name, string? stage) =>
    (EnvironmentStages.Of(name)?.Name).Should().Be(stage);

    [Theory]
    [InlineData("prod-eu", 1.5)]
    [InlineData("non-prod", 1)]
    [InlineData("pre-prod", 1)]
    [InlineData("production-test", 0.6)]
    [InlineData("blue", 1)]
    [InlineData(null, 1)]
    public void The_weight_is_that_of_the_stage(string? name, double weight) =>
    EnvironmentStages.WeightOf(name).Should().Be(weight);

    [Fact]
    public void No_phrase_belongs_to_two_stages() =>
    EnvironmentStages.All.SelectMany(stage => stage.Phrases).Should().OnlyHaveUniqueItems();

    [Fact]
    public void The_docs_list_every_stage_with_its_weight()
    {
        var docs = File.ReadAllText(Repository.PathOf("docs", "reference", "risk.md"));

        foreach (var stage in EnvironmentStages.All)
        {
            var row = docs.Split('\n')
                .Single(line => line.StartsWith(
                    $"| {stage.Name} | ×{stage.Weight.ToString("0.##", CultureInfo.InvariantCulture)} | ",
                    StringComparison.Ordinal));
            foreach (var word in stage.Phrases.Where(phrase => !EnvironmentStages.All[0].Phrases.Any(
                prod => phrase != prod && phrase.EndsWith(prod, StringComparison.Ordinal))))
                row.Should().Contain($"`{word}`");
        }
    }
}
