namespace TfPilot.Action.Tests;

/// <summary>The smallest plans that do something.</summary>
internal static class PlanJson
{
    public const string Create = """
        {"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[{"address":"terraform_data.a","mode":"managed","type":"terraform_data","name":"a","change":{"actions":["create"],"before":null,"after":{"input":"grüße 🚀"},"after_unknown":{"id":true}}}]}
        """;

    public const string Errored = """{"format_version":"1.2","errored":true,"planned_values":{}}""";
}
