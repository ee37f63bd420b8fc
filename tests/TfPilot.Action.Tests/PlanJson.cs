namespace TfPilot.Action.Tests;

/// <summary>Minimal plans that change something.</summary>
internal static class PlanJson
{
    public const string Create = """
        {"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[{"address":"terraform_data.a","mode":"managed","type":"terraform_data","name":"a","change":{"actions":["create"],"before":null,"after":{"input":"grüße 🚀"},"after_unknown":{"id":true}}}]}
        """;

    public const string Errored = """{"format_version":"1.2","errored":true,"planned_values":{}}""";

    /// <summary>An estimate in Infracost's format: the cost rises from 10 to 30 dollars a month.</summary>
    public const string Estimate = """
        {"version":"0.2","currency":"USD","projects":[{"name":"x","metadata":{},
          "pastBreakdown":{"resources":[{"name":"aws_vpc.main","monthlyCost":"10"}],"totalMonthlyCost":"10"},
          "breakdown":{"resources":[{"name":"aws_vpc.main","monthlyCost":"30"}],"totalMonthlyCost":"30"}}]}
        """;
}
